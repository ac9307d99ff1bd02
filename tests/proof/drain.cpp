#include "tests/proof/drain.h"

#include "shared/protocol/auth.h"
#include "shared/wire/rest_json.h"
#include "tests/bench/report.h"

#include <algorithm>
#include <charconv>

namespace foyer::proof {

using bench::require;

namespace {

Now clockNow() {
    return {std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()),
            BootInstant{std::chrono::floor<Milliseconds>(
                std::chrono::steady_clock::now().time_since_epoch())}};
}

std::optional<std::chrono::seconds> retryAfterOf(const bench::Answer& answer) {
    const auto text = answer.header("retry-after");
    int seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (text.empty() || error != std::errc{})
        return {};
    return std::chrono::seconds{seconds};
}

bool isBusy(int status) {
    return status == 429 || status == 503;
}

} // namespace

void Fairness::settled(std::size_t terminal) {
    ++m_done[terminal];
    ++m_all;
    const std::size_t whole = m_done.size() * m_each;
    const std::size_t next = m_quarters.size() + 1;
    if (next > 3 || m_all * 4 < whole * next)
        return;
    const auto [slowest, fastest] = std::minmax_element(m_done.begin(), m_done.end());
    const double mean = static_cast<double>(m_all) / static_cast<double>(m_done.size());
    m_quarters.push_back(static_cast<double>(*slowest) / mean);
    m_widestGap = std::max(m_widestGap, *fastest - *slowest);
}

std::string Drain::requestFor(Step step) const {
    const bench::Device& device = m_till.device();
    const std::string path = "/v1/terminals/" + device.id.toString();
    switch (step) {
    case Step::Upload:
        return bench::postRequest("/v1/sync/journal", m_till.uploads()[m_batch], device.token);
    case Step::Challenge:
        return bench::postRequest(path + "/challenge", "{}");
    case Step::Token:
        return bench::postRequest(path + "/token", m_tokenRequest);
    }
    return {};
}

std::string_view Drain::next() {
    if (m_batch == m_till.uploads().size())
        return {};
    if (!m_batchSince)
        m_batchSince = clockNow().boot;
    m_request = requestFor(m_step);
    return m_request;
}

void Drain::answered(const bench::Answer& answer) {
    if (isBusy(answer.status))
        return comeBackLater(answer);
    if (m_step == Step::Upload && answer.status == 401) {
        m_step = Step::Challenge;
        return;
    }
    require(answer.status == 200, "a terminal was answered with " + std::string(answer.body));
    m_backoff.reset();
    switch (m_step) {
    case Step::Upload:
        return settle(answer.body);
    case Step::Challenge:
        return challenged(answer.body);
    case Step::Token:
        return granted(answer.body);
    }
}

void Drain::challenged(std::string_view body) {
    const auto challenge = wire::decodeChallenge(body);
    require(challenge.ok(), "no challenge for a terminal");
    const bench::Device& device = m_till.device();
    wire::TokenRequest request{device.incarnation, challenge->nonce, {}};
    request.signature =
        device.key.sign(protocol::authText(device.id, device.incarnation, challenge->nonce));
    m_tokenRequest = wire::encodeTokenRequest(request);
    m_step = Step::Token;
}

void Drain::granted(std::string_view body) {
    const auto token = wire::decodeTokenAnswer(body);
    require(token.ok(), "no token for a terminal: " + std::string(body));
    m_till.device().token = token->token;
    m_step = Step::Upload;
}

void Drain::settle(std::string_view body) {
    const auto waited = clockNow().boot - *m_batchSince;
    m_longestWait = std::max(m_longestWait, std::chrono::duration<double>(waited).count());
    m_batchSince.reset();
    m_till.keepVerdicts(std::string(body));
    ++m_batch;
    m_fairness.settled(m_number);
}

void Drain::comeBackLater(const bench::Answer& answer) {
    ++m_turnedAway;
    m_backoff.fail(clockNow(), m_random, retryAfterOf(answer));
}

std::chrono::milliseconds Drain::pause() {
    const auto now = clockNow();
    return m_backoff.ready(now) ? Milliseconds{0} : *m_backoff.due() - now.boot;
}

} // namespace foyer::proof
