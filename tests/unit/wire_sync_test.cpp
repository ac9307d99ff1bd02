// links: shared_wire unit_plans
#include "shared/wire/change_json.h"
#include "shared/wire/sync_json.h"
#include "tests/unit/discounts.h"

#include <QtTest>

#include <set>

using namespace foyer;
using namespace foyer::protocol;

namespace {

template <class T>
T idOf(std::uint8_t last) {
    T id;
    id.uuid.bytes[0] = 1;
    id.uuid.bytes[15] = last;
    return id;
}

const Currency kEuro = *Currency::parse("EUR");

std::shared_ptr<const domain::SeatingPlan> smallPlan() {
    auto plan = std::make_shared<domain::SeatingPlan>();
    plan->id = idOf<PlanId>(1);
    plan->name = "Saal ä";
    plan->version = 3;
    plan->size = {12'000, 9'000};
    plan->picture = domain::Side::Left;
    plan->pictureWidth = 8'000;
    plan->areas = {{"parkett", "Parkett", "#8a1c2b", 2}};
    plan->rows = {{"A", false}, {"B", true}};
    domain::Seat sofa{"1", 0,  AreaNo{0}, domain::SeatKind::Sofa, {1, -2}, -30, 560, 610,
                      {},  {}, {}};
    sofa.right = SeatNo{1};
    sofa.partner = SeatNo{1};
    domain::Seat other = sofa;
    other.label = "2";
    other.left = SeatNo{0};
    other.right = {};
    other.partner = SeatNo{0};
    plan->seats = {sofa, other};
    plan->entrances = {{"Exit", {0, 100}, true}};
    plan->decorations = {{domain::Decoration::Kind::Step, {{1, 2}, {3, 4}}, "up"}};
    return plan;
}

Allotment someAllotment() {
    Allotment allotment;
    allotment.id = idOf<AllotmentId>(1);
    allotment.terminal = idOf<TerminalId>(2);
    allotment.incarnation = Incarnation{3};
    allotment.showtime = idOf<ShowtimeId>(4);
    allotment.epoch = Epoch{5};
    allotment.plan = idOf<PlanId>(1);
    allotment.lastFormer = Epoch{4};
    allotment.kind = AllotmentKind::Asked;
    allotment.state = AllotmentState::Expired;
    allotment.grantedAt = instantFromMs(1'795'000'000'001);
    allotment.ttl = std::chrono::seconds{600};
    allotment.seats = {SeatNo{7}, SeatNo{9}};
    return allotment;
}

Task someTask(Instant at) {
    Task task;
    task.id = idOf<TaskId>(1);
    task.kind = TaskKind::RefundDue;
    task.subject = "x/1/7";
    task.text = "No seat was left. The money is owed.";
    task.owner = idOf<TerminalId>(2);
    task.booking = idOf<BookingId>(3);
    task.showtime = idOf<ShowtimeId>(4);
    task.tickets = {idOf<TicketId>(5), idOf<TicketId>(6)};
    task.amount = Money{2500, kEuro};
    task.tender = domain::TenderKind::Card;
    task.reference = "ref-7";
    task.contact = "ada@example.com";
    task.actions = {TaskAction::RefundTender, TaskAction::CallCustomer};
    task.openedAt = at;
    task.deadline = at + std::chrono::hours{1};
    task.closedAt = at + std::chrono::hours{2};
    return task;
}

std::vector<ChangeBody> oneOfEach() {
    const auto at = instantFromMs(1'795'000'000'000);
    domain::Movie movie{
        idOf<MovieId>(1), "1776",    Date{std::chrono::days{1000}}, 1972, 141, "PG", "Musical",
        "P. H. Hunt",     "Columbia"};
    domain::Movie bare;
    bare.id = idOf<MovieId>(2);
    bare.title = "?";
    domain::PriceList prices;
    prices.id = idOf<PriceListId>(1);
    prices.name = "Standard";
    prices.validFrom = at;
    prices.validTo = at + std::chrono::hours{1};
    prices.currency = kEuro;
    prices.ticketTypes = {{"adult", "Adult", false}, {"companion", "Companion", true}};
    prices.rows = {{"parkett", "adult", domain::DayPart::Weekend, {1450, kEuro}}};
    prices.discounts = {tests::percent("group", 2'000, 10), tests::fullDiscount()};
    domain::Showtime showtime;
    showtime.id = idOf<ShowtimeId>(1);
    showtime.start = at;
    showtime.end = at + std::chrono::hours{2};
    showtime.cleanUntil = at + std::chrono::hours{3};
    showtime.utcOffsetMinutes = -90;
    showtime.state = domain::ShowtimeState::Cancelled;
    using domain::SeatState;
    return {domain::Cinema{idOf<CinemaId>(1), "Kino", "Gasse 8", kEuro, "Europe/Berlin"},
            domain::Auditorium{idOf<AuditoriumId>(1), idOf<CinemaId>(2), "Saal", idOf<PlanId>(3)},
            movie,
            bare,
            smallPlan(),
            prices,
            showtime,
            domain::Operator{idOf<OperatorId>(1), "Anna", domain::Role::Supervisor, "$argon2id$x",
                             false},
            SeatsSnapshot{idOf<ShowtimeId>(1),
                          CommitSeq{7},
                          {SeatState::Free, SeatState::Held, SeatState::Allotted, SeatState::Sold,
                           SeatState::Blocked}},
            SeatsChanged{idOf<ShowtimeId>(1),
                         CommitSeq{8},
                         {{SeatNo{3}, SeatState::Sold}, {SeatNo{4}, SeatState::Free}}},
            AllotmentChanged{someAllotment()},
            someTask(at),
            Recall{idOf<RecallId>(1),
                   idOf<TerminalId>(2),
                   idOf<ShowtimeId>(3),
                   idOf<AllotmentId>(4),
                   Epoch{5},
                   {SeatNo{6}, SeatNo{7}},
                   at,
                   true},
            Revocation{idOf<RevocationId>(1), idOf<TicketId>(2), idOf<ShowtimeId>(3), SeatNo{4},
                       RevocationReason::Reseated, at},
            Admission{idOf<TicketId>(1), idOf<ShowtimeId>(2), SeatNo{3}, idOf<TerminalId>(4),
                      "Door B", at, true},
            Policy{},
            Reseating{idOf<TicketId>(2), idOf<BookingId>(5), idOf<ShowtimeId>(3), SeatNo{4},
                      SeatNo{9}, "F5", "F10", "Your seat F5 is not in the new seating plan.", at},
            TerminalKeys{idOf<TerminalId>(1),
                         "Counter 1",
                         {{Incarnation{1}, PublicKey{7}}, {Incarnation{2}, PublicKey{8}}}}};
}

SealedEntry someEntry(std::int64_t seq) {
    SealedEntry entry;
    entry.seq = Seq{seq};
    entry.incarnation = Incarnation{2};
    entry.type = "hologram";
    entry.payloadText = "{\"what\": \"any text, kept byte by byte\n\"}";
    entry.prevHash.fill(0x1f);
    entry.hash.fill(0xe0);
    entry.signature.fill(0x7b);
    return entry;
}

} // namespace

class WireSync : public QObject {
    Q_OBJECT

private slots:
    void everyKindOfChangeComesBackWhole() {
        std::set<std::string> kinds;
        for (const auto& body : oneOfEach()) {
            const auto text = wire::encodeBody(body);
            const auto back = wire::decodeBody(wire::kindOf(body), text);
            QVERIFY2(back.ok(),
                     back.ok() ? "" : (back.error().pointer + back.error().message).c_str());
            QCOMPARE(back->index(), body.index());
            QCOMPARE(wire::encodeBody(*back), text);
            kinds.insert(wire::kindOf(body));
        }
        QCOMPARE(kinds.size(), std::variant_size_v<ChangeBody>);
    }

    /// The server counts; a terminal of today would not know what to do with it, one of before
    /// would not take the list.
    void theLimitsOfACodeAreNotTold() {
        domain::PriceList list;
        list.id = idOf<PriceListId>(1);
        list.ticketTypes = {{"adult", "Adult", false}};
        auto club = tests::byCode("club", 1'000);
        list.discounts = {club};
        const std::string plain = wire::encodeBody(list);
        list.discounts[0].mostUses = list.discounts[0].mostPerCustomer = 3;
        QCOMPARE(wire::encodeBody(list), plain);
    }
    void discountsComeBackWholeAndAreNotToldToSchema1() {
        domain::PriceList list;
        list.id = idOf<PriceListId>(1);
        list.name = "Standard";
        list.currency = kEuro;
        list.ticketTypes = {{"adult", "Adult", false}};
        list.rows = {{"parkett", "adult", domain::DayPart::Weekend, {1450, kEuro}}};
        const auto plain = wire::encodeBody(list);
        list.discounts = {tests::percent("group", 2'000, 10), tests::fullDiscount()};
        const auto back = wire::decodeBody("price_list", wire::encodeBody(list));
        QVERIFY(back.ok());
        QVERIFY(std::get<domain::PriceList>(*back).discounts == list.discounts);
        auto told = list;
        tellBySchema(told, 2);
        QVERIFY(told.discounts == list.discounts);
        tellBySchema(told, 1);
        QCOMPARE(wire::encodeBody(told), plain);
        QVERIFY(plain.find("discount") == std::string::npos);
    }

    /// A database of before has none of these words, nor has an office of before.
    void whatAPolicyDoesNotSayIsAsItWas() {
        Policy policy;
        policy.euroCashToFive = true;
        policy.compsNeedSupervisor = false;
        auto text = wire::encodePolicy(policy);
        QVERIFY(*wire::decodePolicy(text) == policy);
        for (const std::string words :
             {"\"euro_cash_to_five\":true", "\"comps_need_supervisor\":false"}) {
            auto at = text.find(words);
            QVERIFY(at != std::string::npos);
            const auto length = words.size() + 1; // with the comma on one side of it
            if (text[at + words.size()] != ',')
                --at;
            text.erase(at, length);
        }
        QVERIFY(*wire::decodePolicy(text) == Policy{});
    }
    void aPolicyInPartsOfAMinuteIsRefusedInsteadOfRounded() {
        auto text = wire::encodePolicy(Policy{});
        const std::string said = R"("rate_window_seconds":)";
        const auto at = text.find(said);
        QVERIFY(at != std::string::npos);
        text.insert(at + said.size(), "1"); // another digit in front: no whole minutes any more
        const auto policy = wire::decodePolicy(text);
        QVERIFY(!policy.ok());
        QCOMPARE(policy.error().pointer, std::string("/rate_window_seconds"));
        QCOMPARE(policy.error().message, std::string("must be a multiple of 60"));
    }

    void aPlanKeepsItsNeighboursAndPartners() {
        const auto back = wire::decodePlan(wire::encodePlan(*smallPlan()));
        QVERIFY(back.ok());
        const auto& seats = (*back)->seats;
        QCOMPARE(seats[0].right, std::optional(SeatNo{1}));
        QCOMPARE(seats[1].partner, std::optional(SeatNo{0}));
        QCOMPARE(seats[0].rotation, std::int16_t{-30});
        QCOMPARE((*back)->picture, domain::Side::Left);
    }

    void aPlanThatPointsOutsideItselfIsRefused() {
        auto plan = *smallPlan();
        plan.seats[1].left = SeatNo{9};
        const auto back = wire::decodePlan(wire::encodePlan(plan));
        QVERIFY(!back.ok());
        QCOMPARE(back.error().pointer, std::string("/seats/1/left"));
        plan = *smallPlan();
        plan.seats[0].row = 2;
        QCOMPARE(wire::decodePlan(wire::encodePlan(plan)).error().pointer,
                 std::string("/seats/0/row"));
    }

    void anUploadComesBackByteByByte() {
        JournalUpload upload{idOf<TerminalId>(1), Incarnation{2}, Seq{9}, {}, {}};
        upload.prevHash.fill(0xab);
        upload.entries = {someEntry(9), someEntry(10)};
        const auto back = wire::decodeUpload(wire::encodeUpload(upload));
        QVERIFY(back.ok());
        QCOMPARE(back->terminal, upload.terminal);
        QCOMPARE(back->prevHash, upload.prevHash);
        QCOMPARE(back->entries.size(), std::size_t{2});
        QCOMPARE(back->entries[1].payloadText, upload.entries[1].payloadText);
        QCOMPARE(back->entries[1].signature, upload.entries[1].signature);
        QCOMPARE(back->entries[1].hash, upload.entries[1].hash);
    }

    void anUploadOfMoreThanAHundredEntriesIsRefused() {
        JournalUpload upload;
        upload.fromSeq = Seq{1};
        for (std::int64_t seq = 1; seq <= 101; ++seq)
            upload.entries.push_back(someEntry(seq));
        const auto back = wire::decodeUpload(wire::encodeUpload(upload));
        QVERIFY(!back.ok());
        QCOMPARE(back.error().pointer, std::string("/entries"));
    }

    void verdictsComeBackEqual() {
        JournalAnswer answer;
        answer.stamp = {idOf<TicketId>(9).uuid, CommitSeq{77}};
        for (int rule = 0; rule < kRuleCount; ++rule)
            for (int outcome = 0; outcome < kOutcomeCount; ++outcome)
                answer.verdicts.push_back({Seq{1},
                                           static_cast<Rule>(rule),
                                           static_cast<Outcome>(outcome),
                                           "because",
                                           {{idOf<TicketId>(1), SeatNo{2}, SeatNo{3}}}});
        const auto back = wire::decodeJournalAnswer(wire::encodeJournalAnswer(answer));
        QVERIFY(back.ok());
        QCOMPARE(back->stamp, answer.stamp);
        QCOMPARE(back->verdicts, answer.verdicts);
        QCOMPARE(*wire::decodeVerdict(wire::encodeVerdict(answer.verdicts[7])), answer.verdicts[7]);
    }

    void changesComeBackInTheirOrder() {
        ChangesAnswer answer;
        answer.stamp = {idOf<TicketId>(9).uuid, CommitSeq{77}};
        answer.snapshot = true;
        answer.more = true;
        answer.cursor = CommitSeq{76};
        std::int64_t seq = 1;
        for (const auto& body : oneOfEach())
            answer.changes.push_back({CommitSeq{seq++}, body});
        const auto text = wire::encodeChanges(answer);
        const auto back = wire::decodeChanges(text);
        QVERIFY(back.ok());
        QCOMPARE(wire::encodeChanges(*back), text);
        QCOMPARE(back->cursor, answer.cursor);
    }

    void aShutPoolIsToldOnlyWhileItIs() {
        ChangesAnswer answer;
        answer.stamp = {idOf<TicketId>(9).uuid, CommitSeq{77}};
        const auto open = wire::encodeChanges(answer); // what an older terminal reads
        QVERIFY(open.find("recovering") == std::string::npos);
        QVERIFY(!wire::decodeChanges(open)->recovering);
        answer.recovering = true;
        QVERIFY(wire::decodeChanges(wire::encodeChanges(answer))->recovering);
    }

    void anUnknownKindOfChangeIsPointedAt() {
        const auto back = wire::decodeChanges(
            "{\"db_incarnation\":\"01000000-0000-0000-0000-000000000001\",\"commit_seq\":1,"
            "\"snapshot\":false,\"more\":false,\"cursor\":1,"
            "\"changes\":[{\"seq\":1,\"kind\":\"popcorn\",\"body\":{}}]}");
        QVERIFY(!back.ok());
        QCOMPARE(back.error().pointer, std::string("/changes/0/kind"));
    }

    void allotmentsAndAsksComeBack() {
        AllotmentAnswer answer{{idOf<TicketId>(9).uuid, CommitSeq{77}}, {someAllotment()}};
        const auto back = wire::decodeAllotments(wire::encodeAllotments(answer));
        QVERIFY(back.ok());
        QCOMPARE(wire::encodeAllotments(*back), wire::encodeAllotments(answer));
        QCOMPARE(back->allotments[0].ttl, std::chrono::seconds{600});
        QCOMPARE(back->allotments[0].plan, idOf<PlanId>(1));
        QCOMPARE(back->allotments[0].lastFormer, Epoch{4});
        const AllotmentAsk ask{idOf<ShowtimeId>(1), {SeatNo{1}, SeatNo{2}}};
        const auto asked = wire::decodeAsk(wire::encodeAsk(ask));
        QVERIFY(asked.ok());
        QCOMPARE(asked->seats, ask.seats);
    }

    void refusalsAreReadFromProblemsOfWhateverShape() {
        const auto upload = wire::decodeUploadError(
            "{\"type\":\"x\",\"refusal\":\"gap\",\"expected_seq\":12,\"later\":[1]}");
        QVERIFY(upload.ok());
        QCOMPARE(upload->expected, Seq{12});
        const auto ask = wire::decodeAllotmentError(
            wire::encodeAllotmentError({AllotmentRefusal::ShowtimeClosed, {SeatNo{3}}}));
        QVERIFY(ask.ok());
        QCOMPARE(ask->refusal, AllotmentRefusal::ShowtimeClosed);
        QVERIFY(!wire::decodeAllotmentError("{\"type\":\"x\",\"status\":500}").ok());
    }
};

QTEST_APPLESS_MAIN(WireSync)
#include "wire_sync_test.moc"
