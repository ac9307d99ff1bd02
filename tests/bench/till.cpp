#include "tests/bench/till.h"

#include "app/store/seal.h"
#include "shared/wire/sync_json.h"
#include "tests/bench/report.h"

#include <chrono>
#include <utility>

namespace foyer::bench {

using protocol::Outcome;
using protocol::Payload;

namespace {

Instant wallClock() {
    return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
}

constexpr std::size_t kEntriesOfASale = 3;

/// Intent and print are noted, the sale itself stands on its own right (R3).
void requireGood(const protocol::Verdict& verdict, std::size_t position) {
    const bool isSale = position % kEntriesOfASale == 1;
    const bool good =
        isSale ? verdict.outcome == Outcome::Accepted && verdict.rule == protocol::Rule::R3
               : verdict.outcome == Outcome::Noted;
    require(good, "an entry was not taken: " + wire::encodeVerdict(verdict));
}

/// The allotment a party got, whole.
protocol::Allotment allotmentIn(const std::string& answer, const Party& party) {
    const auto decoded = wire::decodeAllotments(answer);
    require(decoded.ok() && decoded->allotments.size() == 1 &&
                decoded->allotments.front().seats == party.seats,
            "an ask was not granted as asked: " + answer);
    return decoded->allotments.front();
}

/// The party in smaller ones, each of at most `mostSeats`.
std::vector<Party> partsOf(const Party& party, std::size_t mostSeats) {
    std::vector<Party> parts;
    for (const SeatNo seat : party.seats) {
        if (parts.empty() || parts.back().seats.size() == mostSeats)
            parts.push_back({party.showtime, {}});
        parts.back().seats.push_back(seat);
    }
    return parts;
}

std::uint64_t seedOf(const TerminalId& id) {
    return std::hash<TerminalId>{}(id);
}

} // namespace

class Till::Asks final : public Conversation {
public:
    Asks(Till& till, std::vector<Party> parties) : m_till(till), m_parties(std::move(parties)) {
        for (const Party& party : m_parties)
            m_requests.push_back(postRequest("/v1/allotments",
                                             wire::encodeAsk({party.showtime->id, party.seats}),
                                             till.m_device.token));
    }
    std::string_view next() override {
        return m_at < m_requests.size() ? std::string_view(m_requests[m_at]) : std::string_view{};
    }
    void answered(const Answer& answer) override {
        require(answer.status == 201 || answer.status == 409,
                "an ask was answered with " + std::string(answer.body));
        if (answer.status == 201)
            m_till.m_granted.push_back({m_parties[m_at], std::string(answer.body)});
        else
            ++m_till.m_refused;
        ++m_at;
    }

private:
    Till& m_till;
    std::vector<Party> m_parties;
    std::vector<std::string> m_requests;
    std::size_t m_at = 0;
};

class Till::Uploads final : public Conversation {
public:
    explicit Uploads(Till& till) : m_till(till) {
        for (const std::string& body : till.m_uploads)
            m_requests.push_back(postRequest("/v1/sync/journal", body, till.m_device.token));
    }
    std::string_view next() override {
        return m_at < m_requests.size() ? std::string_view(m_requests[m_at]) : std::string_view{};
    }
    void answered(const Answer& answer) override {
        require(answer.status == 200, "an upload was answered with " + std::string(answer.body));
        m_till.m_verdicts.emplace_back(answer.body);
        ++m_at;
    }

private:
    Till& m_till;
    std::vector<std::string> m_requests;
    std::size_t m_at = 0;
};

Till::Till(const Replica& replica, Device device)
    : m_replica(replica), m_device(std::move(device)), m_random(seedOf(m_device.id)) {}

Conversation& Till::asking(std::vector<Party> parties) {
    m_granted.clear();
    m_refused = 0;
    m_talk = std::make_unique<Asks>(*this, std::move(parties));
    return *m_talk;
}

domain::TicketLine Till::lineFor(const Party& party, SeatNo seat, Instant now) {
    const auto& prices = m_replica.priceLists.at(party.showtime->priceList);
    const auto& type = prices.ticketTypes.front().key;
    const auto& area = m_replica.planOf(*party.showtime).areaOf(seat).key;
    const auto price = prices.price(area, type, party.showtime->dayPart);
    require(price.has_value(), "area " + area + " has no price");
    return {TicketId::make(now, m_random), seat, type, *price,
            taxIncluded(*price, prices.taxBasisPoints)};
}

std::vector<Payload> Till::payloadsOf(const Party& party, const protocol::Right& right,
                                      Instant now) {
    const domain::Showtime& showtime = *party.showtime;
    const OperatorId op = m_replica.operators.front().id;

    protocol::Sale sale;
    sale.booking = BookingId::make(now, m_random);
    sale.showtime = showtime.id;
    for (const SeatNo seat : party.seats)
        sale.lines.push_back(lineFor(party, seat, now));
    sale.rights.assign(sale.lines.size(), right);
    sale.priceList = showtime.priceList;
    const Money total = domain::totalOf(sale.lines);
    sale.tenders = {{domain::TenderKind::Cash, total, total, Money{0, total.currency}, ""}};
    sale.op = op;
    sale.businessDay = businessDayOf(now, std::chrono::minutes{showtime.utcOffsetMinutes});
    sale.at = now;

    protocol::Intent intent{sale.booking,
                            sale.showtime,
                            {right},
                            sale.lines,
                            sale.priceList,
                            total,
                            domain::TenderKind::Cash,
                            "",
                            op,
                            now};
    return {std::move(intent), sale, protocol::Printed{sale.booking, false, now}};
}

void Till::seal(const Cut& cut) {
    m_uploads.clear();
    m_verdicts.clear();
    std::vector<Payload> payloads;
    for (const Granted& granted : m_granted) {
        const auto allotment = allotmentIn(granted.answer, granted.party);
        for (const Party& party : partsOf(granted.party, cut.mostSeats))
            for (Payload& payload : payloadsOf(party, {allotment.id, allotment.epoch}, wallClock()))
                payloads.push_back(std::move(payload));
    }
    protocol::JournalUpload upload;
    for (std::size_t i = 0; i < payloads.size(); ++i) {
        if (i % cut.mostEntries == 0)
            upload = {m_device.id, m_device.incarnation, m_nextSeq, m_lastHash, {}};
        upload.entries.push_back(store::seal(m_device.id, m_device.incarnation, m_nextSeq,
                                             m_lastHash, payloads[i], m_device.key));
        m_lastHash = upload.entries.back().hash;
        ++m_nextSeq.value;
        if (upload.entries.size() == cut.mostEntries || i + 1 == payloads.size())
            m_uploads.push_back(wire::encodeUpload(upload));
    }
}

Conversation& Till::uploading() {
    m_talk = std::make_unique<Uploads>(*this);
    return *m_talk;
}

std::size_t Till::checkVerdicts() const {
    require(m_verdicts.size() == m_uploads.size(), "not one answer for each upload");
    std::size_t position = 0;
    for (std::size_t i = 0; i < m_verdicts.size(); ++i) {
        const auto answer = wire::decodeJournalAnswer(m_verdicts[i]);
        const auto upload = wire::decodeUpload(m_uploads[i]);
        require(answer.ok() && upload.ok(), "the verdicts cannot be read: " + m_verdicts[i]);
        require(answer->verdicts.size() == upload->entries.size(),
                "not one verdict for each entry");
        for (const protocol::Verdict& verdict : answer->verdicts)
            requireGood(verdict, position++);
    }
    return position / kEntriesOfASale;
}

void Till::repeatLastUpload(std::uint16_t port) const {
    if (m_uploads.empty())
        return;
    const auto reply =
        call(port, postRequest("/v1/sync/journal", m_uploads.back(), m_device.token));
    const auto first = wire::decodeJournalAnswer(m_verdicts.back());
    const auto again = wire::decodeJournalAnswer(reply.body);
    require(reply.status == 200 && first.ok() && again.ok() && first->verdicts == again->verdicts,
            "a repeated upload was answered differently: " + reply.body);
}

} // namespace foyer::bench
