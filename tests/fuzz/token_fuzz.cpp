// What a terminal presents to prove which it is: its bearer token, and the signed challenge that
// earns one.

#include "server/services/terminal_auth.h"
#include "shared/wire/rest_json.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/service_house.h"

namespace foyer::fuzz {

namespace {

using server::services::TerminalAuth;
using Nonce = TerminalAuth::Nonce;

/// One server with one enrolled terminal, for all inputs; what changes is made anew for each.
struct Door {
    server::tests::ServiceHouse house;
    server::tests::Device device = house.enrol(7);
};

Door& door() {
    static Door made;
    return made;
}

TerminalAuth::Token earnToken(TerminalAuth& auth, const server::tests::Device& device) {
    const Nonce nonce = auth.challenge(device.terminal);
    const auto proof = device.key.sign(TerminalAuth::signedText(device.caller(), nonce));
    auto granted = auth.redeem(device.caller(), nonce, proof);
    HOLDS(granted.ok() && granted->ok());
    return **granted;
}

/// Only the very text that was granted opens the door.
void checkToken(TerminalAuth& auth, const TerminalAuth::Token& token, std::string_view text) {
    const auto caller = auth.callerOf(text);
    HOLDS(caller.has_value() == (text == token.text));
    HOLDS(!caller || caller->terminal == door().device.terminal);
}

/// A signature that is not the device's, over whatever challenge, earns nothing, and costs the
/// challenge.
void checkRedeem(TerminalAuth& auth, std::string_view body) {
    const auto request = wire::decodeTokenRequest(body);
    if (!request)
        return;
    const auto& device = door().device;
    const Nonce nonce = auth.challenge(device.terminal);
    for (const Nonce& presented : {request->nonce, nonce}) {
        const auto granted =
            auth.redeem({device.terminal, request->incarnation}, presented, request->signature);
        HOLDS(granted.ok() && !granted->ok());
        HOLDS(granted->error() == TerminalAuth::Refusal::BadProof);
    }
    const auto proof = device.key.sign(TerminalAuth::signedText(device.caller(), nonce));
    const auto late = auth.redeem(device.caller(), nonce, proof);
    HOLDS(late.ok() && !late->ok());
}

} // namespace

void tryInput(std::string_view input) {
    auto& house = door().house;
    SeededRandom random(7);
    TerminalAuth auth(*house.db, house.clock, random);
    const auto token = earnToken(auth, door().device);
    checkToken(auth, token, input);
    checkRedeem(auth, input);
    HOLDS(auth.callerOf(token.text).has_value());
    auth.forget(door().device.terminal);
    HOLDS(!auth.callerOf(token.text));
}

} // namespace foyer::fuzz
