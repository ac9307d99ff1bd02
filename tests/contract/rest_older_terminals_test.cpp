// links: server_main contract_house
#include "server/http/problem.h"
#include "shared/wire/office_json.h"
#include "shared/wire/report_text.h"
#include "tests/contract/till_sale.h"

#include <QFile>
#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

namespace {

using Headers = std::vector<edge::Header>;
using protocol::AllotmentRefusal;
using protocol::UploadRefusal;

/// Reads as a released terminal did, by the record that is kept of it in tests/compat: an answer
/// with anything else in it is not understood at all.
class OlderReader {
public:
    explicit OlderReader(int schema) {
        QFile file(qEnvironmentVariable("FOYER_SOURCE_DIR") +
                   QStringLiteral("/tests/compat/answers-%1.json").arg(schema));
        CHECK(file.open(QIODevice::ReadOnly));
        record = QJsonDocument::fromJson(file.readAll()).object();
        m_members = record["members"].toObject();
        m_words = record["words"].toObject();
        m_problems = record["problems"].toObject();
        CHECK(!m_members.isEmpty() && !m_words.isEmpty() && !m_problems.isEmpty());
    }

    /// The first thing that it does not know or looks for in vain; empty: it reads everything.
    /// `name` is the record's.
    QString faultIn(const QJsonObject& object, const QString& name) const {
        if (!m_members.contains(name))
            return name + " is not known";
        QSet<QString> known;
        for (const auto& each : m_members[name].toArray()) {
            QString member = each.toString();
            const bool mayLack = member.endsWith('?');
            if (mayLack)
                member.chop(1);
            if (!mayLack && !object.contains(member))
                return name + "/" + member + " is missing";
            known.insert(member);
        }
        for (auto member = object.begin(); member != object.end(); ++member) {
            if (!known.contains(member.key()))
                return name + "/" + member.key() + " is not known";
            const auto inner =
                member.key() == "body" ? object["kind"].toString() : name + "/" + member.key();
            if (const auto fault = faultInValue(member.value(), inner); !fault.isEmpty())
                return fault;
        }
        return {};
    }
    QString faultIn(const Answer& answer, const QString& name) const {
        if (answer.status >= 300)
            return "status " + QString::number(answer.status);
        return faultIn(jsonOf(answer), name);
    }

    /// Of a refusal: of a problem its reader takes nothing but these.
    QString faultInProblem(const Answer& answer, const QString& name) const {
        const auto problem = jsonOf(answer);
        if (const auto type = problemOf(answer); !knows(type, answer.status))
            return QString::fromStdString(type) + " is not known";
        return problem.contains("refusal") ? faultInValue(problem["refusal"], name + "/refusal")
                                           : QString();
    }
    bool knows(std::string_view problem, int status) const {
        return m_problems[QLatin1String(problem.data(), static_cast<int>(problem.size()))] ==
               status;
    }
    bool knowsWord(const QString& name, const char* word) const {
        return m_words[name].toArray().contains(QLatin1String(word));
    }

    QJsonObject record;

private:
    QString faultInValue(const QJsonValue& value, const QString& name) const {
        if (value.isObject())
            return faultIn(value.toObject(), name);
        for (const auto& item : value.toArray())
            if (const auto fault = faultInValue(item, name); !fault.isEmpty())
                return fault;
        if (m_words.contains(name) && !m_words[name].toArray().contains(value))
            return name + " says " + value.toString();
        return {};
    }

    QJsonObject m_members;
    QJsonObject m_words;
    QJsonObject m_problems;
};

const Headers kToday{{"Foyer-Schema", "2"}};

#define READS(fault) QVERIFY2((fault).isEmpty(), qPrintable(fault))

} // namespace

/// A server of today with a terminal one release older, which does not say its schema.
class RestOlderTerminals : public QObject {
    Q_OBJECT

private:
    const OlderReader m_reader{1};
    std::unique_ptr<House> m_house;
    std::unique_ptr<Till> m_till;
    crypto::SystemRandom m_random;
    SystemClock m_clock;
    ShowtimeId m_showtime;

    Answer standing(const Headers& says = {}) const {
        return m_till->post("/v1/allotments/standing", "{}", says);
    }
    Answer changes(CommitSeq cursor, const Headers& says = {}) const {
        return m_house->get("/v1/sync/changes?cursor=" + std::to_string(cursor.value),
                            {m_till->token, says});
    }
    Answer giveBack(const protocol::Allotment& lease, const Headers& says = {}) const {
        return m_till->post(
            "/v1/allotments/" + lease.id.toString() + "/return",
            wire::encodeReturnRequest({m_showtime, lease.epoch, {lease.seats.back()}}), says);
    }
    static protocol::Allotment leaseIn(const Answer& answer) {
        const auto told = wire::decodeAllotments(answer.body);
        CHECK(told.ok() && !told->allotments.empty());
        return told->allotments.front();
    }
    protocol::Stamp newest() const {
        const auto all = wire::decodeChanges(changes(CommitSeq{0}).body);
        CHECK(all.ok());
        return all->stamp;
    }
    void write(const std::function<void(ports::Store&)>& work) const {
        std::promise<void> done;
        services::submit<Done>(
            m_house->node->context().writer,
            [&](ports::Store& store) {
                work(store);
                return services::Decided<Done>{Done{}};
            },
            [&](const services::Outcome<Done>& outcome) {
                CHECK(outcome.ok());
                done.set_value();
            });
        done.get_future().get();
    }
    domain::Operator manager() const {
        const auto all = wire::decodeChanges(changes(CommitSeq{0}).body);
        for (const auto& change : all->changes)
            if (const auto* person = std::get_if<domain::Operator>(&change.body))
                if (person->role == domain::Role::Manager)
                    return *person;
        CHECK(!"a manager");
        return {};
    }
    /// Somebody has seen what this database does not know: it was restored.
    void restore(const Till& witness) const {
        const auto stamp = newest();
        const auto seen =
            wire::seenText({stamp.dbIncarnation, CommitSeq{stamp.commitSeq.value + 9}});
        m_house->get("/v1/policy", {witness.token, {{"Foyer-Schema", "2"}, {"Foyer-Seen", seen}}});
        write([](ports::Store& store) { CHECK(store.isRecovering()); });
    }

private slots:
    void init() {
        m_house = std::make_unique<House>();
        m_till = std::make_unique<Till>(*m_house);
        m_showtime = *ShowtimeId::parse(m_house->showtime()["id"].toString().toStdString());
    }

    void theRecordIsOfOneReader() {
        const std::pair<const char*, const char*> kept[] = {{"changes", "changes"},
                                                            {"standing", "allotments"},
                                                            {"ask", "allotments"},
                                                            {"journal", "journal"}};
        for (const auto& [answers, name] : kept) {
            QVERIFY(!m_reader.record[answers].toArray().isEmpty());
            for (const auto& answer : m_reader.record[answers].toArray())
                READS(m_reader.faultIn(QJsonDocument::fromJson(answer.toString().toUtf8()).object(),
                                       name));
        }
    }

    void aSaleIsAnsweredInItsWords() {
        READS(m_reader.faultIn(changes(CommitSeq{0}), "changes"));
        READS(m_reader.faultIn(standing(), "allotments"));
        const auto before = newest().commitSeq;
        const auto asked = m_till->askFor(m_showtime, {SeatNo{10}, SeatNo{11}});
        READS(m_reader.faultIn(asked, "allotments"));
        const auto lease = leaseIn(asked);
        auto sold = lease;
        sold.seats.pop_back();
        const auto entries = sell(*m_till, m_showtime, sold, m_random, m_clock.now());
        READS(m_reader.faultIn(m_till->upload(entries), "journal"));
        READS(m_reader.faultIn(giveBack(lease), "allotments"));
        const auto news = changes(before);
        READS(m_reader.faultIn(news, "changes"));
        QVERIFY(!jsonOf(news)["snapshot"].toBool());
    }

    /// What came since is told to those who know it, so there is something to be left out.
    void whatCameSinceIsToldOnlyToThoseWhoKnowIt() {
        const auto all = changes(CommitSeq{0}, kToday);
        QVERIFY(m_reader.faultIn(all, "changes").endsWith("is not known"));
        QVERIFY(all.body.find("\"discounts\":") != std::string::npos);
        const QString plan("allotments/allotments/plan is not known");
        const auto asked = m_till->askFor(m_showtime, {SeatNo{10}, SeatNo{11}}, kToday);
        QCOMPARE(m_reader.faultIn(asked, "allotments"), plan);
        QCOMPARE(m_reader.faultIn(standing(kToday), "allotments"), plan);
        QCOMPARE(m_reader.faultIn(giveBack(leaseIn(asked), kToday), "allotments"), plan);
    }

    void changesOfPricesAreToldWithoutDiscounts() {
        const auto before = newest().commitSeq;
        write([&](ports::Store& store) {
            auto list = store.priceLists().front();
            CHECK(!list.discounts.empty());
            list.id = PriceListId::make(m_clock.now(), m_random); // none is ever changed
            list.name = "Dearer";
            store.put(list);
            store.put(store.policy());
        });
        const auto today = changes(before, kToday);
        QVERIFY(today.body.find("\"discounts\":") != std::string::npos);
        const auto news = changes(before);
        READS(m_reader.faultIn(news, "changes"));
        QVERIFY(news.body.find("Dearer") != std::string::npos);
    }

    void leasesOfAFormerPlanAreToldWithoutItsToken() {
        QCOMPARE(m_till->askFor(m_showtime, {SeatNo{0}}).status, 201);
        const auto before = newest().commitSeq;
        const auto show = jsonOf(m_house->get("/v1/showtimes/" + m_showtime.toString()));
        const auto present = show["plan"].toString();
        QString other;
        for (const auto& room : jsonOf(m_house->get("/v1/auditoriums"))["items"].toArray())
            if (room.toObject()["plan"].toString() != present)
                other = room.toObject()["plan"].toString();
        const wire::PlanChangeRequest wish{{manager().id, "8888"},
                                           *PlanId::parse(other.toStdString()),
                                           std::vector{std::pair{SeatNo{0}, SeatNo{0}}}};
        QCOMPARE(m_till
                     ->post("/v1/showtimes/" + m_showtime.toString() + "/plan",
                            wire::encodePlanChange(wish))
                     .status,
                 200);
        const auto today = standing(kToday);
        QVERIFY(today.body.find("\"last_former\":") != std::string::npos);
        READS(m_reader.faultIn(standing(), "allotments"));
        READS(m_reader.faultIn(changes(before), "changes"));
        READS(m_reader.faultIn(changes(CommitSeq{0}), "changes"));
    }

    void refusalsAreToldInItsWords() {
        const auto refuses = [&](const Answer& answer, const char* word) {
            QCOMPARE(m_reader.faultInProblem(answer, "allotments"), QString());
            QCOMPARE(jsonOf(answer)["refusal"].toString(), QString(word));
        };
        Till other(*m_house);
        QCOMPARE(other.askFor(m_showtime, {SeatNo{30}}).status, 201);
        refuses(m_till->askFor(m_showtime, {SeatNo{30}}), "seat-taken");
        refuses(m_till->askFor(m_showtime, {SeatNo{60'000}}), "unknown-seat");
        refuses(m_till->askFor(ShowtimeId{m_till->id.uuid}, {SeatNo{1}}), "unknown-showtime");
        std::vector<SeatNo> many;
        for (std::uint16_t seat = 0; seat <= protocol::kMostSeatsPerAsk; ++seat)
            many.push_back(SeatNo{seat});
        refuses(m_till->askFor(m_showtime, many), "too-many");
        write([&](ports::Store& store) {
            auto show = *store.showtime(m_showtime);
            show.state = domain::ShowtimeState::Cancelled;
            store.put(show);
        });
        refuses(m_till->askFor(m_showtime, {SeatNo{1}}), "showtime-closed");
    }

    void refusalsOfItsJournalAreToldInItsWords() {
        const auto refuses = [&](const Answer& answer, const char* word) {
            QCOMPARE(m_reader.faultInProblem(answer, "journal"), QString());
            QCOMPARE(jsonOf(answer)["refusal"].toString(), QString(word));
        };
        const auto printed = [&](bool copy) { return protocol::Printed{{}, copy, m_clock.now()}; };
        Till careless(*m_house);
        auto damaged = careless.seal(printed(false));
        damaged.payloadText += " ";
        refuses(careless.upload({damaged}), "bad_chain");
        refuses(careless.upload({careless.seal(printed(false))}), "gap");
        auto entry = m_till->seal(printed(false));
        QCOMPARE(m_till->upload({entry}).status, 200);
        entry.payloadText = wire::encodePayload(printed(true)); // by a copy of its disk
        entry.hash = hashOf(m_till->id, entry);
        entry.signature = m_till->key.sign(entry.hash);
        refuses(m_till->upload({entry}), "quarantine");
        const auto after = m_till->upload({entry});
        QCOMPARE(after.status, 401); // its token went with the quarantine
        READS(m_reader.faultInProblem(after, "journal"));
    }

    void aServerThatRecoversIsBusy() {
        Till other(*m_house);
        const auto taken = leaseIn(other.askFor(m_showtime, {SeatNo{30}}));
        QCOMPARE(m_till->askFor(m_showtime, {SeatNo{31}}).status, 201);
        const auto prices = pricesOf(*m_till);
        restore(other);
        READS(m_reader.faultIn(changes(CommitSeq{0}), "changes"));
        const auto asked = m_till->askFor(m_showtime, {SeatNo{32}});
        QCOMPARE(asked.status, 503); // it asks again, whatever the body says
        READS(m_reader.faultInProblem(asked, "allotments"));
        QVERIFY(!asked.header("retry-after").empty());
        const auto today = m_till->askFor(m_showtime, {SeatNo{32}}, kToday);
        QCOMPARE(problemOf(today), std::string("recovering"));
        const auto told = wire::decodeAllotmentError(today.body);
        QVERIFY(told.ok() && told->refusal == AllotmentRefusal::Recovering);
        READS(m_reader.faultIn(standing(), "allotments"));
        QCOMPARE(leaseIn(standing()).seats, std::vector<SeatNo>{SeatNo{31}}); // it sells on

        // By a right of the former database, of a seat that another has here.
        auto forgotten = taken;
        forgotten.id = AllotmentId::make(m_clock.now(), m_random);
        const auto sale = saleOf(m_showtime, forgotten, prices, m_random, m_clock.now());
        const auto waits = m_till->upload(
            {m_till->seal(protocol::Intent{sale.booking, sale.showtime, sale.rights, sale.lines,
                                           sale.priceList, domain::totalOf(sale.lines),
                                           domain::TenderKind::Cash, "", sale.op, sale.at}),
             m_till->seal(sale)});
        QCOMPARE(waits.status, 503);
        READS(m_reader.faultInProblem(waits, "journal"));
        QVERIFY(!waits.header("retry-after").empty());
    }

    void everyRefusalHasAWordOrIsABusyServer() {
        const auto check = [&](auto refusal, const QString& name) {
            using wire::nameOf; // of uploads; that of asks comes with its type
            const auto fault = http::faultOf(refusal);
            const auto told = http::toldBySchema(fault, 1);
            const auto text = http::describe(told);
            QVERIFY(m_reader.knows(text.type, text.status));
            QVERIFY(told == fault ? m_reader.knowsWord(name, nameOf(refusal)) : text.status == 503);
            QVERIFY(http::toldBySchema(fault, 2) == fault);
        };
        for (int each = 0; each <= static_cast<int>(AllotmentRefusal::Recovering); ++each)
            check(static_cast<AllotmentRefusal>(each), "allotments/refusal");
        for (int each = 0; each <= static_cast<int>(UploadRefusal::Recovering); ++each)
            check(static_cast<UploadRefusal>(each), "journal/refusal");
    }
};

QTEST_GUILESS_MAIN(RestOlderTerminals)
#include "rest_older_terminals_test.moc"
