#pragma once

// A provider in memory that does what it is asked once per act, and loses answers on command; and
// a writer and a bank that are killed at a step.

#include "server/ports/payment_provider.h"
#include "server/ports/writer.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace foyer::server::tests {

/// The server dies here.
struct Killed {};

/// Counts what a payment does to the world outside its thread: a commit, a call. Dies at one.
struct Fuse {
    int left = -1; // steps until it blows; negative: never
    bool after = false;
    int seen = 0;

    template <class Step>
    auto around(Step step) {
        ++seen;
        const bool blows = left > 0 && --left == 0;
        if (blows && !after)
            throw Killed{};
        if constexpr (std::is_void_v<decltype(step())>) {
            step();
            if (blows)
                throw Killed{};
        } else {
            auto answer = step();
            if (blows)
                throw Killed{};
            return answer;
        }
    }
};

class FusedWriter final : public ports::Writer {
public:
    FusedWriter(ports::Writer& writer, Fuse& fuse) : m_writer(writer), m_fuse(fuse) {}
    void submit(ports::Command command) override {
        m_fuse.around([&] { m_writer.submit(std::move(command)); });
    }

private:
    ports::Writer& m_writer;
    Fuse& m_fuse;
};

class Bank final : public ports::PaymentProvider {
public:
    explicit Bank(Fuse& fuse) : m_fuse(fuse) {}

    enum class Fault {
        None,
        LostAfter,
        LostBefore,
        NotDone,
        Declined,
        Late ///< done by whoever calls `late`
    };
    std::vector<std::function<void()>> late;
    /// What happens to the n-th call, counted from 1.
    std::map<int, Fault> faults;
    core::IntentStatus onCreate = core::IntentStatus::RequiresCapture;
    int calls = 0;
    int made = 0;                                    // intents
    std::map<std::string, core::IntentView> intents; // by our reference

    core::IntentView& of(PaymentId id) { return intents[id.toString()]; }

    core::ProviderAnswer create(const ports::PaymentOrder& order) override {
        return asked([&]() -> core::ProviderAnswer {
            const auto known = intents.find(order.payment.toString());
            if (known != intents.end())
                return known->second;
            ++made;
            auto& view = of(order.payment);
            view.id = "pi_" + std::to_string(made);
            view.status = onCreate;
            amount = order.amount.minor;
            amounts[order.payment.toString()] = order.amount;
            house = order.house;
            view.capturable = onCreate == core::IntentStatus::RequiresCapture ? amount : 0;
            return view;
        });
    }
    core::ProviderAnswer confirm(const ports::PaymentKey& key, const std::string&) override {
        return asked([&]() -> core::ProviderAnswer { return of(key.payment); });
    }
    core::ProviderAnswer capture(const ports::PaymentKey& key, Money money,
                                 const std::optional<protocol::SaleNote>& note) override {
        return asked([&]() -> core::ProviderAnswer {
            auto& view = of(key.payment);
            if (view.status == core::IntentStatus::RequiresCapture) {
                if (note)
                    keep(key.payment, *note);
                view.status = core::IntentStatus::Succeeded;
                view.captured = money.minor;
                view.capturable = 0;
            }
            return view;
        });
    }
    core::ProviderAnswer annotate(const ports::PaymentKey& key,
                                  const protocol::SaleNote& note) override {
        return asked([&]() -> core::ProviderAnswer {
            keep(key.payment, note);
            return of(key.payment);
        });
    }
    Result<std::vector<ports::ListedPayment>, std::string> list(Instant) override {
        ++lists;
        if (isAway)
            return Err{std::string("away")};
        std::vector<ports::ListedPayment> all;
        for (const auto& [id, view] : intents) {
            ports::ListedPayment listed;
            listed.payment = *PaymentId::parse(id);
            listed.amount = amounts[id];
            listed.view = view;
            if (const auto note = notes.find(id); note != notes.end())
                listed.note = note->second;
            listed.house = house;
            all.push_back(std::move(listed));
        }
        return all;
    }
    core::ProviderAnswer cancel(const ports::PaymentKey& key) override {
        return asked([&]() -> core::ProviderAnswer {
            auto& view = of(key.payment);
            if (view.status == core::IntentStatus::Succeeded)
                return core::Declined{"captured"};
            view.status = core::IntentStatus::Canceled;
            view.capturable = 0;
            return view;
        });
    }
    core::ProviderAnswer refund(const ports::PaymentKey& key, Money money, Money before) override {
        return asked([this, key, money, before]() -> core::ProviderAnswer {
            auto& view = of(key.payment);
            const auto left = view.captured - view.refunded;
            if (money.minor <= left && refundsDone.insert((before + money).minor).second)
                view.refunded += money.minor; // the same again is done once
            return view;
        });
    }
    core::ProviderAnswer fetch(const ports::PaymentKey& key) override {
        return asked([&]() -> core::ProviderAnswer {
            const auto known = intents.find(key.payment.toString());
            if (known == intents.end())
                return core::NotFound{};
            return known->second;
        });
    }
    /// "ID PAYMENT", signed by "good".
    Result<std::optional<ports::PaymentEvent>, ports::EventRefusal>
    readEvent(std::string_view body, std::string_view signature, Instant) const override {
        if (signature != "good")
            return Err{ports::EventRefusal::BadSignature};
        const auto space = body.find(' ');
        const auto id = PaymentId::parse(body.substr(space + 1));
        return std::optional(ports::PaymentEvent{std::string(body.substr(0, space)), id, news});
    }
    core::IntentView news;

    std::map<std::string, protocol::SaleNote> notes; // by our reference
    std::map<std::string, Money> amounts;
    std::string house;
    bool isAway = false;
    int lists = 0; // that were asked for
    std::int64_t amount = 0;
    std::set<std::int64_t> refundsDone; // by the sum after each

private:
    void keep(PaymentId payment, const protocol::SaleNote& note) {
        notes[payment.toString()] = note;
        of(payment).noted = true;
    }
    core::ProviderAnswer asked(const std::function<core::ProviderAnswer()>& act) {
        const auto fault = faults[++calls];
        if (fault == Fault::NotDone)
            return core::NotDone{"down"};
        if (fault == Fault::Declined)
            return core::Declined{"card_declined"};
        if (fault == Fault::LostBefore)
            return core::Lost{"cut"};
        if (fault == Fault::Late) {
            late.push_back([act] { (void)act(); });
            return core::Lost{"time-out"};
        }
        auto answer = m_fuse.around(act);
        if (fault == Fault::LostAfter)
            return core::Lost{"cut"};
        return answer;
    }

    Fuse& m_fuse;
};

} // namespace foyer::server::tests
