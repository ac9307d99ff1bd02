#include "app/devices/ticket_paper.h"

#include <QFont>
#include <QFontMetrics>
#include <QPainter>

#include <memory>
#include <qrencode.h>

namespace foyer::devices {

namespace {

constexpr int kMargin = 20;
constexpr int kQuietModules = 4; // ISO/IEC 18004 asks for four
constexpr int kQrDots = 312;

QFont font(int dots, QFont::Weight weight = QFont::Normal) {
    QFont chosen(QStringList{QStringLiteral("Inter"), QStringLiteral("DejaVu Sans")});
    chosen.setPixelSize(dots);
    chosen.setWeight(weight);
    chosen.setHintingPreference(QFont::PreferFullHinting);
    return chosen;
}

/// Walks down the paper, drawing when there is a painter.
class Pen {
public:
    explicit Pen(QPainter* painter) : m_painter(painter) {}

    int y() const { return m_y; }
    void skip(int dots) { m_y += dots; }

    void text(const QString& text, const QFont& font, int flags = Qt::AlignLeft) {
        if (text.isEmpty())
            return;
        const QRect room(kMargin, m_y, kPaperDots - 2 * kMargin, 4000);
        const int wrap = flags | Qt::AlignTop | Qt::TextWordWrap;
        const QRect used = QFontMetrics(font).boundingRect(room, wrap, text);
        if (m_painter) {
            m_painter->setFont(font);
            m_painter->drawText(room, wrap, text);
        }
        m_y += used.height();
    }

    /// Two texts on one line, the second at the right edge.
    void pair(const QString& left, const QString& right, const QFont& font) {
        const QFontMetrics metrics(font);
        const int rightWidth = metrics.horizontalAdvance(right);
        const int width = kPaperDots - 2 * kMargin;
        if (m_painter) {
            m_painter->setFont(font);
            const QRect line(kMargin, m_y, width, metrics.height());
            m_painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, right);
            m_painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                                metrics.elidedText(left, Qt::ElideRight, width - rightWidth - 16));
        }
        m_y += metrics.height();
    }

    void rule(int thickness) {
        m_y += 12;
        if (m_painter)
            m_painter->fillRect(kMargin, m_y, kPaperDots - 2 * kMargin, thickness, Qt::black);
        m_y += thickness + 12;
    }

    void band(const QString& text) {
        const QFont bold = font(34, QFont::Bold);
        const int height = QFontMetrics(bold).height() + 12;
        if (m_painter) {
            const QRect box(kMargin, m_y, kPaperDots - 2 * kMargin, height);
            m_painter->fillRect(box, Qt::black);
            m_painter->setPen(Qt::white);
            m_painter->setFont(bold);
            m_painter->drawText(box, Qt::AlignCenter, text);
            m_painter->setPen(Qt::black);
        }
        m_y += height + 12;
    }

    void qr(const QString& text) {
        const auto modules = qrModules(text);
        if (modules.isEmpty())
            return;
        const int side = static_cast<int>(modules.size());
        const int dots = qMax(3, kQrDots / (side + 2 * kQuietModules));
        const int left = (kPaperDots - side * dots) / 2;
        m_y += kQuietModules * dots;
        for (int row = 0; m_painter && row < side; ++row)
            for (int column = 0; column < side; ++column)
                if (modules[row][column])
                    m_painter->fillRect(left + column * dots, m_y + row * dots, dots, dots,
                                        Qt::black);
        m_y += (side + kQuietModules) * dots;
    }

    /// A label above a large value, in one of `columns` columns; the line ends with the last.
    void cell(const QString& label, const QString& value, int column, int columns) {
        const QFont small = font(22), large = font(64, QFont::Bold);
        const int width = (kPaperDots - 2 * kMargin) / columns;
        if (m_painter) {
            const int left = kMargin + column * width;
            m_painter->setFont(small);
            m_painter->drawText(QRect(left, m_y, width, 30), Qt::AlignLeft, label);
            m_painter->setFont(fitted(value, large, width - 12));
            m_painter->drawText(QRect(left, m_y + 26, width, 78), Qt::AlignLeft | Qt::AlignVCenter,
                                value);
        }
        if (column + 1 == columns)
            m_y += 108;
    }

private:
    static QFont fitted(const QString& text, QFont wanted, int width) {
        while (wanted.pixelSize() > 24 && QFontMetrics(wanted).horizontalAdvance(text) > width)
            wanted.setPixelSize(wanted.pixelSize() - 2);
        return wanted;
    }

    QPainter* m_painter;
    int m_y = kMargin;
};

} // namespace

QList<QList<bool>> qrModules(const QString& text) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString(text.toLatin1().constData(), 0, QR_ECLEVEL_M, QR_MODE_8, 1),
        &QRcode_free);
    QList<QList<bool>> rows;
    for (int y = 0; code && y < code->width; ++y) {
        QList<bool> row;
        for (int x = 0; x < code->width; ++x)
            row.append(code->data[y * code->width + x] & 1);
        rows.append(row);
    }
    return rows;
}

int drawTicket(QPainter* painter, const TicketPaper& paper) {
    Pen pen(painter);
    if (!paper.copyNotice.isEmpty())
        pen.band(paper.copyNotice);
    pen.text(paper.cinema, font(26, QFont::Medium));
    pen.rule(3);
    pen.text(paper.movie, font(44, QFont::Bold));
    pen.skip(8);
    pen.pair(paper.day, paper.time, font(32, QFont::DemiBold));
    pen.pair(paper.auditorium, paper.area, font(28));
    pen.rule(1);
    pen.cell(paper.rowWord, paper.row, 0, 2);
    pen.cell(paper.seatWord, paper.seat, 1, 2);
    pen.text(paper.condition, font(30, QFont::Bold), Qt::AlignHCenter);
    pen.rule(1);
    pen.pair(paper.ticketType, paper.price, font(32, QFont::DemiBold));
    pen.pair(QString(), paper.tax, font(20));
    pen.qr(paper.qrText);
    pen.text(paper.reference, font(34, QFont::Bold), Qt::AlignHCenter);
    pen.text(paper.soldBy, font(20), Qt::AlignHCenter);
    pen.skip(kMargin);
    return pen.y();
}

QImage ticketImage(const TicketPaper& paper) {
    QImage image(kPaperDots, drawTicket(nullptr, paper), QImage::Format_RGB32);
    image.fill(Qt::white);
    {
        QPainter painter(&image);
        painter.setPen(Qt::black);
        painter.setRenderHint(QPainter::TextAntialiasing, false);
        drawTicket(&painter, paper);
    }
    return image.convertToFormat(QImage::Format_Mono, Qt::MonoOnly | Qt::ThresholdDither);
}

} // namespace foyer::devices
