#pragma once

#include "server/ports/ticket_drawer.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

namespace foyer::server::gateways {

#define FOYER_DRAWING_FUNCTIONS(EACH)                                                              \
    EACH(cairo_create)                                                                             \
    EACH(cairo_destroy)                                                                            \
    EACH(cairo_fill)                                                                               \
    EACH(cairo_move_to)                                                                            \
    EACH(cairo_pdf_surface_create_for_stream)                                                      \
    EACH(cairo_pdf_surface_restrict_to_version)                                                    \
    EACH(cairo_pdf_surface_set_metadata)                                                           \
    EACH(cairo_rectangle)                                                                          \
    EACH(cairo_set_source_rgb)                                                                     \
    EACH(cairo_show_page)                                                                          \
    EACH(cairo_status)                                                                             \
    EACH(cairo_status_to_string)                                                                   \
    EACH(cairo_surface_destroy)                                                                    \
    EACH(cairo_surface_finish)                                                                     \
    EACH(cairo_surface_status)                                                                     \
    EACH(g_object_unref)                                                                           \
    EACH(pango_cairo_font_map_new)                                                                 \
    EACH(pango_cairo_show_layout)                                                                  \
    EACH(pango_context_set_base_dir)                                                               \
    EACH(pango_cairo_update_context)                                                               \
    EACH(pango_context_set_language)                                                               \
    EACH(pango_context_set_round_glyph_positions)                                                  \
    EACH(pango_font_description_free)                                                              \
    EACH(pango_font_description_from_string)                                                       \
    EACH(pango_font_description_set_absolute_size)                                                 \
    EACH(pango_font_description_set_weight)                                                        \
    EACH(pango_font_map_create_context)                                                            \
    EACH(pango_language_from_string)                                                               \
    EACH(pango_layout_get_baseline)                                                                \
    EACH(pango_layout_get_line_count)                                                              \
    EACH(pango_layout_get_line_readonly)                                                           \
    EACH(pango_layout_get_size)                                                                    \
    EACH(pango_layout_get_unknown_glyphs_count)                                                    \
    EACH(pango_layout_new)                                                                         \
    EACH(pango_layout_set_alignment)                                                               \
    EACH(pango_layout_set_ellipsize)                                                               \
    EACH(pango_layout_set_font_description)                                                        \
    EACH(pango_layout_set_height)                                                                  \
    EACH(pango_layout_set_text)                                                                    \
    EACH(pango_layout_set_width)                                                                   \
    EACH(pango_layout_set_wrap)

/// cairo and pango as they are found when the first ticket is drawn. Linked, their thirty libraries
/// would cost every start 5 ms and 4 MiB, also where no customer is ever written to.
struct DrawingLibrary {
#define FOYER_MEMBER(name) decltype(&::name) name = nullptr;
    FOYER_DRAWING_FUNCTIONS(FOYER_MEMBER)
#undef FOYER_MEMBER

    /// The one of this process; it stays for good. Not found is looked for again the next time.
    /// For one thread at a time.
    static Result<const DrawingLibrary*, ports::DrawFault> load();
};

} // namespace foyer::server::gateways
