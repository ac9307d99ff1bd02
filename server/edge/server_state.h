#pragma once

#include "server/edge/message.h"
#include "server/edge/options.h"
#include "server/edge/tls.h"
#include "server/edge/websocket.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>

namespace foyer::edge {

/// What all loops of one server share. Everything but the counters is fixed before they start.
struct ServerState {
    Options options;
    Handler handler;
    WebSocketHandler* sockets = nullptr;
    std::shared_ptr<TlsContext> tls;

    std::atomic<std::uint64_t> accepted{0};
    std::atomic<std::uint64_t> refused{0};
    std::atomic<std::uint64_t> requests{0};
    std::atomic<std::uint64_t> slowSessions{0};
    std::atomic<std::size_t> open{0};

    std::mutex mutex;
    std::condition_variable lastGone; // with `mutex`: open is 0, or one more loop drains
    std::size_t drainingLoops = 0;    // under `mutex`; these accept no more

    void connectionGone() {
        if (open.fetch_sub(1) > 1)
            return;
        const std::lock_guard lock(mutex);
        lastGone.notify_all();
    }

    void loopDrains() {
        const std::lock_guard lock(mutex);
        ++drainingLoops;
        lastGone.notify_all();
    }

    void report(std::string_view text) const {
        if (options.onFault)
            options.onFault(text);
    }
};

} // namespace foyer::edge
