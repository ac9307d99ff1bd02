#include "server/gateways/ticket_pdf.h"

#include "server/gateways/drawing_library.h"
#include "server/gateways/pdf_language.h"
#include "server/gateways/ticket_sheet.h"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Timestamp.h>

namespace foyer::server::gateways {

using ports::DrawFault;
using ports::TicketPapers;

namespace {

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int size) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), size);
    return CAIRO_STATUS_SUCCESS;
}

std::string momentOf(Instant at) {
    return Poco::DateTimeFormatter::format(
        Poco::Timestamp(toMs(at) * Poco::Timestamp::resolution() / 1000),
        Poco::DateTimeFormat::ISO8601_FORMAT);
}

/// A document under way, and where its bytes go.
class Document {
public:
    Document(const DrawingLibrary& library, PangoFontMap* fonts, const TicketPapers& papers)
        : m_library(library)
        , m_surface(library.cairo_pdf_surface_create_for_stream(append, &m_bytes, kSheetWidth,
                                                                kSheetHeight))
        , m_cairo(library.cairo_create(m_surface))
        , m_context(library.pango_font_map_create_context(fonts)) {
        // Its cross references are plain text, which setLanguage() reads.
        library.cairo_pdf_surface_restrict_to_version(m_surface, CAIRO_PDF_VERSION_1_4);
        say(CAIRO_PDF_METADATA_TITLE, papers.title);
        say(CAIRO_PDF_METADATA_AUTHOR, papers.cinema);
        say(CAIRO_PDF_METADATA_CREATE_DATE, momentOf(papers.writtenAt));
        say(CAIRO_PDF_METADATA_MOD_DATE, momentOf(papers.writtenAt));
        library.pango_cairo_update_context(m_cairo, m_context);
        library.pango_context_set_round_glyph_positions(m_context, FALSE);
        library.pango_context_set_base_dir(m_context, papers.isRightToLeft ? PANGO_DIRECTION_RTL
                                                                           : PANGO_DIRECTION_LTR);
        library.pango_context_set_language(
            m_context, library.pango_language_from_string(papers.language.c_str()));
    }
    ~Document() {
        m_library.g_object_unref(m_context);
        m_library.cairo_destroy(m_cairo);
        m_library.cairo_surface_destroy(m_surface);
    }
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    /// Of what no ticket can do without.
    bool hasLettersFor(const TicketPapers& papers) {
        std::string text =
            papers.words.seat + papers.words.advice + papers.day + papers.time + papers.reference;
        for (const auto& ticket : papers.tickets)
            text += ticket.seat + ticket.price + ticket.condition;
        auto* layout = m_library.pango_layout_new(m_context);
        m_library.pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
        const int unknown = m_library.pango_layout_get_unknown_glyphs_count(layout);
        m_library.g_object_unref(layout);
        return unknown == 0;
    }
    bool add(const TicketPapers& papers, const TicketPapers::Ticket& ticket) {
        const bool isDrawn = drawSheet(m_library, m_cairo, m_context, papers, ticket);
        m_library.cairo_show_page(m_cairo);
        return isDrawn;
    }
    Result<std::string, DrawFault> finish() {
        m_library.cairo_surface_finish(m_surface);
        auto status = m_library.cairo_status(m_cairo);
        if (status == CAIRO_STATUS_SUCCESS)
            status = m_library.cairo_surface_status(m_surface);
        if (status != CAIRO_STATUS_SUCCESS)
            return Err{DrawFault{m_library.cairo_status_to_string(status)}};
        return std::move(m_bytes);
    }

private:
    void say(cairo_pdf_metadata_t what, const std::string& text) {
        m_library.cairo_pdf_surface_set_metadata(m_surface, what, text.c_str());
    }

    const DrawingLibrary& m_library;
    std::string m_bytes;
    cairo_surface_t* m_surface;
    cairo_t* m_cairo;
    PangoContext* m_context;
};

} // namespace

/// The library and the fonts it has read.
struct TicketPdf::Studio {
    explicit Studio(const DrawingLibrary& with)
        : library(with), fonts(with.pango_cairo_font_map_new()) {}
    ~Studio() { library.g_object_unref(fonts); }
    Studio(const Studio&) = delete;
    Studio& operator=(const Studio&) = delete;

    const DrawingLibrary& library;
    PangoFontMap* fonts;
};

TicketPdf::TicketPdf() = default;
TicketPdf::~TicketPdf() = default;

Result<Done, DrawFault> TicketPdf::prepare() {
    if (m_studio)
        return Done{};
    const auto library = DrawingLibrary::load();
    if (!library)
        return Err{library.error()};
    m_studio = std::make_unique<Studio>(**library);
    return Done{};
}

Result<std::string, DrawFault> TicketPdf::draw(const TicketPapers& papers) {
    const std::lock_guard lock(m_lock);
    if (const auto prepared = prepare(); !prepared)
        return Err{prepared.error()};
    Document document(m_studio->library, m_studio->fonts, papers);
    if (!document.hasLettersFor(papers))
        return Err{DrawFault{"no font has the letters of its language, " + papers.language}};
    for (const auto& ticket : papers.tickets)
        if (!document.add(papers, ticket))
            return Err{DrawFault{"a ticket's code is too long"}};
    auto bytes = document.finish();
    if (!bytes)
        return bytes;
    return withLanguage(std::move(*bytes), papers.language, papers.isRightToLeft);
}

} // namespace foyer::server::gateways
