#include "tests/bench/house.h"

#include "shared/protocol/auth.h"
#include "shared/wire/rest_json.h"
#include "shared/wire/sync_json.h"
#include "tests/bench/load.h"
#include "tests/bench/report.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace foyer::bench {

namespace {

Instant wallClock() {
    return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
}

std::string tokenFor(std::uint16_t port, TerminalId id, Incarnation incarnation,
                     const crypto::KeyPair& key) {
    const std::string path = "/v1/terminals/" + id.toString();
    const auto challenge =
        wire::decodeChallenge(call(port, postRequest(path + "/challenge", "{}")).body);
    require(challenge.ok(), "no challenge for a terminal");
    wire::TokenRequest request{incarnation, challenge->nonce, {}};
    request.signature = key.sign(protocol::authText(id, incarnation, challenge->nonce));
    const auto reply = call(port, postRequest(path + "/token", wire::encodeTokenRequest(request)));
    const auto token = wire::decodeTokenAnswer(reply.body);
    require(token.ok(), "no token for a terminal: " + reply.body);
    return token->token;
}

void take(Replica& replica, const protocol::ChangeBody& body) {
    if (const auto* showtime = std::get_if<domain::Showtime>(&body))
        replica.showtimes.push_back(*showtime);
    else if (const auto* plan = std::get_if<std::shared_ptr<const domain::SeatingPlan>>(&body))
        replica.plans[(*plan)->id] = *plan;
    else if (const auto* prices = std::get_if<domain::PriceList>(&body))
        replica.priceLists[prices->id] = *prices;
    else if (const auto* op = std::get_if<domain::Operator>(&body))
        replica.operators.push_back(*op);
}

/// Those whose sale may end while the bench runs are left out.
void keepUpcoming(std::vector<domain::Showtime>& showtimes) {
    const Instant soon = wallClock() + std::chrono::hours{1};
    std::erase_if(showtimes, [&](const auto& showtime) { return showtime.start < soon; });
    std::sort(showtimes.begin(), showtimes.end(), [](const auto& a, const auto& b) {
        return std::tie(a.start, a.id) < std::tie(b.start, b.id);
    });
}

} // namespace

House::House(const std::string& cinema, const Preparation& prepare) : m_port(freePort()) {
    const std::string source = cinema.empty() ? demoFolder() : cinema;
    const Ran migrated = run(command({"migrate"}));
    require(migrated.status == 0, "foyerd migrate: " + migrated.output);
    const Ran imported = run(command({"import", "demo", "--source", source}));
    require(imported.status == 0, "foyerd import demo: " + imported.output);
    if (prepare)
        prepare(database());
    start();
}

void House::kill() {
    m_server->kill();
}

void House::end() {
    m_server.reset();
}

void House::start() {
    m_server.emplace(command({"serve", "--port", std::to_string(m_port)}), m_port,
                     m_folder.file("log"));
}

Words House::command(const Words& words) const {
    Words all{foyerdProgram()};
    all.insert(all.end(), words.begin(), words.end());
    all.insert(all.end(), {"--data", m_folder.file("")});
    return all;
}

Device House::enrol(const std::string& name, const std::string& kind) const {
    Words words{"enrol", "--name", name};
    if (!kind.empty())
        words.insert(words.end(), {"--kind", kind});
    const Ran issued = run(command(words));
    require(issued.status == 0, "foyerd enrol: " + issued.output);
    auto key = crypto::KeyPair::generate();
    const std::string code = issued.output.substr(0, issued.output.find('\n'));
    const auto reply = call(
        port(), postRequest("/v1/terminals", wire::encodeEnrolRequest({code, key.publicKey()})));
    const auto enrolled = wire::decodeEnrolAnswer(reply.body);
    require(reply.status == 201 && enrolled.ok(), "a terminal is not enrolled: " + reply.body);
    Device device{enrolled->terminal, enrolled->incarnation, std::move(key), {}};
    login(device);
    return device;
}

void House::login(Device& device) const {
    device.token = tokenFor(port(), device.id, device.incarnation, device.key);
}

Ran House::audit() const {
    return run(command({"audit"}));
}

Replica readReplica(std::uint16_t port, const Device& device) {
    Replica replica;
    const std::string authorization = "Authorization: Bearer " + device.token + "\r\n";
    CommitSeq cursor{0};
    for (bool more = true; more;) {
        const auto reply =
            call(port, getRequest("/v1/sync/changes?cursor=" + std::to_string(cursor.value),
                                  authorization));
        const auto changes = wire::decodeChanges(reply.body);
        require(reply.status == 200 && changes.ok(), "the feed cannot be read");
        for (const auto& change : changes->changes)
            take(replica, change.body);
        more = changes->more;
        cursor = changes->cursor;
    }
    keepUpcoming(replica.showtimes);
    require(!replica.showtimes.empty() && !replica.operators.empty(), "the demo cinema is empty");
    return replica;
}

std::string demoFolder() {
    const char* source = std::getenv("FOYER_SOURCE_DIR");
    return std::string(source ? source : FOYER_SOURCE_FOLDER) + "/resources/demo";
}

std::string seatsPath(ShowtimeId showtime) {
    return "/v1/showtimes/" + showtime.toString() + "/seats";
}

} // namespace foyer::bench
