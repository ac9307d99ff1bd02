#include "tests/simulation/doors.h"

#include "tests/simulation/images.h"

namespace foyer::simulation {

void Doorkeeper::act() {
    if (!m_door.isUp())
        return;
    const core::View view = m_door.view();
    if (!view.login->loggedIn) {
        if (!view.login->verifying && !view.login->operators.empty())
            m_door.tell(core::Login{view.login->operators.front().id, "1234"});
        return;
    }
    if (!view.sale->showtime || m_house.random.chance(8))
        return open();
    if (m_house.random.chance(15))
        return letOut(view);
    if (!m_truth.papers.empty())
        scan();
}

void Doorkeeper::open() {
    const auto& showtimes = m_door.showtimes();
    m_door.tell(core::OpenShowtime{showtimes[m_house.below(showtimes.size())]});
}

void Doorkeeper::letOut(const core::View& view) {
    for (const core::DoorScan& scan : view.door->scans)
        if (scan.answer == core::DoorAnswer::Admitted && !scan.undone) {
            m_house.note(m_door.name() + ": lets seat " + std::to_string(scan.seat.value) +
                         " out again");
            m_house.count(Fault::AdmissionUndone);
            return m_door.tell(core::UndoAdmission{scan.ticket, "wrong person"});
        }
}

void Doorkeeper::scan() {
    const Truth::Printed& paper = m_truth.papers[m_house.below(m_truth.papers.size())];
    if (m_house.strikes(Fault::ForgedPaper, 8))
        return scanForged(paper);
    m_house.count(Fault::PaperScanned);
    if (m_truth.deadNodes.count(paper.node) > 0)
        m_house.count(Fault::PaperOfTheDead);
    if (m_door.line() != TerminalNode::Line::Up)
        m_house.count(Fault::DoorOffline);
    if (!m_truth.shown.insert(paper.text).second)
        m_house.count(Fault::PaperTwice);
    noteObstacles(paper);
    read(paper.text);
}

/// Somebody wrote another seat on it, or a better price, and could not sign that.
void Doorkeeper::scanForged(const Truth::Printed& paper) {
    auto genuine = domain::readQrText(paper.text);
    CHECK(genuine);
    if (m_house.random.chance(2))
        genuine->proof.seat.value ^= 1;
    else
        genuine->proof.ticket.uuid.bytes[15] ^= 1;
    const std::string text = domain::qrText(genuine->proof, genuine->signature);
    forbid(text, "I8: a door let somebody in with forged paper");
    read(text);
}

void Doorkeeper::read(const std::string& text) {
    m_house.note(m_door.name() + ": reads a paper");
    m_door.tell(core::ScanPaper{text});
}

std::int64_t Doorkeeper::ask(const char* sql, const Truth::Printed& paper) {
    auto statement = m_door.db().prepare("door", sql);
    return statement
        .value<std::int64_t>(paper.ticket.toString(), static_cast<std::int64_t>(paper.seat.value))
        .value_or(0);
}

void Doorkeeper::noteObstacles(const Truth::Printed& paper) {
    constexpr const char* kRevoked = "a door let somebody in whose paper it knew to be revoked";
    m_door.disk().letFaultsSleep(true);
    const bool isRevoked =
        ask("SELECT count(*) FROM replica_row WHERE kind = 'revocation' AND "
            "json_extract(body, '$.ticket') = $1 AND json_extract(body, '$.seat') = $2",
            paper) > 0;
    m_door.disk().letFaultsSleep(false);
    if (isRevoked) {
        m_house.count(Fault::RevokedPaper);
        return forbid(paper.text, kRevoked);
    }
    // A server that was put back knows of it only when the journals have told it again.
    if (m_truth.forbidden.erase({m_door.number(), paper.text}) > 0 && !m_house.isRestored)
        m_house.complain(m_door.name() + " has forgotten that a paper is revoked");
}

void Doorkeeper::forbid(const std::string& text, const char* why) {
    m_truth.forbidden.emplace(std::pair(m_door.number(), text), why);
}

} // namespace foyer::simulation
