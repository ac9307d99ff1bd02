// links: server_services server_store shared_wire unit_service_house
#include "server/services/accounts.h"
#include "server/services/bookings.h"
#include "server/services/catalogue.h"
#include "server/services/customers.h"
#include "server/services/holds.h"
#include "server/services/outbox.h"
#include "server/services/showtime_changes.h"
#include "tests/unit/service_house.h"

#include <QtTest>

#include <set>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using domain::AccountRole;
using domain::LetterKind;
using ports::MessageState;
using services::Accounts;
using services::Bookings;
using services::Customers;
using services::Holds;
using Refusal = Customers::PasswordRefusal;

namespace {

constexpr const char* kPassword = "correct horse";
constexpr const char* kPhone = "+4930123456";

/// A web shop and its customers.
struct World : ServiceHouse {
    services::Presence presence;
    Holds holds{context(), presence};
    TestSealer sealer;
    Bookings bookings{context(), verifier, sealer};
    Customers customers{context()};
    Accounts accounts{context()};
    Device channel = enrolOnline(9);
    std::uint16_t next = 0;

    AccountId account(const std::string& email, AccountRole role = AccountRole::Customer) {
        return **answerOf<Accounts::Created>([&](auto reply) {
            accounts.create({email, "Ada", role, "", kPassword}, false, reply);
        });
    }
    Bookings::SellAnswer sell(const Holds::Made& made, const std::string& type = {}) {
        std::map<SeatNo, std::string> types;
        if (!type.empty())
            types[made.hold.seats.front()] = type;
        return *answerOf<Bookings::SellAnswer>([&](auto reply) {
            bookings.sell(channel.caller(),
                          {made.hold.id, made.token, types, domain::TenderKind::Card, "pi_1"},
                          reply);
        });
    }
    Holds::Made hold(AccountId who, const std::string& email = {}, const std::string& phone = {}) {
        clock.at += Milliseconds{1}; // ids in the order of sales
        return **answerOf<Holds::MakeAnswer>([&](auto reply) {
            holds.make({showtime, {SeatNo{next++}}, email, "", who, email, "de", phone}, reply);
        });
    }
    void refund(const protocol::Sale& sale) {
        CHECK(answerOf<Bookings::RefundAnswer>([&](auto reply) {
                  bookings.refund(channel.caller(), sale.booking, {}, "ill", reply);
              })->ok());
    }
    void cancelShowtime() {
        CHECK(answerOf<services::ShowtimeChanges::Answer>([&](auto reply) {
                  services::ShowtimeChanges(context()).cancel(showtime, reply);
              })->ok());
    }
    /// What waits for telephones, of that kind.
    std::vector<ports::MessageRecord> shortTexts(LetterKind kind) {
        std::vector<ports::MessageRecord> all;
        for (auto& each : letters())
            if (each.channel == ports::MessageChannel::Sms && each.letter.kind == kind)
                all.push_back(std::move(each));
        return all;
    }
    /// Whoever works there sees every task.
    Device enrolOffice(std::uint8_t seed) {
        Device device = enrol(seed);
        write([&](ports::Store& store) {
            auto record = *store.terminal(device.terminal);
            record.kind = ports::TerminalKind::Office;
            store.put(record);
        });
        return device;
    }
    /// What the feed tells that device of the only task after the cursor; nothing: of none.
    std::optional<std::string> contactTold(const Device& device, CommitSeq cursor) {
        const auto answer = *changes().after(cursor, device.caller());
        std::optional<std::string> contact;
        for (const auto& change : answer.changes)
            if (const auto* task = std::get_if<protocol::Task>(&change.body))
                contact = task->contact;
        return contact;
    }
    CommitSeq newest() {
        return read([](const ports::Store& store) { return store.stamp().commitSeq; });
    }
    std::vector<ports::MessageRecord> letters() {
        return read([](const ports::Store& store) {
            return store.messages(MessageState::Waiting, {}, 100);
        });
    }
    Customers::PasswordAnswer erase(AccountId who, const std::string& password = kPassword) {
        return *answerOf<Customers::PasswordAnswer>(
            [&](auto reply) { customers.erase(who, password, reply); });
    }
    /// Every text of the database, as somebody who stole it would search it.
    bool holdsText(const std::string& text) {
        std::vector<std::pair<std::string, std::string>> columns;
        auto all = connection.prepare(
            "columns", "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c "
                       "WHERE t.type = 'table' AND lower(c.type) = 'text'");
        for (auto rows = all.query(); rows.next();)
            columns.emplace_back(rows.get<std::string>(0), rows.get<std::string>(1));
        CHECK(columns.size() > 50);
        for (const auto& [table, column] : columns) {
            auto found = connection.prepare("found", "SELECT count(*) FROM \"" + table +
                                                         "\" WHERE instr(lower(\"" + column +
                                                         "\"), $1) > 0");
            if (*found.value<std::int64_t>(text) > 0)
                return true;
        }
        return false;
    }
};

} // namespace

class ServiceCustomers : public QObject {
    Q_OBJECT
private slots:
    void aSaleAndItsLetterAreOneTransaction() {
        World world;
        const auto made = world.hold({}, "ada@example.com");
        QVERIFY(!world.sell(made, "nothing").ok()); // a type that is not sold there
        QVERIFY(world.letters().empty());
        const auto sold = world.sell(made);
        QVERIFY(sold.ok());
        QCOMPARE(world.letters().size(), std::size_t{1});
        const auto letter = world.letters()[0];
        QVERIFY(letter.letter.kind == LetterKind::BookingConfirmed);
        QCOMPARE(letter.letter.language, std::string("de"));
        QCOMPARE(letter.letter.fields.at("movie"), std::string("Metropolis"));
        QCOMPARE(letter.letter.fields.at("total"), std::string("10,00 EUR"));
        QCOMPARE(letter.letter.rows.size(), std::size_t{1});
        QVERIFY(world.sell(made).ok()); // asked for again
        QCOMPARE(world.letters().size(), std::size_t{1});
        QVERIFY(world.audit().findings.empty());
    }

    void whoSaysNothingIsWrittenNothing() {
        World world;
        QVERIFY(world.sell(world.hold({})).ok());
        QVERIFY(world.letters().empty());
    }

    void whoNamesATelephoneHasAFewWordsThereAsWell() {
        World world;
        const auto made = world.hold({}, "ada@example.com", kPhone);
        const auto sold = world.sell(made);
        QCOMPARE(world.letters().size(), std::size_t{2});
        const auto words = world.shortTexts(LetterKind::BookingConfirmed);
        QCOMPARE(words.size(), std::size_t{1});
        QCOMPARE(words[0].recipient, std::string(kPhone));
        QCOMPARE(words[0].letter.language, std::string("de"));
        QCOMPARE(words[0].letter.fields.at("reference"), domain::referenceOf(sold->sale.booking));
        QVERIFY(!words[0].letter.fields.at("seats").empty());
        QVERIFY(words[0].letter.rows.empty()); // no codes of tickets
        const auto begins =
            world.read([&](const ports::Store& store) { return store.showtime(world.showtime); });
        QVERIFY(words[0].goodUntil >= begins->start);
        QVERIFY(world.sell(made).ok()); // asked for again
        QCOMPARE(world.letters().size(), std::size_t{2});
        world.refund(sold->sale);
        QCOMPARE(world.shortTexts(LetterKind::BookingRefunded).size(), std::size_t{1});
        QVERIFY(world.sell(world.hold({}, "", kPhone)).ok());
        world.cancelShowtime();
        QCOMPARE(world.shortTexts(LetterKind::ShowtimeCancelled).size(), std::size_t{1});
        QVERIFY(world.audit().findings.empty());
    }

    void whoNamesATelephoneOnlyIsWrittenNoLetter() {
        World world;
        const auto sold = world.sell(world.hold({}, "", kPhone));
        QCOMPARE(world.letters().size(), std::size_t{1});
        QCOMPARE(world.shortTexts(LetterKind::BookingConfirmed).size(), std::size_t{1});
        const auto reference = domain::referenceOf(sold->sale.booking);
        for (const char* guess : {"", kPhone})
            QVERIFY(!(*world.customers.find(reference, guess, "192.0.2.1")).ok());
        const Device office = world.enrolOffice(3);
        const CommitSeq before = world.newest();
        world.cancelShowtime();
        QCOMPARE(world.contactTold(office, before).value(), std::string(kPhone));
    }

    void theTelephoneOfTheAccountServesWhenTheHoldNamesNone() {
        World world;
        const auto ada = world.account("ada@example.com");
        const auto set = [&](std::optional<std::string> phone) {
            (void)answerOf<Done>([&](auto reply) {
                world.customers.change(ada, {{}, {}, std::move(phone)}, reply);
            });
        };
        set(kPhone);
        QCOMPARE((**world.customers.exported(ada)).account.phone, std::string(kPhone));
        QVERIFY(world.sell(world.hold(ada)).ok());
        QVERIFY(world.sell(world.hold(ada, "", "+4940654321")).ok());
        set({}); // it stays
        QVERIFY(world.sell(world.hold(ada)).ok());
        std::multiset<std::string> numbers;
        for (const auto& each : world.shortTexts(LetterKind::BookingConfirmed))
            numbers.insert(each.recipient);
        QVERIFY((numbers == std::multiset<std::string>{kPhone, kPhone, "+4940654321"}));
        set("");
        QVERIFY(world.sell(world.hold(ada)).ok());
        QCOMPARE(world.shortTexts(LetterKind::BookingConfirmed).size(), std::size_t{3});
        QVERIFY(world.audit().findings.empty());
    }

    void whoBoughtForAShowtimeThatIsCancelledIsTold() {
        World world;
        QVERIFY(world.sell(world.hold({}, "ada@example.com")).ok());
        const auto refunded = world.sell(world.hold({}, "eve@example.com"));
        (void)answerOf<Bookings::RefundAnswer>([&](auto reply) {
            world.bookings.refund(world.channel.caller(), refunded->sale.booking, {}, "ill", reply);
        });
        const auto before = world.letters().size();
        world.clock.at += Milliseconds{1};
        services::ShowtimeChanges changes(world.context());
        const auto cancelled = *answerOf<services::ShowtimeChanges::Answer>(
            [&](auto reply) { changes.cancel(world.showtime, reply); });
        QVERIFY(cancelled.ok());
        QCOMPARE(world.letters().size(), before + 1); // the other has no ticket any more
        const auto letter = world.letters().front();
        QVERIFY(letter.letter.kind == LetterKind::ShowtimeCancelled);
        QCOMPARE(letter.recipient, std::string("ada@example.com"));
        QCOMPARE(letter.letter.rows.size(), std::size_t{1});
        QVERIFY(world.audit().findings.empty());
    }

    void everybodySeesTheirOwnBookingsOnly() {
        World world;
        const auto ada = world.account("ada@example.com");
        const auto eve = world.account("eve@example.com");
        const auto first = world.sell(world.hold(ada));
        const auto second = world.sell(world.hold(ada));
        QVERIFY(world.sell(world.hold(eve)).ok());
        const auto page = *world.customers.bookings(ada, {}, 1);
        QCOMPARE(page.items.size(), std::size_t{1});
        QVERIFY(page.items[0].id == second->sale.booking);
        QCOMPARE(page.items[0].tickets[0].seatName.empty(), false);
        const auto rest = *world.customers.bookings(ada, page.next, 10);
        QCOMPARE(rest.items.size(), std::size_t{1});
        QVERIFY(rest.items[0].id == first->sale.booking && rest.next.isNull());
        QCOMPARE((*world.customers.bookings(eve, {}, 10)).items.size(), std::size_t{1});
    }

    void aGuestNeedsReferenceAndAddress() {
        World world;
        const auto sold = world.sell(world.hold({}, "Ada@example.com"));
        const auto reference = domain::referenceOf(sold->sale.booking);
        const auto find = [&](const std::string& code, const std::string& email,
                              const std::string& from = "192.0.2.1") {
            return *world.customers.find(code, email, from);
        };
        QVERIFY(find(reference, "ada@EXAMPLE.com").ok());
        QVERIFY(find(" " + reference.substr(0, 4) + reference.substr(5), "ada@example.com").ok());
        for (int i = 0; i < services::SignInGuard::kFreeTries; ++i) {
            const auto refused = find(reference, "eve@example.com");
            QVERIFY(!refused.ok() && refused.error().wait.count() == 0);
        }
        QVERIFY(find(reference, "ada@example.com").error().wait.count() > 0);
        QVERIFY(find(reference, "ada@example.com", "192.0.2.2").ok()); // the owner, elsewhere
        QVERIFY(!find(reference, "", "192.0.2.3").ok());
    }

    void whoIsErasedLeavesNoTraceAndTheLedgerStays() {
        World world;
        const auto ada = world.account("dora.unique@example.com");
        const auto sold = world.sell(world.hold(ada, "dora.unique@example.com", kPhone));
        QVERIFY(sold.ok());
        (void)answerOf<Done>([&](auto reply) {
            world.customers.change(ada, {{}, {}, kPhone}, reply);
        });
        const auto revenue = world.balance(domain::Account::CardReceivable).minor;
        QVERIFY(world.holdsText("dora.unique"));
        QVERIFY(world.erase(ada, "guess").error() == Refusal::WrongPassword);
        QVERIFY(world.holdsText("dora.unique"));
        QVERIFY(world.holdsText(kPhone));
        QVERIFY(world.erase(ada).ok());
        QVERIFY(!world.holdsText("dora.unique"));
        QVERIFY(!world.holdsText(kPhone));
        QVERIFY(world.letters().empty()); // what waited is not sent
        QCOMPARE(world.balance(domain::Account::CardReceivable).minor, revenue);
        const auto tickets = world.read(
            [&](const ports::Store& store) { return store.tickets(sold->sale.booking); });
        QVERIFY(tickets[0].state == ports::TicketState::Valid);
        QVERIFY(!*world.customers.exported(ada));
        QVERIFY(world.erase(ada).error() == Refusal::WrongPassword);
        QVERIFY(world.account("dora.unique@example.com") != ada);
        QVERIFY(world.audit().findings.empty());
    }

    void whoHasToCallTheCustomerIsToldWhere() {
        World world;
        const std::string address = "ada@example.com";
        const AccountId ada = world.account(address);
        QVERIFY(world.sell(world.hold(ada, address)).ok());
        const Device office = world.enrolOffice(3);
        const Device counter = world.enrol(4);
        const CommitSeq before = world.newest();
        (void)answerOf<services::ShowtimeChanges::Answer>([&](auto reply) {
            services::ShowtimeChanges(world.context()).cancel(world.showtime, reply);
        });
        services::Catalogue catalogue(*world.db);
        for (const CommitSeq cursor : {CommitSeq{}, before}) {
            QCOMPARE(world.contactTold(office, cursor).value(), address);
            QCOMPARE(world.contactTold(counter, cursor).value(), std::string()); // not its task
        }
        QCOMPARE(catalogue.openTasks({})->at(0).contact, address); // somebody in charge
        QCOMPARE(catalogue.openTasks(office.terminal)->at(0).contact, address);
        QCOMPARE(catalogue.openTasks(counter.terminal)->at(0).contact, std::string());

        const CommitSeq then = world.newest();
        QVERIFY(world.erase(ada).ok());
        QCOMPARE(world.contactTold(office, then).value(), std::string()); // and devices forget it
        QCOMPARE(world.contactTold(office, {}).value(), std::string());
        QCOMPARE(catalogue.openTasks({})->at(0).contact, std::string());
        QVERIFY(!world.holdsText(address));
    }
    void aDoneTaskNamesNobody() {
        World world;
        QVERIFY(world.sell(world.hold({}, "ada@example.com")).ok());
        const Device office = world.enrolOffice(3);
        (void)answerOf<services::ShowtimeChanges::Answer>([&](auto reply) {
            services::ShowtimeChanges(world.context()).cancel(world.showtime, reply);
        });
        const CommitSeq before = world.newest();
        world.write([&](ports::Store& store) {
            const ports::TaskClosing closing{world.clock.now(), {}, {}, {}};
            QVERIFY(store.close(store.openTasks().at(0).task.id, closing));
        });
        QCOMPARE(world.contactTold(office, before).value(), std::string());
    }

    void anExportIsAllThatIsKnown() {
        World world;
        const auto ada = world.account("ada@example.com");
        for (int i = 0; i < 3; ++i)
            QVERIFY(world.sell(world.hold(ada)).ok());
        const auto all = **world.customers.exported(ada);
        QCOMPARE(all.account.email, std::string("ada@example.com"));
        QCOMPARE(all.bookings.size(), std::size_t{3});
        QCOMPARE(all.messages.size(), std::size_t{3});
    }

    void aPasswordIsChangedByWhoKnowsIt() {
        World world;
        const auto ada = world.account("ada@example.com");
        const auto set = [&](const std::string& current, const std::string& next) {
            return *answerOf<Customers::PasswordAnswer>(
                [&](auto reply) { world.customers.setPassword(ada, current, next, reply); });
        };
        const auto in = *answerOf<Accounts::SignInAnswer>(
            [&](auto reply) { world.accounts.signIn("ada@example.com", kPassword, "a", reply); });
        QVERIFY(set("guess", "another horse").error() == Refusal::WrongPassword);
        QVERIFY(set(kPassword, "short").error() == Refusal::BadPassword);
        QVERIFY((*world.accounts.person(ada, in->session)).has_value());
        QVERIFY(set(kPassword, "another horse").ok());
        QVERIFY(!(*world.accounts.person(ada, in->session)).has_value());
        QVERIFY(set(kPassword, "another horse").error() == Refusal::WrongPassword);
    }

    void whoHasGotASessionDoesNotGuessThePassword() {
        World world;
        const auto ada = world.account("ada@example.com");
        for (int i = 0; i < services::SignInGuard::kFreeTries; ++i)
            QVERIFY(world.erase(ada, "guess").error() == Refusal::WrongPassword);
        QVERIFY(world.erase(ada).error() == Refusal::TooManyTries);
        world.clock.at += std::chrono::seconds{1};
        QVERIFY(world.erase(ada).ok());
    }

    void staffIsNotForgottenByThemselves() {
        World world;
        const auto boss = world.account("boss@example.com", AccountRole::Manager);
        QVERIFY(world.erase(boss).error() == Refusal::Staff);
    }
};

QTEST_APPLESS_MAIN(ServiceCustomers)
#include "service_customers_test.moc"
