#include "tests/unit/payment_bank.h"

namespace foyer::server::tests {

void FusedWriter::submit(ports::Command command) {
    m_fuse.around([&] { m_writer.submit(std::move(command)); });
}

core::ProviderAnswer Bank::create(const ports::PaymentOrder& order) {
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

core::ProviderAnswer Bank::confirm(const ports::PaymentKey& key, const std::string&) {
    return asked([&]() -> core::ProviderAnswer { return of(key.payment); });
}

core::ProviderAnswer Bank::capture(const ports::PaymentKey& key, Money money,
                                   const std::optional<protocol::SaleNote>& note) {
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

core::ProviderAnswer Bank::annotate(const ports::PaymentKey& key, const protocol::SaleNote& note) {
    return asked([&]() -> core::ProviderAnswer {
        keep(key.payment, note);
        return of(key.payment);
    });
}

Result<std::vector<ports::ListedPayment>, std::string> Bank::list(Instant since) {
    ++lists;
    listedSince = since;
    if (isAway)
        return Err{std::string("away")};
    std::vector<ports::ListedPayment> all;
    for (const auto& [id, view] : intents) {
        ports::ListedPayment listed;
        listed.payment = *PaymentId::parse(id);
        const auto at = created.find(id);
        listed.createdAt = at == created.end() ? listed.payment.uuid.madeAt() : at->second;
        if (listed.createdAt < since)
            continue;
        listed.amount = amounts[id];
        listed.view = view;
        if (const auto note = notes.find(id); note != notes.end())
            listed.note = note->second;
        if (const auto back = refunds.find(id); back != refunds.end())
            listed.refunds = back->second;
        listed.house = house;
        onList(listed);
        all.push_back(std::move(listed));
    }
    return all;
}

core::ProviderAnswer Bank::cancel(const ports::PaymentKey& key) {
    return asked([&]() -> core::ProviderAnswer {
        if (stuck.count(key.payment.toString()) > 0)
            return core::Lost{"cut"};
        auto& view = of(key.payment);
        if (view.status == core::IntentStatus::Succeeded)
            return core::Declined{"captured"};
        view.status = core::IntentStatus::Canceled;
        view.capturable = 0;
        return view;
    });
}

core::ProviderAnswer Bank::refund(const ports::PaymentKey& key, Money money, Money before,
                                  const std::vector<ports::RefundedTicket>& tickets) {
    return asked([this, key, money, before, tickets]() -> core::ProviderAnswer {
        auto& view = of(key.payment);
        const auto left = view.captured - view.refunded;
        const auto id = key.payment.toString();
        if (money.minor <= left && refundsDone.emplace(id, (before + money).minor).second) {
            view.refunded += money.minor; // the same again is done once
            refunds[id].push_back({money.minor, tickets});
        }
        return view;
    });
}

core::ProviderAnswer Bank::fetch(const ports::PaymentKey& key) {
    return asked([&]() -> core::ProviderAnswer {
        const auto known = intents.find(key.payment.toString());
        if (known == intents.end())
            return core::NotFound{};
        return known->second;
    });
}

Result<std::optional<ports::PaymentEvent>, ports::EventRefusal>
Bank::readEvent(std::string_view body, std::string_view signature, Instant) const {
    if (signature != "good")
        return Err{ports::EventRefusal::BadSignature};
    const auto space = body.find(' ');
    const auto id = PaymentId::parse(body.substr(space + 1));
    return std::optional(ports::PaymentEvent{std::string(body.substr(0, space)), id, news, house});
}

void Bank::keep(PaymentId payment, const protocol::SaleNote& note) {
    notes[payment.toString()] = note;
    of(payment).noted = true;
}

core::ProviderAnswer Bank::asked(const std::function<core::ProviderAnswer()>& act) {
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

} // namespace foyer::server::tests
