// foyer-provider-simulator: a payment provider of its own process, for tests and for trying out.

#include "tests/provider/simulator.h"

#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <string>

#include <pthread.h>

namespace {

constexpr const char* kUsage =
    "foyer-provider-simulator [--port N] [--key KEY] [--webhook-secret SECRET]\n"
    "Listens on 127.0.0.1 (a free port unless told) and says where; ends by SIGTERM.\n"
    "tests/provider/simulator.h lists what /control takes.\n";

struct Wishes {
    std::uint16_t port = 0;
    std::string key = "sk_test_foyer";
    std::string secret = "whsec_foyer";
};

bool take(Wishes& wishes, const char* name, const char* value) {
    if (std::strcmp(name, "--port") == 0) {
        const auto [end, error] = std::from_chars(value, value + std::strlen(value), wishes.port);
        return error == std::errc{} && *end == '\0';
    }
    std::string* into = std::strcmp(name, "--key") == 0              ? &wishes.key
                        : std::strcmp(name, "--webhook-secret") == 0 ? &wishes.secret
                                                                     : nullptr;
    if (into)
        *into = value;
    return into != nullptr;
}

} // namespace

int main(int count, char** words) {
    Wishes wishes;
    for (int i = 1; i < count; i += 2)
        if (i + 1 == count || !take(wishes, words[i], words[i + 1])) {
            std::fputs(kUsage, stderr);
            return 2;
        }
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr); // before any thread is made, so that all inherit it
    std::signal(SIGPIPE, SIG_IGN);

    foyer::provider::Simulator simulator(wishes.key, wishes.secret);
    foyer::edge::Options options;
    options.port = wishes.port;
    foyer::edge::Server server(options, [&](auto request, auto responder) {
        simulator.handle(std::move(request), std::move(responder));
    });
    if (const auto started = server.start(); !started) {
        std::fprintf(stderr, "cannot listen: %s\n", started.error().message.c_str());
        return 1;
    }
    std::printf("listening on http://127.0.0.1:%u\n", server.port());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&ends, &signal);
    server.stop();
    return 0;
}
