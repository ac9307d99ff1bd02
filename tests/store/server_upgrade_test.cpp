// links: shared_sqlite
#include "shared/sqlite/connection.h"
#include "shared/sqlite/migrations.h"
#include "store_harness/sql_server.h"

#include <QtTest>

#include <algorithm>

using namespace foyer;
using namespace foyer::sqlite;

namespace {

/// "0017"; empty: it is no migration.
std::string_view numberOf(const SqlFile& file) {
    const std::string_view folder = "migrations/";
    return file.path.starts_with(folder) ? file.path.substr(folder.size(), 4) : "";
}

std::vector<SqlFile> filesUpTo(std::string_view number) {
    std::vector<SqlFile> files;
    for (const SqlFile& file : tests::server::sqlFiles())
        if (numberOf(file) <= number)
            files.push_back(file);
    return files;
}

/// A database of that version, and its next ones without anybody who looks after references.
struct Former {
    Connection db{Options{.path = ":memory:"}};
    std::string_view number;

    explicit Former(std::string_view version) : number(version) {
        const auto applied = migrate(db, SqlFiles(filesUpTo(number), Dialect::Sqlite),
                                     ApplicationId::Server, instantFromMs(0));
        CHECK(applied.ok());
        db.exec("PRAGMA foreign_keys = OFF");
    }
    void upgrade() {
        for (const SqlFile& file : tests::server::sqlFiles())
            if (numberOf(file) > number && !file.path.ends_with(".postgres.sql"))
                db.exec(std::string(file.text));
    }
    void allot(const char* id, int epoch, const char* plan, const char* state = "returned",
               int life = 1) {
        db.exec(std::string("INSERT INTO allotment (id, terminal, incarnation, showtime, epoch, "
                            "kind, state, granted_at, ttl_seconds, plan) VALUES ('") +
                id + "', 't', " + std::to_string(life) + ", 's', " + std::to_string(epoch) +
                ", 'asked', '" + state + "', 0, 1, '" + plan + "')");
    }
    void task(const char* subject, const char* kind, const char* closedAt, const char* actions) {
        db.exec(std::string("INSERT INTO task (id, kind, subject, text, opened_at, closed_at, "
                            "actions) VALUES ('") +
                subject + "', '" + kind + "', '" + subject + "', 'x', 0, " + closedAt + ", '" +
                actions + "')");
    }
    std::string all(const std::string& sql) {
        std::string text;
        auto statement = db.prepare("all", sql);
        for (auto rows = statement.query(); rows.next();)
            text += rows.get<std::string>(0) + ";";
        return text;
    }
    std::string periods() {
        return all("SELECT last_epoch || ' ' || CAST(plan AS text) FROM plan_period ORDER BY "
                   "last_epoch");
    }
    std::string counterparts() {
        return all("SELECT last_epoch || ' ' || from_seat || '>' || to_seat FROM seat_counterpart "
                   "ORDER BY last_epoch, from_seat");
    }
};

} // namespace

/// What a database of before says in rows is true in the new tables.
class ServerUpgradeTest : public QObject {
    Q_OBJECT

    static void showtime(Former& former, const char* plan) {
        former.db.exec(std::string("INSERT INTO showtime (id, movie, auditorium, plan, price_list, "
                                   "day_part, start_at, end_at, clean_until, business_day, "
                                   "utc_offset_minutes, state) VALUES ('s', 'm', 'a', '") +
                       plan + "', 'p', 'evening', 0, 1, 1, 0, 0, 'on_sale')");
    }

private slots:
    void aHouseIsCalledAsItsProviderWasTold() {
        Former former("0020");
        former.db.exec("INSERT INTO cinema (id, name, address, currency, time_zone) VALUES "
                       "('b', 'Rex', '', 'CHF', 'UTC'), ('a', 'Capitol', '', 'CHF', 'UTC')");
        former.upgrade();
        const std::string names = "SELECT CAST(bytes AS text) FROM meta WHERE name = 'house'";
        QCOMPARE(former.all(names), std::string("a;"));
        // Other cinemas may have been the first one before they, or it, were renamed.
        QCOMPARE(former.all("SELECT CAST(id AS text) FROM former_house ORDER BY id"),
                 std::string("a;b;"));
        Former empty("0020");
        empty.upgrade();
        QCOMPARE(empty.all(names), std::string());
    }
    void timesOfPlansFollowTheirTokens() {
        Former former("0017");
        showtime(former, "A");
        former.allot("1", 3, "A");
        former.allot("2", 5, "A");
        former.allot("3", 8, "B");
        former.allot("4", 9, "A", "live"); // it has come back
        former.db.exec("INSERT INTO seat_mapping (showtime, from_plan, from_seat, to_seat) VALUES "
                       "('s', 'A', 1, 2), ('s', 'B', 4, 5)");
        former.upgrade();
        QCOMPARE(former.periods(), std::string("5 A;8 B;"));
        QCOMPARE(former.counterparts(), std::string("5 1>2;8 4>5;"));
    }
    /// Their mapping has no rows.
    void plansWithoutACommonSeatHadTheirTimeToo() {
        Former former("0017");
        showtime(former, "C");
        former.allot("1", 3, "A");
        former.allot("2", 6, "B");
        former.upgrade();
        QCOMPARE(former.periods(), std::string("3 A;6 B;"));
        QCOMPARE(former.counterparts(), std::string());
    }
    void aPlanWithoutTokensEndedBeforeAllOfThem() {
        Former former("0017");
        showtime(former, "B");
        former.allot("1", 3, "B", "live");
        former.db.exec("INSERT INTO seat_mapping (showtime, from_plan, from_seat, to_seat) VALUES "
                       "('s', 'A', 1, 2)");
        former.upgrade();
        QCOMPARE(former.periods(), std::string("-1 A;"));
        QCOMPARE(former.counterparts(), std::string("-1 1>2;"));
    }
    void aLifeThatHasToldAllIsOver() {
        Former former("0017");
        former.db.exec("INSERT INTO terminal_key (terminal, incarnation, public_key) VALUES "
                       "('t', 1, 'k'), ('t', 11, 'k'), ('t', 12, 'k')");
        former.db.exec("INSERT INTO journal_entry (terminal, incarnation, seq, type, payload, "
                       "prev_hash, hash, signature, received_at) VALUES ('t', 12, 1, 'life_ended', "
                       "'{\"schema\":2,\"life\":11,\"last_seq\":1,\"at\":0}', 'p', 'h', 's', 0)");
        former.upgrade();
        QCOMPARE(former.all("SELECT CAST(incarnation AS text) FROM terminal_key WHERE ended = 1"),
                 std::string("11;"));
    }
    void messagesOfBeforeAreMails() {
        Former former("0020");
        former.db.exec("INSERT INTO outbox_message (id, dedup_key, kind, language, recipient, "
                       "fields, state, attempts, next_at, last_error, created_at) VALUES ('m', "
                       "'k', 'reset-password', 'en', 'a@b', '', 'waiting', 0, 0, '', 0)");
        former.upgrade();
        QCOMPARE(former.all("SELECT channel FROM outbox_message"), std::string("email;"));
    }
    void holdsAndClaimsAreThoseOfBefore() {
        Former former("0023");
        former.db.exec("INSERT INTO hold (id, showtime, token_hash, expires_at, state, customer, "
                       "address, extended, created_at, booking, account, email, language) VALUES "
                       "('h', 's', 't', 5, 'waiting', 'ada', '192.0.2.1', 1, 4, NULL, 'a', "
                       "'ada@example.org', 'de'), "
                       "('i', 's', 'u', 6, 'sold', '', '', 0, 3, 'b', NULL, '', '')");
        former.db.exec(
            "INSERT INTO seat_claim (showtime, seat, kind, hold, allotment, epoch) "
            "VALUES ('s', 7, 'hold', 'h', NULL, 0), ('s', 8, 'allotment', NULL, 'l', 9)");
        former.db.exec("INSERT INTO seats_version (showtime, version) VALUES ('s', 12)");
        former.upgrade();
        QCOMPARE(former.all("SELECT id || showtime || token_hash || ' ' || expires_at || ' ' || "
                            "state || ' ' || customer || ' ' || address || ' ' || extended || ' ' "
                            "|| created_at || ' ' || coalesce(booking, '-') || coalesce(account, "
                            "'-') || ' ' || email || ' ' || language FROM hold ORDER BY id"),
                 std::string("hst 5 waiting ada 192.0.2.1 1 4 -a ada@example.org de;"
                             "isu 6 sold   0 3 b-  ;"));
        QCOMPARE(former.all("SELECT seat || kind || coalesce(hold, allotment) || epoch FROM "
                            "seat_claim ORDER BY seat"),
                 std::string("7holdh0;8allotmentl9;"));
        QCOMPARE(former.all("SELECT showtime || version FROM seats_version"), std::string("s12;"));
    }
    void whoHasALeaseOrHasSpokenSinceIsBack() {
        Former former("0017");
        former.db.exec("INSERT INTO loss (terminal, incarnation, first_by, first_at, second_by, "
                       "second_at, exposure) VALUES ('t', 1, 'x', 0, 'y', 100, ''), "
                       "('t', 2, 'x', 0, 'y', 100, ''), ('u', 1, 'x', 0, NULL, NULL, ''), "
                       "('v', 1, 'x', 0, 'y', 100, '')");
        former.allot("1", 3, "A", "live", 2);
        former.db.exec("INSERT INTO terminal (id, cinema, name, public_key, incarnation, next_seq, "
                       "last_hash, state, enrolled_at, last_seen_at, kind) VALUES ('v', 'c', 'V', "
                       "'k', 1, 1, 'h', 'active', 0, 200, 'counter')");
        former.upgrade();
        QCOMPARE(former.all("SELECT CAST(terminal AS text) || CAST(incarnation AS text) FROM loss "
                            "WHERE back_at "
                            "IS NOT NULL ORDER BY 1"),
                 std::string("t2;v1;"));
    }
    /// A supervisor may say that the customer has had it, of what was owed before as well.
    void whatIsOwedCanBeSettled() {
        Former former("0020");
        former.db.exec("UPDATE counter SET value = 40 WHERE name = 'commit_seq'");
        former.task("a", "refund-due", "NULL", "refund-tender,call-customer");
        former.task("b", "refund-due", "7", "refund-tender,call-customer"); // it is closed
        former.task("c", "refund-due", "NULL", "refund-tender,call-customer,settle");
        former.task("d", "reseated", "NULL", "print-ticket,call-customer");
        former.task("e", "refund-due", "NULL", "refund-tender,call-customer");
        former.upgrade();
        QCOMPARE(former.all("SELECT subject FROM task WHERE actions = "
                            "'refund-tender,call-customer,settle' ORDER BY subject"),
                 std::string("a;c;e;"));
        // Terminals hear of those, and of nothing else.
        QCOMPARE(former.all("SELECT seq || ' ' || kind || ' ' || CAST(id AS text) FROM change "
                            "ORDER BY seq"),
                 std::string("41 10 a;42 10 e;"));
        QCOMPARE(former.all("SELECT CAST(value AS text) FROM counter WHERE name = 'commit_seq'"),
                 std::string("42;"));
    }
    void whereNothingIsOwedTheFeedStaysAsItWas() {
        Former former("0020");
        former.upgrade();
        QCOMPARE(former.all("SELECT CAST(value AS text) FROM counter WHERE name = 'commit_seq'"),
                 std::string("0;"));
    }
    void whatWasUsedBeforeIsCounted() {
        Former former("0025");
        const auto booking = [&](const char* id) {
            former.db.exec(std::string("INSERT INTO booking (id, showtime, terminal, incarnation, "
                                       "seq, price_list, business_day, total, currency, state, "
                                       "sold_at) SELECT '") +
                           id +
                           "', 's', 't', 1, count(*) + 1, 'p', 0, 8, 'EUR', 'valid', 0 FROM "
                           "booking");
        };
        const auto ticket = [&](const char* id, const char* of, const char* state) {
            former.db.exec(std::string("INSERT INTO ticket (id, booking, showtime, seat, "
                                       "ticket_type, price, tax, currency, state, reduced) SELECT "
                                       "'") +
                           id + "', '" + of + "', 's', count(*), 'adult', 8, 0, 'EUR', '" + state +
                           "', 2 FROM ticket");
            former.db.exec(std::string("INSERT INTO ticket_reduction (ticket, position, discount, "
                                       "amount) VALUES ('") +
                           id + "', 0, 'club', 2)");
        };
        for (const char* each : {"A", "B", "C"})
            booking(each);
        ticket("1", "A", "valid");
        ticket("2", "A", "valid");
        ticket("3", "B", "void");
        ticket("4", "C", "exchanged");
        ticket("5", "C", "valid");
        former.upgrade();
        QCOMPARE(
            former.all("SELECT CAST(booking AS text) || discount FROM discount_use ORDER BY 1"),
            std::string("Aclub;Cclub;"));
        QCOMPARE(former.all("SELECT discount || used FROM discount_count"), std::string("club2;"));
    }
};

QTEST_APPLESS_MAIN(ServerUpgradeTest)
#include "server_upgrade_test.moc"
