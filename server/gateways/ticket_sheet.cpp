#include "server/gateways/ticket_sheet.h"

#include "server/gateways/qr_code.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace foyer::server::gateways {

namespace {

constexpr double kMargin = 22;
constexpr double kInner = kSheetWidth - 2 * kMargin;
constexpr double kCodeSide = 136; // 48 mm, without the quiet zone, for which there is room around
constexpr double kGap = 14;
constexpr double kInk = 0.07;  // nearly black
constexpr double kSoft = 0.38; // of what is read second: 6 to 1 on white

enum class Side : std::uint8_t { Start, End };

struct Type {
    double size; // points; smaller where it would not fit
    PangoWeight weight = PANGO_WEIGHT_NORMAL;
    double grey = kInk;
    int lines = 1;         // at most
    double smallest = 6.5; // from there on what is too long is cut
};

constexpr Type kLabel{7.5, PANGO_WEIGHT_MEDIUM, kSoft};
constexpr Type kHouse{9.5, PANGO_WEIGHT_SEMIBOLD, kInk, 1, 7};
constexpr Type kCount{9, PANGO_WEIGHT_MEDIUM, kSoft};
constexpr Type kMovie{22, PANGO_WEIGHT_BOLD, kInk, 3, 13};
constexpr Type kDay{11.5, PANGO_WEIGHT_MEDIUM};
constexpr Type kRating{9.5, PANGO_WEIGHT_MEDIUM, kSoft};
constexpr Type kTime{24, PANGO_WEIGHT_BOLD, kInk, 1, 12};
constexpr Type kRoom{13, PANGO_WEIGHT_SEMIBOLD, kInk, 3, 8.5};
constexpr Type kSeat{42, PANGO_WEIGHT_BOLD, kInk, 1, 14};
constexpr Type kValue{11.5, PANGO_WEIGHT_SEMIBOLD, kInk, 3, 8};
constexpr Type kReference{13.5, PANGO_WEIGHT_BOLD, kInk, 1, 8};
constexpr Type kCondition{9.5, PANGO_WEIGHT_BOLD, kInk, 2, 7.5};
constexpr Type kAdvice{7.5, PANGO_WEIGHT_NORMAL, kSoft, 2};
constexpr Type kAddress{7.5, PANGO_WEIGHT_NORMAL, kSoft};

/// A column, counted from where the language begins its lines.
struct Column {
    double at;
    double width;
};
constexpr Column kWhole{0, kInner};

class Sheet {
public:
    Sheet(const DrawingLibrary& library, cairo_t* cairo, PangoContext* fonts, bool isRightToLeft)
        : m_library(library), m_cairo(cairo), m_fonts(fonts), m_isRightToLeft(isRightToLeft) {}

    /// A text as it will stand in a column.
    class Line {
    public:
        double height() const { return size().second; }
        double baseline() const; // of the last line
        void drawAt(double y) const;
        ~Line() { m_sheet->m_library.g_object_unref(m_layout); }
        Line(const Line&) = delete;
        Line& operator=(const Line&) = delete;

    private:
        friend class Sheet;
        Line(Sheet& sheet, const std::string& text, const Type& type, Column column, Side side);
        bool fits(PangoWrapMode wrap);
        void setSize(double size);
        std::pair<double, double> size() const;
        int lines() const { return m_sheet->m_library.pango_layout_get_line_count(m_layout); }

        Sheet* m_sheet;
        const Type m_type;
        const Column m_column;
        PangoLayout* m_layout;
    };
    Line line(const std::string& text, const Type& type, Column column = kWhole,
              Side side = Side::Start) {
        return Line(*this, text, type, column, side);
    }

    /// Draws it; answers where the next may begin.
    double text(double y, const std::string& text, const Type& type, Column column = kWhole,
                Side side = Side::Start) {
        const auto set = line(text, type, column, side);
        set.drawAt(y);
        return y + set.height();
    }
    void rule(double y, double thickness) { box(kWhole, y, thickness, kInk); }
    void box(Column column, double y, double height, double grey) {
        paint(grey);
        m_library.cairo_rectangle(m_cairo, leftOf(column), y, column.width, height);
        m_library.cairo_fill(m_cairo);
    }
    bool code(const std::string& text, Column column, double y);

private:
    double leftOf(Column column) const {
        return kMargin + (m_isRightToLeft ? kInner - column.at - column.width : column.at);
    }
    void paint(double grey) { m_library.cairo_set_source_rgb(m_cairo, grey, grey, grey); }
    PangoAlignment alignmentOf(PangoLayout* layout, Side side) const;

    const DrawingLibrary& m_library;
    cairo_t* m_cairo;
    PangoContext* m_fonts;
    bool m_isRightToLeft;
};

/// Pango turns left and right round for a text that runs against the page; what we say is a side of
/// the page, whatever the text is.
PangoAlignment Sheet::alignmentOf(PangoLayout* layout, Side side) const {
    const auto* first = m_library.pango_layout_get_line_readonly(layout, 0);
    const bool turns = (first->resolved_dir == PANGO_DIRECTION_RTL) != m_isRightToLeft;
    const bool atLeft = (side == Side::Start) != m_isRightToLeft;
    return atLeft != turns ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT;
}

Sheet::Line::Line(Sheet& sheet, const std::string& text, const Type& type, Column column, Side side)
    : m_sheet(&sheet)
    , m_type(type)
    , m_column(column)
    , m_layout(sheet.m_library.pango_layout_new(sheet.m_fonts)) {
    const auto& library = sheet.m_library;
    library.pango_layout_set_text(m_layout, text.data(), static_cast<int>(text.size()));
    library.pango_layout_set_width(m_layout, static_cast<int>(column.width * PANGO_SCALE));
    library.pango_layout_set_alignment(m_layout, sheet.alignmentOf(m_layout, side));
    if (fits(PANGO_WRAP_WORD) || fits(PANGO_WRAP_WORD_CHAR))
        return;
    library.pango_layout_set_height(m_layout, -type.lines);
    library.pango_layout_set_ellipsize(m_layout, PANGO_ELLIPSIZE_END);
}

/// As large as it may be; false when even the smallest is too large.
bool Sheet::Line::fits(PangoWrapMode wrap) {
    m_sheet->m_library.pango_layout_set_wrap(m_layout, wrap);
    for (double now = m_type.size;; now = std::max(m_type.smallest, now - 0.5)) {
        setSize(now);
        const bool isIn = lines() <= m_type.lines && size().first <= m_column.width;
        if (isIn || now <= m_type.smallest)
            return isIn;
    }
}

void Sheet::Line::setSize(double size) {
    const auto& library = m_sheet->m_library;
    auto* font = library.pango_font_description_from_string("Inter, DejaVu Sans");
    library.pango_font_description_set_weight(font, m_type.weight);
    library.pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    library.pango_layout_set_font_description(m_layout, font);
    library.pango_font_description_free(font);
}

double Sheet::Line::baseline() const {
    const int first = m_sheet->m_library.pango_layout_get_baseline(m_layout);
    return static_cast<double>(first) / PANGO_SCALE + height() - height() / lines();
}

std::pair<double, double> Sheet::Line::size() const {
    int width = 0, height = 0;
    m_sheet->m_library.pango_layout_get_size(m_layout, &width, &height);
    return {static_cast<double>(width) / PANGO_SCALE, static_cast<double>(height) / PANGO_SCALE};
}

void Sheet::Line::drawAt(double y) const {
    m_sheet->paint(m_type.grey);
    m_sheet->m_library.cairo_move_to(m_sheet->m_cairo, m_sheet->leftOf(m_column), y);
    m_sheet->m_library.pango_cairo_show_layout(m_sheet->m_cairo, m_layout);
}

/// One path, so that no seam shows between neighbours.
bool Sheet::code(const std::string& text, Column column, double y) {
    const auto modules = qrModules(text);
    if (modules.empty())
        return false;
    const double side = column.width / static_cast<double>(modules.size());
    m_library.cairo_set_source_rgb(m_cairo, 0, 0, 0);
    for (std::size_t row = 0; row < modules.size(); ++row)
        for (std::size_t from = 0; from < modules.size(); ++from) {
            std::size_t to = from;
            while (to < modules.size() && modules[row][to])
                ++to;
            if (to > from)
                m_library.cairo_rectangle(m_cairo,
                                          leftOf(column) + static_cast<double>(from) * side,
                                          y + static_cast<double>(row) * side,
                                          static_cast<double>(to - from) * side, side);
            from = to;
        }
    m_library.cairo_fill(m_cairo);
    return true;
}

/// Whose ticket, which of them, and for what: above `bottom`.
void drawHead(Sheet& sheet, const ports::TicketPapers& papers, const std::string& number,
              double bottom) {
    constexpr double count = 44;
    sheet.text(kMargin, papers.cinema, kHouse, {0, kInner - count});
    sheet.text(kMargin, number, kCount, {kInner - count, count}, Side::End);
    sheet.rule(kMargin + 17, 1.5);
    const double top = kMargin + 27;
    const double rating = papers.rating.empty() ? 0 : 60;
    const auto day = sheet.line(papers.day, kDay, {0, kInner - rating});
    Type movie = kMovie;
    while (movie.lines > 1 &&
           top + sheet.line(papers.movie, movie).height() + 3 + day.height() > bottom)
        --movie.lines;
    const double y = sheet.text(top, papers.movie, movie) + 3;
    day.drawAt(y);
    const auto beside = sheet.line(papers.rating, kRating, {kInner - rating, rating}, Side::End);
    beside.drawAt(y + day.baseline() - beside.baseline());
}

constexpr double kPlaceHeight = 61;

/// When and where: on one baseline, above `bottom`.
void drawPlace(Sheet& sheet, const ports::TicketPapers& papers, const std::string& seat,
               double bottom) {
    constexpr Column when{0, 74}, where{80, 78}, which{166, kInner - 166};
    const auto time = sheet.line(papers.time, kTime, when);
    const auto room = sheet.line(papers.auditorium, kRoom, where);
    const auto chair = sheet.line(seat, kSeat, which, Side::End);
    const double base = bottom - 12;
    time.drawAt(base - time.baseline());
    room.drawAt(base - room.baseline());
    chair.drawAt(base - chair.baseline());
    const double top = bottom - kPlaceHeight;
    sheet.text(top, papers.words.time, kLabel, when);
    sheet.text(top, papers.words.auditorium, kLabel, where);
    sheet.text(top, papers.words.seat, kLabel, which, Side::End);
}

double drawCell(Sheet& sheet, double y, const std::string& label, const std::string& value,
                const Type& type, Column column) {
    y = sheet.text(y, label, kLabel, column);
    return sheet.text(y + 1, value, type, column) + 9;
}

/// What stands beside the code, which begins at `top`: the reference ends where it does.
void drawDetails(Sheet& sheet, const ports::TicketPapers& papers,
                 const ports::TicketPapers::Ticket& ticket, double top) {
    constexpr Column beside{kCodeSide + kGap, kInner - kCodeSide - kGap};
    const double y = drawCell(sheet, top - 1, papers.words.type, ticket.type, kValue, beside);
    drawCell(sheet, y, papers.words.price, ticket.price, kValue, beside);
    const auto label = sheet.line(papers.words.booking, kLabel, beside);
    const auto reference = sheet.line(papers.reference, kReference, beside);
    const double end = top + kCodeSide + 3 - reference.height();
    label.drawAt(end - 1 - label.height());
    reference.drawAt(end);
}

std::string houseOf(const ports::TicketPapers& papers) {
    return papers.cinema + (papers.address.empty() ? "" : " · " + papers.address);
}

} // namespace

/// Measured from the foot up and drawn in the order of reading, which is that of the file.
bool drawSheet(const DrawingLibrary& library, cairo_t* cairo, PangoContext* fonts,
               const ports::TicketPapers& papers, const ports::TicketPapers::Ticket& ticket) {
    Sheet sheet(library, cairo, fonts, papers.isRightToLeft);
    const auto address = sheet.line(houseOf(papers), kAddress);
    const auto advice = sheet.line(papers.words.advice, kAdvice);
    const auto condition = sheet.line(ticket.condition, kCondition);
    const double foot = kSheetHeight - kMargin - address.height() - 3 - advice.height();
    const double code = foot - 9 - kGap - kCodeSide;
    const double room = ticket.condition.empty() ? 0 : condition.height() + 7;
    const double place = code - kGap - room;
    drawHead(sheet, papers, ticket.number, place - kPlaceHeight - 6);
    drawPlace(sheet, papers, ticket.seat, place);
    sheet.rule(place, 0.5);
    condition.drawAt(code - room - 3);
    if (!sheet.code(ticket.code, {0, kCodeSide}, code))
        return false;
    drawDetails(sheet, papers, ticket, code);
    sheet.rule(foot - 9, 0.5);
    advice.drawAt(foot);
    address.drawAt(foot + advice.height() + 3);
    return true;
}

} // namespace foyer::server::gateways
