#include "server/services/outbox.h"

#include "server/services/audit.h"
#include "server/services/letters.h"
#include "server/services/pause.h"
#include "server/services/short_texts.h"
#include "server/services/ticket_papers.h"
#include "server/services/wait.h"

#include <algorithm>

namespace foyer::server::services {

using ports::Delivery;
using ports::MessageChannel;
using ports::MessageRecord;
using ports::MessageState;

namespace {

using Claimed = std::optional<MessageRecord>;

void giveUp(MessageRecord& message, std::string why, Instant now) {
    message.state = MessageState::Dead;
    message.lastError = std::move(why);
    message.settledAt = now;
}

void giveUpAsLate(MessageRecord& message, Instant now) {
    giveUp(message, "its time was up before it could be sent", now);
}

Decided<std::size_t> decideGiveUpLate(ports::Store& store, MessageChannel channel, Instant now) {
    const auto late = store.lateMessages(channel, now, Outbox::kMostGivenUp);
    for (const MessageId id : late) {
        auto message = store.message(id);
        giveUpAsLate(*message, now);
        store.put(*message);
    }
    return {late.size(), !late.empty()};
}

Decided<Claimed> decideClaim(ports::Store& store, MessageChannel channel, Instant now) {
    for (const MessageId id : store.dueMessages(channel, now, Outbox::kMostAtOnce)) {
        auto message = store.message(id);
        const bool late = message->goodUntil && *message->goodUntil <= now;
        if (late) {
            giveUpAsLate(*message, now);
        } else {
            ++message->attempts;
            message->nextAt = now + Outbox::kClaimed;
        }
        store.put(*message);
        if (!late)
            return {std::move(message)};
    }
    return {Claimed{}};
}

Decided<Done> decideSettle(ports::Store& store, MessageId id, const Delivery& delivery,
                           Instant now) {
    auto message = store.message(id);
    if (!message || message->state != MessageState::Waiting)
        return {Done{}, false}; // its person was erased meanwhile
    message->lastError = delivery.said;
    if (delivery.outcome == Delivery::Outcome::Taken) {
        message->state = MessageState::Sent;
        message->settledAt = now;
        message->letter.fields.clear();
        message->letter.rows.clear();
    } else if (delivery.outcome == Delivery::Outcome::Refused ||
               message->attempts >= Outbox::kMostAttempts) {
        giveUp(*message, delivery.said, now);
    } else {
        message->nextAt = now + Outbox::pauseAfter(message->attempts);
    }
    store.put(*message);
    return {Done{}};
}

Decided<Outbox::ResendAnswer> decideResend(ports::Store& store, MessageId id, AccountId by,
                                           Instant now) {
    using Refusal = Outbox::ResendRefusal;
    auto message = store.message(id);
    if (!message)
        return {Err{Refusal::Unknown}, false};
    if (message->state != MessageState::Dead)
        return {Err{Refusal::NotDead}, false};
    if (message->recipient.empty() || message->letter.fields.empty())
        return {Err{Refusal::Emptied}, false};
    message->state = MessageState::Waiting;
    message->attempts = 0;
    message->nextAt = now;
    message->settledAt.reset();
    store.put(*message);
    writeAudit(store, now, by.toString(), "message.resent", id.toString());
    return {Done{}};
}

} // namespace

Milliseconds Outbox::pauseAfter(int attempts) {
    return services::pauseAfter(attempts, kFirstPause, kLongestPause);
}

bool Outbox::hasWayOut(MessageChannel channel) const {
    return channel == MessageChannel::Sms ? m_shortMessenger != nullptr : m_messenger != nullptr;
}

Outcome<Claimed> Outbox::claim(MessageChannel channel) {
    const Instant now = m_context.clock.now();
    const auto due = readOne<bool>(m_context.reader, [&](const ports::Store& store) {
        return !store.dueMessages(channel, now, 1).empty();
    });
    if (!due)
        return Err{due.error()};
    if (!*due)
        return Claimed{};
    return submitAndWait<Claimed>(m_context.writer,
                                  [context = m_context, channel](ports::Store& store) {
                                      return decideClaim(store, channel, context.clock.now());
                                  });
}

Outcome<Done> Outbox::settle(const MessageRecord& message, const Delivery& delivery) {
    return submitAndWait<Done>(
        m_context.writer, [context = m_context, id = message.id, &delivery](ports::Store& store) {
            return decideSettle(store, id, delivery, context.clock.now());
        });
}

/// A fault of the drawing never keeps the letter back: its pictures are as good at the door.
ports::Mail Outbox::mailWithTickets(MessageRecord message) {
    const auto papers = papersOf(message.letter, message.createdAt);
    if (!m_drawer || !papers)
        return mailOf(message, m_site, m_context.clock.now());
    auto drawn = m_drawer->draw(*papers);
    if (drawn)
        message.letter.fields["file"] = fileNameOf(*papers);
    auto mail = mailOf(message, m_site, m_context.clock.now());
    if (drawn)
        mail.attachments.push_back({fileNameOf(*papers), kTicketFileType, std::move(*drawn)});
    return mail;
}

/// Requires: its channel has a way out.
Delivery Outbox::deliver(const MessageRecord& message) {
    switch (message.channel) {
    case MessageChannel::Email:
        return m_messenger->deliver(mailWithTickets(message));
    case MessageChannel::Sms:
        return m_shortMessenger->deliver(shortTextOf(message, m_site));
    }
    return {};
}

Outcome<std::size_t> Outbox::giveUpLate(MessageChannel channel) {
    const Instant now = m_context.clock.now();
    const auto late = readOne<bool>(m_context.reader, [&](const ports::Store& store) {
        return !store.lateMessages(channel, now, 1).empty();
    });
    if (!late)
        return Err{late.error()};
    if (!*late)
        return std::size_t{0};
    return submitAndWait<std::size_t>(
        m_context.writer, [context = m_context, channel](ports::Store& store) {
            return decideGiveUpLate(store, channel, context.clock.now());
        });
}

Outcome<std::size_t> Outbox::deliverDue(MessageChannel channel) {
    std::size_t tried = 0;
    while (hasWayOut(channel) && tried < kMostAtOnce && !m_ending) {
        const auto claimed = claim(channel);
        if (!claimed)
            return Err{claimed.error()};
        if (!*claimed)
            break;
        const MessageRecord& message = **claimed;
        ++tried;
        const Delivery delivery = deliver(message);
        if (const auto settled = settle(message, delivery); !settled)
            return Err{settled.error()};
    }
    return tried;
}

Outcome<Outbox::Page> Outbox::list(MessageState state, MessageId before, std::size_t limit) {
    const std::size_t most = std::clamp<std::size_t>(limit, 1, kMostPerPage);
    return readOne<Page>(m_context.reader, [&](const ports::Store& store) {
        Page page{store.messages(state, before, most + 1), {}};
        if (page.items.size() > most) {
            page.items.resize(most);
            page.next = page.items.back().id;
        }
        return page;
    });
}

Outcome<std::int64_t> Outbox::count(MessageState state) {
    return readOne<std::int64_t>(
        m_context.reader, [&](const ports::Store& store) { return store.countMessages(state); });
}

Outcome<std::int64_t> Outbox::countWaiting(MessageChannel channel) {
    return readOne<std::int64_t>(
        m_context.reader, [&](const ports::Store& store) { return store.countWaiting(channel); });
}

void Outbox::resend(MessageId id, AccountId by, Reply<ResendAnswer> reply) {
    submit<ResendAnswer>(
        m_context.writer,
        [context = m_context, id, by](ports::Store& store) {
            return decideResend(store, id, by, context.clock.now());
        },
        std::move(reply));
}

void Outbox::prune(Reply<Done> reply) {
    submit<Done>(
        m_context.writer,
        [context = m_context](ports::Store& store) {
            store.dropMessagesSettledBefore(context.clock.now() - kKept);
            return Decided<Done>{Done{}};
        },
        std::move(reply));
}

} // namespace foyer::server::services
