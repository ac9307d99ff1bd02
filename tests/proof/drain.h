#pragma once

#include "app/core/backoff.h"
#include "tests/bench/till.h"

namespace foyer::proof {

/// How evenly the server serves terminals that all want the same at once.
class Fairness {
public:
    /// `terminals` of them have `each` batches to send.
    Fairness(std::size_t terminals, std::size_t each) : m_done(terminals), m_each(each) {}

    void settled(std::size_t terminal);
    bool isOver() const { return m_all == m_done.size() * m_each; }

    /// The slowest terminal's batches as a share of the mean, at the moment when a quarter, a half
    /// and three quarters of all were settled; 1 is perfectly even.
    const std::vector<double>& quarters() const { return m_quarters; }
    /// At the same moments, how far the slowest was behind the fastest, in batches.
    std::size_t widestGap() const { return m_widestGap; }

private:
    std::vector<std::size_t> m_done;
    std::size_t m_each;
    std::size_t m_all = 0;
    std::vector<double> m_quarters;
    std::size_t m_widestGap = 0;
};

/// A terminal that comes back after an outage and sends what it sold meanwhile: one batch in
/// flight, a new token when the server does not know the old one, the real terminal's back-off when
/// the server is busy.
class Drain final : public bench::Conversation {
public:
    /// All but `number` must outlive this. Requires: the till has sealed.
    Drain(bench::Till& till, std::size_t number, Fairness& fairness, Random& random)
        : m_till(till), m_number(number), m_fairness(fairness), m_random(random) {}

    std::string_view next() override;
    void answered(const bench::Answer& answer) override;
    std::chrono::milliseconds pause() override;

    /// How often it was told to come back later.
    std::size_t turnedAway() const { return m_turnedAway; }
    /// The longest wait for the verdicts on one batch, its back-offs included, in seconds.
    double longestWait() const { return m_longestWait; }

private:
    enum class Step { Upload, Challenge, Token };

    std::string requestFor(Step step) const;
    void challenged(std::string_view body);
    void granted(std::string_view body);
    void settle(std::string_view body);
    void comeBackLater(const bench::Answer& answer);

    bench::Till& m_till;
    std::size_t m_number;
    Fairness& m_fairness;
    Random& m_random;
    Step m_step = Step::Upload;
    std::size_t m_batch = 0;
    std::string m_request;
    std::string m_tokenRequest;
    core::Backoff m_backoff;
    std::size_t m_turnedAway = 0;
    std::optional<BootInstant> m_batchSince;
    double m_longestWait = 0;
};

} // namespace foyer::proof
