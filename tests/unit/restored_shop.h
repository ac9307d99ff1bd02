#pragma once

// A shop that is put back to a backup, and the bank that knows what it has lost.

#include "server/main/proof/auditor.h"
#include "server/services/adoption.h"
#include "server/services/recovery.h"
#include "tests/unit/payment_shop.h"

namespace foyer::server::tests {

/// Two shops are made alike, ids and all: one is the history that gets lost, the other the backup
/// that takes its place. The bank and the letters of customers are the same.
struct Restored {
    Shop shop;
    std::unique_ptr<services::Adoption> adoption = fresh();

    std::unique_ptr<services::Adoption> fresh() {
        const services::Context context{shop.writer, *shop.house.db, shop.house.clock,
                                        shop.house.random};
        return std::make_unique<services::Adoption>(context, shop.house.verifier, shop.sealer,
                                                    &shop.bank);
    }
    /// The bank has what that history asked it for.
    void takeBooks(const Shop& lost) {
        shop.bank.intents = lost.bank.intents;
        shop.bank.created = lost.bank.created;
        shop.bank.notes = lost.bank.notes;
        shop.bank.amounts = lost.bank.amounts;
        shop.bank.refundsDone = lost.bank.refundsDone;
        shop.bank.refunds = lost.bank.refunds;
        shop.bank.house = lost.bank.house;
        shop.bank.made = lost.bank.made;
    }
    /// The backup takes the place of that history.
    void replace(const Shop& lost) {
        takeBooks(lost);
        shop.house.clock.at = lost.house.clock.at + std::chrono::minutes{5};
        shop.house.write([&](ports::Store& store) {
            services::beginRecovery(store, "restored", shop.house.clock.now(), shop.house.random,
                                    services::kBeforeBackup);
        });
    }
    /// One that the bank holds, of the house that the others there are of, and that nobody knows
    /// here.
    PaymentId strange() {
        if (shop.bank.house.empty())
            shop.bank.house =
                shop.house.read([](const ports::Store& store) { return store.house(); }).toString();
        const auto id = PaymentId::make(shop.house.clock.now(), shop.house.random);
        auto& view = shop.bank.of(id);
        view.id = "pi_" + id.toString();
        view.status = core::IntentStatus::RequiresAction;
        shop.bank.amounts[id.toString()] = {kTotal, shop.house.cinema.currency};
        return id;
    }
    bool isHeld(PaymentId id) {
        return shop.bank.of(id).status == core::IntentStatus::RequiresAction;
    }
    std::int64_t audited(const std::string& action) {
        auto count = shop.house.connection.prepare("audited",
                                                   "SELECT count(*) FROM audit WHERE action = $1");
        return *count.value<std::int64_t>(action);
    }
    bool isRecovering() {
        return shop.house.read([](const ports::Store& store) { return store.isRecovering(); });
    }
    void look() {
        if (adoption->isDue())
            adoption->advance();
    }
    /// The terminal has told all that it has.
    void hear(const Device& device) {
        services::Recovery recovery(shop.house.context(), true);
        const auto stamp = shop.house.read([](const ports::Store& store) { return store.stamp(); });
        recovery.heard(device.caller(),
                       {2, stamp, Seq{static_cast<std::int64_t>(device.journal.size())}}, stamp);
    }
    /// What the server's timer does.
    void letTimePass(std::chrono::minutes time) {
        const Instant end = shop.house.clock.at + time;
        for (; shop.house.clock.at < end; shop.house.clock.at += std::chrono::seconds{1}) {
            look();
            const auto owing = *shop.payments->owing(10);
            for (const auto id : owing)
                shop.payments->payBackOwed(id, [](const auto&) {});
            const auto due = *shop.payments->due(10);
            for (const auto id : due)
                shop.payments->advance(id);
        }
    }
    std::vector<ports::TicketRecord> tickets(BookingId booking) {
        return shop.house.read([&](const ports::Store& store) { return store.tickets(booking); });
    }
    std::size_t validTickets(BookingId booking) {
        std::size_t valid = 0;
        for (const auto& ticket : tickets(booking))
            valid += ticket.state == ports::TicketState::Valid ? 1 : 0;
        return valid;
    }
    std::optional<protocol::Task> task(protocol::TaskKind kind) {
        for (const auto& record :
             shop.house.read([](const ports::Store& store) { return store.openTasks(); }))
            if (record.task.kind == kind)
                return record.task;
        return {};
    }
    std::size_t bookings() {
        auto count = shop.house.connection.prepare("count", "SELECT count(*) FROM booking");
        return static_cast<std::size_t>(*count.value<std::int64_t>());
    }
    /// The server's own audit, and the one that shares no code with it.
    bool isSound() {
        return shop.isSound() &&
               server::proof::prove(shop.house.connection).findings.kept().empty();
    }
    std::int64_t balance(domain::Account account) { return shop.house.balance(account).minor; }
};

} // namespace foyer::server::tests
