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
