#pragma once

#include <QImage>
#include <QList>
#include <QString>

class QPainter;

namespace foyer::devices {

/// What one paper ticket says, in the words and formats of the customer's language: the device
/// room draws, it decides nothing.
struct TicketPaper {
    QString cinema;
    QString movie;
    QString auditorium;
    QString day;  // "Fri 20 November 2026"
    QString time; // "20:15"
    QString row;
    QString seat;
    QString area;
    QString ticketType;
    QString price;      // "12,50 €"
    QString tax;        // "incl. 7 % VAT 0,82 €"
    QString reference;  // of the booking
    QString soldBy;     // terminal, operator, moment
    QString qrText;     // domain::qrText of the signed proof
    QString copyNotice; // "COPY" on a reprint, else empty
    QString condition;  // what the seat depends on, in bold below it; else empty
    QString rowWord;    // "Row"
    QString seatWord;   // "Seat"
};

/// Paper of 80 mm with 72 mm printed at 8 dots a millimetre, as thermal printers have it.
constexpr int kPaperDots = 576;

/// Draws the ticket into a width of kPaperDots, starting at y = 0; returns the height used. With a
/// null painter it only measures.
int drawTicket(QPainter* painter, const TicketPaper& paper);

/// The ticket in black and white, kPaperDots wide, ready for a thermal head. Needs a
/// QGuiApplication for its fonts.
QImage ticketImage(const TicketPaper& paper);

/// The QR code as a square of modules without quiet zone, true is dark; empty when the text is too
/// long for a QR code. Error correction level M (ISO/IEC 18004).
QList<QList<bool>> qrModules(const QString& text);

} // namespace foyer::devices
