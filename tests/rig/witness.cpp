#include "tests/rig/witness.h"

#include "shared/base/check.h"

#include <QFile>

#include <fcntl.h>
#include <sstream>
#include <unistd.h>

namespace foyer::rig {

namespace {

std::string line(const char* what, BookingId booking, const std::string& rest = {}) {
    return std::string(what) + " " + booking.toString() + (rest.empty() ? rest : " " + rest);
}

/// What is asked for later: the kind and the booking.
std::string keyOf(const std::string& line) {
    return line.substr(0, line.find(' ', line.find(' ') + 1));
}

} // namespace

std::unique_ptr<Witness> Witness::open(const QString& path) {
    const int file =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (file < 0)
        return nullptr;
    std::unique_ptr<Witness> witness(new Witness(file));
    QFile past(path);
    CHECK(past.open(QIODevice::ReadOnly));
    const std::string text = past.readAll().toStdString();
    const std::size_t whole = text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1;
    CHECK(ftruncate(file, static_cast<off_t>(whole)) == 0);
    std::istringstream lines(text.substr(0, whole));
    for (std::string each; std::getline(lines, each);)
        witness->recall(each);
    return witness;
}

Witness::~Witness() {
    close(m_file);
}

void Witness::recall(const std::string& line) {
    std::istringstream words(line);
    std::string what, ticket, booking;
    words >> what >> ticket >> booking;
    if (what == "paper")
        m_papers[booking].insert(ticket);
    else
        m_seen.insert(keyOf(line));
}

void Witness::money(BookingId booking, Money amount) {
    once(line("money", booking, std::to_string(amount.minor)));
}

void Witness::back(BookingId booking, Money amount) {
    once(line("back", booking, std::to_string(amount.minor)));
}

void Witness::sold(BookingId booking, Money amount) {
    once(line("sold", booking, std::to_string(amount.minor)));
}

void Witness::voided(BookingId booking) {
    once(line("void", booking));
}

void Witness::paper(const domain::TicketProof& proof, bool copy, const std::string& qrText) {
    const std::string booking = proof.booking.toString();
    const std::lock_guard guard(m_mutex);
    append("paper " + proof.ticket.toString() + " " + booking + " " + proof.showtime.toString() +
           " " + std::to_string(proof.seat.value) + " " + std::to_string(proof.price.minor) +
           (copy ? " copy " : " first ") + qrText);
    m_papers[booking].insert(proof.ticket.toString());
}

bool Witness::tookMoney(BookingId booking) const {
    const std::lock_guard guard(m_mutex);
    return m_seen.count(line("money", booking)) > 0;
}

std::size_t Witness::papersOf(BookingId booking) const {
    const std::lock_guard guard(m_mutex);
    const auto found = m_papers.find(booking.toString());
    return found == m_papers.end() ? 0 : found->second.size();
}

void Witness::once(std::string line) {
    const std::lock_guard guard(m_mutex);
    const std::string key = keyOf(line);
    if (m_seen.count(key) > 0)
        return;
    append(line);
    m_seen.insert(key);
}

void Witness::append(const std::string& line) {
    const std::string whole = line + "\n";
    CHECK(write(m_file, whole.data(), whole.size()) == static_cast<ssize_t>(whole.size()));
    CHECK(fdatasync(m_file) == 0);
}

} // namespace foyer::rig
