// links: server_main contract_house contract_mail_server
#include "server/gateways/ticket_pdf.h"
#include "server/services/accounts.h"
#include "shared/domain/ticket.h"
#include "shared/wire/customer_json.h"
#include "shared/wire/online_json.h"
#include "tests/contract/mail_server.h"
#include "tests/contract/rest_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;
using domain::AccountRole;

namespace {

constexpr const char* kPassword = "correct horse";

/// The real one, until it is told to fail.
class Drawer final : public ports::TicketDrawer {
public:
    explicit Drawer(const std::atomic<bool>& fails) : m_fails(fails) {}
    Result<std::string, ports::DrawFault> draw(const ports::TicketPapers& papers) override {
        if (m_fails)
            return Err{ports::DrawFault{"no ink"}};
        return m_pdf.draw(papers);
    }

private:
    const std::atomic<bool>& m_fails;
    gateways::TicketPdf m_pdf;
};

std::string textOf(const QJsonValue& value) {
    return value.toString().toStdString();
}

} // namespace

/// From a hold to tickets in the mail, and what customers do with what is theirs.
class RestCustomers : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<MailServer> m_mail;
    std::unique_ptr<House> m_house;
    std::unique_ptr<Till> m_shop;
    std::string m_showtime;
    std::uint16_t m_next = 0;
    std::atomic<bool> m_cannotDraw{false};
    std::mutex m_reportLock;
    std::string m_reports;

    struct Sold {
        std::string id;
        std::string reference;
    };

    void account(const std::string& email, AccountRole role = AccountRole::Customer) {
        services::Accounts accounts(m_house->node->context());
        std::promise<bool> done;
        accounts.create({email, "Ada <Lovelace>", role, "", kPassword}, true,
                        [&](services::Outcome<services::Accounts::Created> made) {
                            done.set_value(made.ok() && made->ok());
                        });
        CHECK(done.get_future().get());
    }
    std::string token(const std::string& email) {
        return textOf(jsonOf(
            m_house->post("/v1/sessions", wire::encodeSignIn({email, kPassword})))["access_token"]);
    }
    /// A new customer who is signed in.
    Extra customer(const std::string& email) {
        account(email);
        return {token(email), {}};
    }
    SeatNo freeSeat() {
        const auto map = jsonOf(m_house->get("/v1/showtimes/" + m_showtime + "/seats"));
        const auto states = map["states"].toString();
        while (states[m_next] != QLatin1Char('f'))
            ++m_next;
        return SeatNo{m_next++};
    }
    wire::HoldAnswer hold(const Extra& who, const std::string& email = {}, int seats = 1) {
        wire::HoldRequest ask{{}, ""};
        while (seats-- > 0)
            ask.seats.push_back(freeSeat());
        ask.email = email;
        ask.language = email.empty() ? "" : "de-CH";
        const auto answer = m_house->post("/v1/showtimes/" + m_showtime + "/holds",
                                          wire::encodeHoldRequest(ask), who);
        CHECK(answer.status == 201);
        return *wire::decodeHold(answer.body);
    }
    Sold sell(const wire::HoldAnswer& hold) {
        const auto answer = m_shop->post(
            "/v1/bookings", wire::encodeBookingRequest(
                                {hold.id, hold.token, {}, domain::TenderKind::Card, "pi_1"}));
        CHECK(answer.status == 201);
        return {textOf(jsonOf(answer)["id"]), textOf(jsonOf(answer)["reference"])};
    }
    static QByteArray run(const QString& program, const QStringList& arguments) {
        QProcess process;
        process.start(program, arguments);
        CHECK(process.waitForFinished());
        return process.readAllStandardOutput();
    }
    static void write(const QString& name, const QByteArray& bytes) {
        QFile file(name);
        CHECK(file.open(QFile::WriteOnly) && file.write(bytes) == bytes.size());
    }
    static std::string scan(const QByteArray& png) {
        QTemporaryDir folder;
        const auto name = folder.filePath("ticket.png");
        write(name, png);
        auto text = run("zbarimg", {"--quiet", "--raw", name}).toStdString();
        while (text.ends_with('\n')) // blanks are part of it
            text.pop_back();
        return text;
    }
    /// What is scanned from each page of a PDF.
    static std::vector<std::string> scanPages(const QByteArray& pdf) {
        QTemporaryDir folder;
        const auto name = folder.filePath("tickets.pdf");
        write(name, pdf);
        run("pdftoppm", {"-png", "-r", "150", name, folder.filePath("page")});
        std::vector<std::string> codes;
        for (const auto& page : QDir(folder.path()).entryInfoList({"page*.png"}, QDir::Files)) {
            QFile file(page.filePath());
            CHECK(file.open(QFile::ReadOnly));
            codes.push_back(scan(file.readAll()));
        }
        return codes;
    }
    static QByteArray bytesOf(const QJsonValue& part) {
        return part.toObject()["bytes"].toString().toLatin1();
    }
    Answer find(const std::string& reference, const std::string& email) {
        return m_house->post("/v1/bookings/find", wire::encodeFindBooking({reference, email}));
    }
    QJsonArray bookingsOf(const Extra& who, const std::string& query = "") {
        return jsonOf(m_house->get("/v1/account/bookings" + query, who))["items"].toArray();
    }

private slots:
    void initTestCase() {
        m_mail = std::make_unique<MailServer>();
        m_house = std::make_unique<House>([&](NodeOptions& options) {
            options.messenger = std::make_unique<gateways::Smtp>(m_mail->options());
            options.tickets = std::make_unique<Drawer>(m_cannotDraw);
            options.report = [this](const std::string& text) {
                const std::lock_guard lock(m_reportLock);
                m_reports += text + "\n";
            };
        });
        m_shop = std::make_unique<Till>(*m_house, "online");
        m_showtime = textOf(m_house->showtime()["id"]);
    }
    void cleanupTestCase() {
        m_shop.reset();
        m_house.reset();
        m_mail.reset();
    }

    void aGuestsTicketsComeByMail() {
        const auto sold = sell(hold({}, "guest@example.com"));
        const auto letter = m_mail->mailTo("guest@example.com");
        const auto text = textOf(letter["text"]);
        QVERIFY(textOf(letter["subject"]).starts_with("Ihre Karten für "));
        QVERIFY(text.find(sold.reference) != std::string::npos);
        QVERIFY(textOf(letter["html"]).find(sold.reference) != std::string::npos);
        const auto calendar = letter["attachments"].toArray().first().toObject();
        QCOMPARE(textOf(calendar["type"]), std::string("text/calendar"));
        QVERIFY(calendar["bytes"].toString().contains("BEGIN:VEVENT\r\n"));
        QVERIFY(letter["defects"].toArray().isEmpty());
    }

    /// Read by a foreign eye, verified by the key that terminals are told.
    void aTicketInTheMailIsGoodAtTheDoor() {
        const auto held = hold({}, "door@example.com");
        const auto sold = sell(held);
        const auto letter = m_mail->mailTo("door@example.com");
        QVERIFY(textOf(letter["html"]).find("cid:ticket-1@foyer") != std::string::npos);
        const auto picture = letter["pictures"].toArray().first().toObject();
        QCOMPARE(textOf(picture["id"]), std::string("<ticket-1@foyer>"));
        const auto scanned = domain::readQrText(scan(picture["bytes"].toString().toLatin1()));
        QVERIFY(scanned.has_value());
        QCOMPARE(scanned->proof.booking.toString(), sold.id);
        QCOMPARE(scanned->proof.showtime.toString(), m_showtime);
        QCOMPARE(scanned->proof.seat.value, held.seats.front().value);
        const auto key = services::readOne<std::optional<PublicKey>>(
            m_house->node->reader(), [&](const ports::Store& store) {
                return store.terminalKey(scanned->proof.terminal, scanned->proof.incarnation);
            });
        QVERIFY(key.ok() && key->has_value());
        QVERIFY(crypto::verify(**key, scanned->signedBytes, scanned->signature));
    }

    void theTicketsComeAsAFileToo() {
        const auto sold = sell(hold({}, "paper@example.com", 3));
        const auto letter = m_mail->mailTo("paper@example.com");
        const auto attachments = letter["attachments"].toArray();
        QCOMPARE(attachments.size(), 2);
        const auto file = attachments[1].toObject();
        QCOMPARE(textOf(file["type"]), std::string("application/pdf"));
        QCOMPARE(textOf(file["name"]), "tickets-" + sold.reference + ".pdf");
        std::vector<std::string> codes;
        for (const auto& picture : letter["pictures"].toArray())
            codes.push_back(scan(bytesOf(picture)));
        QCOMPARE(codes.size(), std::size_t{3});
        QVERIFY(scanPages(bytesOf(file)) == codes);
        QVERIFY(letter["defects"].toArray().isEmpty());
    }

    void whatCannotBeDrawnIsToldAndKeepsNoLetterBack() {
        m_cannotDraw = true;
        const auto zoe = customer("zoe@example.com");
        const auto sold = sell(hold(zoe));
        const auto letter = m_mail->mailTo("zoe@example.com");
        const auto path = "/v1/bookings/" + sold.id + "/tickets";
        QCOMPARE(problemOf(m_house->get(path, zoe)), std::string("tickets-not-drawn"));
        m_cannotDraw = false;
        QCOMPARE(letter["attachments"].toArray().size(), 1);
        QCOMPARE(letter["pictures"].toArray().size(), 1);
        QCOMPARE(m_house->get(path, zoe).status, 200);
        const std::lock_guard lock(m_reportLock);
        QVERIFY(m_reports.find(sold.reference) != std::string::npos);
        QVERIFY(m_reports.find("no ink") != std::string::npos);
    }

    void theFileIsDrawnAnewForWhoeverTheBookingIs() {
        const auto ben = customer("ben@example.com");
        const auto eva = customer("eva@example.com");
        const auto sold = sell(hold(ben, {}, 2));
        const auto path = "/v1/bookings/" + sold.id + "/tickets";
        const auto own = m_house->get(path, ben);
        QCOMPARE(own.status, 200);
        QCOMPARE(own.header("content-type"), std::string("application/pdf"));
        QCOMPARE(own.header("cache-control"), std::string("no-store"));
        QCOMPARE(own.header("content-disposition"),
                 "inline; filename=\"tickets-" + sold.reference + ".pdf\"");
        const auto codes = scanPages(QByteArray::fromStdString(own.body));
        QCOMPARE(codes.size(), std::size_t{2});
        const auto proof = domain::readQrText(codes[0]);
        QVERIFY(proof.has_value());
        QCOMPARE(proof->proof.booking.toString(), sold.id);
        QCOMPARE(problemOf(m_house->get(path, eva)), std::string("unknown-booking"));
        QCOMPARE(problemOf(m_house->get(path)), std::string("unknown-booking"));
        const auto refund = [&](std::vector<TicketId> tickets) {
            return m_shop
                ->post("/v1/bookings/" + sold.id + "/refund",
                       wire::encodeRefundRequest({std::move(tickets), "ill"}))
                .status;
        };
        QCOMPARE(refund({proof->proof.ticket}), 201);
        const auto left = scanPages(QByteArray::fromStdString(m_house->get(path, ben).body));
        QVERIFY(left == std::vector<std::string>{codes[1]});
        QCOMPARE(refund({}), 201);
        QCOMPARE(problemOf(m_house->get(path, ben)), std::string("no-valid-tickets"));
    }

    void aGuestHasTheFileByReferenceAndAddress() {
        const auto sold = sell(hold({}, "file@example.com"));
        const auto ask = [&](const std::string& email) {
            return m_house->post("/v1/bookings/find",
                                 wire::encodeFindBooking({sold.reference, email}),
                                 {"", {{"Accept", "application/pdf"}}});
        };
        const auto found = ask("file@example.com");
        QCOMPARE(found.status, 200);
        QCOMPARE(found.header("content-type"), std::string("application/pdf"));
        QCOMPARE(scanPages(QByteArray::fromStdString(found.body)).size(), std::size_t{1});
        QCOMPARE(problemOf(ask("eve@example.com")), std::string("unknown-booking"));
    }

    void aSaleThatIsRepeatedWritesOnce() {
        const auto held = hold({}, "twice@example.com");
        const auto first = sell(held);
        QCOMPARE(sell(held).id, first.id);
        sell(hold({}, "last@example.com"));
        int letters = 0;
        for (auto mail = m_mail->mail(); !mail["to"].toArray().contains("last@example.com");
             mail = m_mail->mail())
            letters += mail["to"].toArray().contains("twice@example.com");
        QCOMPARE(letters, 1);
    }

    void theContactMayComeLaterThanTheHold() {
        const auto held = hold({});
        const auto put = [&](const std::string& token, const std::string& body) {
            return m_house->ask("PUT", "/v1/holds/" + held.id.toString() + "/contact", body,
                                {"", {{"Hold-Token", token}}});
        };
        const auto body = wire::encodeContact({"later@example.com", "en"});
        QCOMPARE(put("guess", body).status, 404);
        QCOMPARE(put(held.token, "{\"email\":\"a@b\\r\\nBcc: c@d\"}").status, 400);
        QCOMPARE(put(held.token, body).status, 200);
        sell(held);
        QVERIFY(textOf(m_mail->mailTo("later@example.com")["subject"]).starts_with("Your tickets"));
        QCOMPARE(problemOf(put(held.token, body)), std::string("hold-sold"));
    }

    void whoIsSignedInFindsTheBookingAmongTheirs() {
        const auto ada = customer("ada@example.com");
        const auto eve = customer("eve@example.com");
        std::vector<std::string> sold;
        for (int i = 0; i < 3; ++i)
            sold.push_back(sell(hold(ada)).id);
        const auto letter = m_mail->mailTo("ada@example.com");
        QVERIFY(textOf(letter["html"]).find("Ada &lt;Lovelace&gt;") != std::string::npos);
        const auto mine = bookingsOf(ada);
        QCOMPARE(mine.size(), 3);
        QCOMPARE(textOf(mine[0].toObject()["id"]), sold[2]);
        const auto ticket = mine[0].toObject()["tickets"].toArray()[0].toObject();
        QVERIFY(!textOf(ticket["seat_name"]).empty());
        QCOMPARE(textOf(ticket["state"]), std::string("valid"));
        QCOMPARE(bookingsOf(eve).size(), 0);
        QCOMPARE(m_house->get("/v1/account/bookings").status, 401);
        const auto page = jsonOf(m_house->get("/v1/account/bookings?limit=2", ada));
        QCOMPARE(page["items"].toArray().size(), 2);
        const auto rest = bookingsOf(ada, "?limit=2&cursor=" + textOf(page["next"]));
        QCOMPARE(rest.size(), 1);
        QCOMPARE(textOf(rest[0].toObject()["id"]), sold[0]);
    }

    void aRefundIsWrittenTooAndShown() {
        const auto grace = customer("grace@example.com");
        const auto sold = sell(hold(grace));
        (void)m_mail->mailTo("grace@example.com");
        QCOMPARE(m_shop
                     ->post("/v1/bookings/" + sold.id + "/refund",
                            wire::encodeRefundRequest({{}, "ill"}))
                     .status,
                 201);
        QVERIFY(textOf(m_mail->mailTo("grace@example.com")["subject"]).starts_with("Cancelled: "));
        const auto shown = bookingsOf(grace)[0].toObject();
        QCOMPARE(textOf(shown["tickets"].toArray()[0].toObject()["state"]), std::string("void"));
        QCOMPARE(shown["total"].toObject()["amount"].toInt(), 0);
    }

    void aGuestFindsTheBookingByReferenceAndAddress() {
        const auto sold = sell(hold({}, "Found@example.com"));
        auto typed = sold.reference;
        std::transform(typed.begin(), typed.end(), typed.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        typed.erase(4, 1);
        const auto found = find(typed, "found@Example.com");
        QCOMPARE(found.status, 200);
        QCOMPARE(textOf(jsonOf(found)["id"]), sold.id);
        const auto wrong = find(sold.reference, "eve@example.com");
        const auto unknown = find("AAAA-AAAA", "found@example.com");
        QCOMPARE(problemOf(wrong), std::string("unknown-booking"));
        QCOMPARE(problemOf(unknown), std::string("unknown-booking"));
        for (int i = 1; i < services::SignInGuard::kFreeTries; ++i)
            QCOMPARE(find(sold.reference, "eve@example.com").status, 404);
        QCOMPARE(problemOf(find(sold.reference, "eve@example.com")),
                 std::string("asked-too-often"));
    }

    void aProfileAndAPasswordAreChangedByTheirOwner() {
        const auto anna = customer("anna@example.com");
        const auto changed = m_house->ask("PATCH", "/v1/account",
                                          "{\"name\":\"Anna\",\"language\":\"de-DE\"}", anna);
        QCOMPARE(changed.status, 200);
        QCOMPARE(changed.body, m_house->get("/v1/account", anna).body);
        QCOMPARE(textOf(jsonOf(changed)["language"]), std::string("de"));
        QCOMPARE(m_house->ask("PATCH", "/v1/account", "{\"role\":\"admin\"}", anna).status, 400);
        QCOMPARE(m_house->ask("PATCH", "/v1/account", "{\"name\":\"\"}", anna).status, 400);
        const auto set = [&](const char* current, const char* next) {
            return m_house->post("/v1/account/password",
                                 wire::encodeChangePassword({current, next}), anna);
        };
        QCOMPARE(problemOf(set("guess", "another horse")), std::string("sign-in-refused"));
        QCOMPARE(problemOf(set(kPassword, "short")), std::string("invalid-body"));
        QCOMPARE(set(kPassword, "another horse").status, 204);
        QCOMPARE(m_house->get("/v1/account", anna).status, 401);
    }

    void somebodyTakesTheirDataAlongAndIsForgotten() {
        const auto dora = customer("dora@example.com");
        const auto sold = sell(hold(dora));
        const auto letter = m_mail->mailTo("dora@example.com");
        const auto taken = m_house->get("/v1/account/export", dora);
        QCOMPARE(taken.status, 200);
        const auto all = jsonOf(taken);
        QCOMPARE(textOf(all["account"].toObject()["email"]), std::string("dora@example.com"));
        QCOMPARE(all["bookings"].toArray().size(), 1);
        QCOMPARE(all["messages"].toArray().size(), 1);
        const auto erase = [&](const char* password) {
            return m_house->post("/v1/account/erase", wire::encodePassword(password), dora);
        };
        QCOMPARE(problemOf(erase("guess")), std::string("sign-in-refused"));
        QCOMPARE(erase(kPassword).status, 204);
        QCOMPARE(m_house->get("/v1/account", dora).status, 401);
        QCOMPARE(m_house->post("/v1/sessions", wire::encodeSignIn({"dora@example.com", kPassword}))
                     .status,
                 403);
        QCOMPARE(find(sold.reference, "dora@example.com").status, 404);
        account("dora@example.com"); // the address is free again, and has nothing of before
        QCOMPARE(bookingsOf({token("dora@example.com"), {}}).size(), 0);
    }

    void whoWorksHereIsNotForgottenByThemselves() {
        account("boss@example.com", AccountRole::Manager);
        const Extra boss{token("boss@example.com"), {}};
        QCOMPARE(
            problemOf(m_house->post("/v1/account/erase", wire::encodePassword(kPassword), boss)),
            std::string("forbidden"));
    }

    void aLetterThatWasGivenUpIsSentAfterAll() {
        account("chief@example.com", AccountRole::Manager);
        const Extra chief{token("chief@example.com"), {}};
        sell(hold({}, "gone@example.com"));
        sell(hold({}, "marker@example.com"));
        (void)m_mail->mailTo("marker@example.com"); // so the one before it has been tried
        const auto list = [&] {
            return jsonOf(m_house->get("/v1/messages?state=dead", chief))["items"].toArray();
        };
        QTRY_COMPARE(list().size(), 1);
        const auto dead = list()[0].toObject();
        QCOMPARE(textOf(dead["recipient"]), std::string("gone@example.com"));
        QVERIFY(textOf(dead["last_error"]).find("550") != std::string::npos);
        const auto path = "/v1/messages/" + textOf(dead["id"]) + "/resend";
        QCOMPARE(m_house->post(path, "").status, 401);
        QCOMPARE(m_house->post(path, "", chief).status, 204);
        QTRY_COMPARE(list().size(), 1); // tried again, and refused again
        QCOMPARE(problemOf(m_house->post("/v1/messages/018f3c2e-7a10-7000-8000-000000000001/resend",
                                         "", chief)),
                 std::string("not-found"));
        const auto sent = jsonOf(m_house->get("/v1/messages?state=sent&limit=1", chief));
        QCOMPARE(sent["items"].toArray().size(), 1);
        const auto id = textOf(sent["items"].toArray()[0].toObject()["id"]);
        QCOMPARE(problemOf(m_house->post("/v1/messages/" + id + "/resend", "", chief)),
                 std::string("not-resendable"));
        QCOMPARE(m_house->get("/v1/messages?state=lost", chief).status, 400);
    }

    void lettersAreLookedAtBeforeAnybodyGetsThem() {
        account("editor@example.com", AccountRole::Manager);
        const Extra editor{token("editor@example.com"), {}};
        const auto letter = m_house->get("/v1/letters/booking-confirmed?language=de", editor);
        QCOMPARE(letter.status, 200);
        QVERIFY(textOf(jsonOf(letter)["subject"]).starts_with("Ihre Karten"));
        QCOMPARE(m_house->get("/v1/letters/nothing", editor).status, 404);
    }
};

QTEST_GUILESS_MAIN(RestCustomers)
#include "rest_customers_test.moc"
