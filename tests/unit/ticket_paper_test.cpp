// links: app_devices shared_crypto shared_domain
#include "app/devices/escpos.h"
#include "app/devices/printer.h"
#include "shared/base/random.h"
#include "shared/crypto/keys.h"
#include "shared/domain/ticket.h"

#include <QGuiApplication>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using namespace foyer::devices;

namespace {

domain::TicketProof someProof() {
    SeededRandom random(7);
    const Instant at = instantFromMs(1'795'000'000'000);
    domain::TicketProof proof;
    proof.showtime = ShowtimeId::make(at, random);
    proof.seat = SeatNo{311};
    proof.ticket = TicketId::make(at, random);
    proof.booking = BookingId::make(at, random);
    proof.terminal = TerminalId::make(at, random);
    proof.allotment = AllotmentId::make(at, random);
    proof.epoch = Epoch{4711};
    proof.seq = Seq{12};
    proof.incarnation = Incarnation{2};
    proof.price = Money{1250, Currency{}};
    return proof;
}

TicketPaper somePaper(const QString& qrText) {
    TicketPaper paper;
    paper.cinema = QStringLiteral("Foyer Lichtspiele · Grünstraße 12");
    paper.movie = QStringLiteral("Le Fabuleux destin d'Amélie Poulain");
    paper.auditorium = QStringLiteral("Saal 3");
    paper.day = QStringLiteral("Freitag, 20. November 2026");
    paper.time = QStringLiteral("20:15");
    paper.rowWord = QStringLiteral("Reihe");
    paper.row = QStringLiteral("F");
    paper.seatWord = QStringLiteral("Platz");
    paper.seat = QStringLiteral("12");
    paper.area = QStringLiteral("Parkett");
    paper.ticketType = QStringLiteral("Erwachsene");
    paper.price = QStringLiteral("12,50 €");
    paper.tax = QStringLiteral("inkl. 7 % MwSt. 0,82 €");
    paper.reference = QStringLiteral("K7PX-3M9D");
    paper.soldBy = QStringLiteral("Kasse 1 · Anna · 20.11.2026 19:52");
    paper.qrText = qrText;
    return paper;
}

QString scan(const QString& picture) {
    QProcess zbar;
    zbar.start(QStringLiteral("zbarimg"),
               {QStringLiteral("--quiet"), QStringLiteral("--raw"), picture});
    return zbar.waitForFinished() ? QString::fromLatin1(zbar.readAllStandardOutput()).trimmed()
                                  : QString();
}

/// Reads our raster bands back into a picture, as a printer would.
QImage unroll(const QByteArray& bytes) {
    QByteArray rows;
    int width = 0;
    for (qsizetype at = 0; (at = bytes.indexOf("\x1Dv0", at)) >= 0;) {
        const auto number = [&](qsizetype i) {
            return static_cast<uchar>(bytes[i]) | static_cast<uchar>(bytes[i + 1]) << 8;
        };
        width = number(at + 4);
        const int height = number(at + 6);
        rows += bytes.mid(at + 8, qsizetype{width} * height);
        at += 8 + qsizetype{width} * height;
    }
    QImage image(width * 8, static_cast<int>(rows.size() / width), QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const int bit = rows[y * width + x / 8] >> (7 - x % 8) & 1;
            image.setPixel(x, y, bit ? 0xFF000000 : 0xFFFFFFFF);
        }
    return image;
}

} // namespace

class TicketPaperTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    crypto::KeyPair m_key = crypto::KeyPair::fromSeed({1, 2, 3});
    QString m_text = QString::fromStdString(
        domain::qrText(someProof(), m_key.sign(domain::encodeProof(someProof()))));

private slots:
    void qrStaysWithinTheLimitOfTheDesign() {
        QVERIFY(domain::encodeProof(someProof()).size() + 64 <= 200);
        const auto read = domain::readQrText(m_text.toStdString());
        QVERIFY(read.has_value());
        QVERIFY(read->proof == someProof());
        QVERIFY(crypto::verify(m_key.publicKey(), read->signedBytes, read->signature));
    }

    void everyDamagedQrIsRefused() {
        for (qsizetype i = 0; i < m_text.size(); ++i) {
            QString damaged = m_text;
            damaged[i] = damaged[i] == QLatin1Char('A') ? QLatin1Char('B') : QLatin1Char('A');
            const auto read = domain::readQrText(damaged.toStdString());
            QVERIFY(!read ||
                    !crypto::verify(m_key.publicKey(), read->signedBytes, read->signature));
        }
    }

    void aSeatSubjectToConfirmationSaysSoBelowIt() {
        TicketPaper risky = somePaper(m_text);
        risky.condition = QStringLiteral("Seat subject to confirmation");
        const int more = drawTicket(nullptr, risky) - drawTicket(nullptr, somePaper(m_text));
        QVERIFY(more > 0); // a line of its own
        const QImage plain = ticketImage(somePaper(m_text));
        const QImage image = ticketImage(risky);
        int row = 0; // the first that differs: where the condition begins
        while (row < plain.height() &&
               plain.copy(0, row, kPaperDots, 1) == image.copy(0, row, kPaperDots, 1))
            ++row;
        int ink = 0;
        for (int y = row; y < row + more; ++y)
            for (int x = 0; x < kPaperDots; ++x)
                ink += qGray(image.pixel(x, y)) < 128;
        QVERIFY(ink > 200);
        QCOMPARE(plain.copy(0, 0, kPaperDots, row), image.copy(0, 0, kPaperDots, row));
        QVERIFY(row > plain.height() / 4);
    }

    void printedPdfScansBackAndAStrangerVerifiesIt() {
        PdfPrinter printer(m_folder.path());
        QSignalSpy printed(&printer, &Printer::printed);
        printer.print(QStringLiteral("job"), {somePaper(m_text), somePaper(m_text)});
        QCOMPARE(printed.size(), 1);
        const QString picture = m_folder.filePath(QStringLiteral("page"));
        QCOMPARE(
            QProcess::execute(QStringLiteral("pdftoppm"),
                              {QStringLiteral("-r"), QStringLiteral("203"), QStringLiteral("-png"),
                               printer.pathOf(QStringLiteral("job")), picture}),
            0);
        QVERIFY(QFile::exists(picture + QStringLiteral("-2.png")));
        const QString scanned = scan(picture + QStringLiteral("-1.png"));
        QCOMPARE(scanned, m_text);

        QProcess stranger;
        stranger.start(QStringLiteral("node"),
                       {qEnvironmentVariable("FOYER_SOURCE_DIR") +
                            QStringLiteral("/tests/e2e/verify_ticket.mjs"),
                        QString::fromStdString(toHex(m_key.publicKey())), scanned});
        QVERIFY(stranger.waitForFinished());
        QCOMPARE(stranger.exitCode(), 0);
        QVERIFY(stranger.readAllStandardOutput().contains("\"seat\":311"));
    }

    void aStrangerRefusesAnotherKey() {
        const auto other = crypto::KeyPair::fromSeed({9});
        QCOMPARE(QProcess::execute(QStringLiteral("node"),
                                   {qEnvironmentVariable("FOYER_SOURCE_DIR") +
                                        QStringLiteral("/tests/e2e/verify_ticket.mjs"),
                                    QString::fromStdString(toHex(other.publicKey())), m_text}),
                 1);
    }

    void escPosBytesAreAPictureThatScans() {
        const QImage paper = unroll(escposImage(ticketImage(somePaper(m_text))));
        QCOMPARE(paper.width(), kPaperDots);
        const QString picture = m_folder.filePath(QStringLiteral("raster.png"));
        QVERIFY(paper.save(picture));
        QCOMPARE(scan(picture), m_text);
    }

    void filePrinterAppendsAndReportsAnUnwritablePlace() {
        const QString path = m_folder.filePath(QStringLiteral("lp0"));
        EscPosFilePrinter printer(path);
        QSignalSpy printed(&printer, &Printer::printed);
        printer.print(QStringLiteral("a"), {somePaper(m_text)});
        const auto once = QFileInfo(path).size();
        printer.print(QStringLiteral("b"), {somePaper(m_text)});
        QCOMPARE(printed.size(), 2);
        QCOMPARE(QFileInfo(path).size(), 2 * once);

        EscPosFilePrinter broken(m_folder.filePath(QStringLiteral("no/such/folder/lp0")));
        QSignalSpy failed(&broken, &Printer::failed);
        broken.print(QStringLiteral("c"), {somePaper(m_text)});
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.first().at(1).value<PrinterFault>(), PrinterFault::CannotWrite);
    }

    void networkPrinterSendsEveryByte() {
        QTcpServer paper;
        QVERIFY(paper.listen(QHostAddress::LocalHost));
        QByteArray received;
        connect(&paper, &QTcpServer::newConnection, &paper, [&] {
            auto* socket = paper.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket,
                    [&received, socket] { received += socket->readAll(); });
        });
        EscPosTcpPrinter printer(QStringLiteral("127.0.0.1"), paper.serverPort());
        QSignalSpy printed(&printer, &Printer::printed);
        printer.print(QStringLiteral("job"), {somePaper(m_text)});
        QTRY_COMPARE(printed.size(), 1);
        QTRY_COMPARE(received, escposImage(ticketImage(somePaper(m_text))));
    }

    void absentNetworkPrinterFailsOnce() {
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress::LocalHost));
        const quint16 port = gone.serverPort();
        gone.close();
        EscPosTcpPrinter printer(QStringLiteral("127.0.0.1"), port);
        QSignalSpy failed(&printer, &Printer::failed);
        QSignalSpy printed(&printer, &Printer::printed);
        printer.print(QStringLiteral("job"), {somePaper(m_text)});
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(printed.size(), 0);
        QCOMPARE(failed.first().at(1).value<PrinterFault>(), PrinterFault::NotReachable);
    }

    void settingsNameAPrinterOrNone() {
        QObject owner;
        QVERIFY(makePrinter(QStringLiteral("pdf:/tmp/x"), &owner));
        QVERIFY(makePrinter(QStringLiteral("escpos-tcp:10.0.0.9:9100"), &owner));
        QVERIFY(!makePrinter(QStringLiteral("escpos-tcp:10.0.0.9"), &owner));
        QVERIFY(!makePrinter(QStringLiteral("dot-matrix"), &owner));
    }

    void longTitlesAndLongGermanWordsStayOnThePaper() {
        TicketPaper paper = somePaper(m_text);
        paper.movie = QStringLiteral("Donaudampfschifffahrtsgesellschaftskapitän, der Zweite");
        paper.area = QStringLiteral("Sperrsitz mit eingeschränkter Sicht und viel Beinfreiheit");
        paper.row = QStringLiteral("Rollstuhlreihe");
        paper.copyNotice = QStringLiteral("KOPIE");
        const QImage image = ticketImage(paper);
        for (int y = 0; y < image.height(); ++y)
            for (const int x : {0, 1, kPaperDots - 2, kPaperDots - 1})
                QCOMPARE(qGray(image.pixel(x, y)), 255);
    }
};

QTEST_MAIN(TicketPaperTest)
#include "ticket_paper_test.moc"
