#pragma once

#include "shared/base/time.h"
#include "shared/domain/letter.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::server::ports {

/// `Dead`: given up; a person may have it sent after all.
enum class MessageState : std::uint8_t { Waiting, Sent, Dead };
constexpr int kMessageStateCount = 3;
const char* nameOf(MessageState state);
std::optional<MessageState> messageStateFrom(std::string_view name);

/// The way that a message goes.
enum class MessageChannel : std::uint8_t { Email, Sms };
constexpr int kMessageChannelCount = 2;
const char* nameOf(MessageChannel channel);
std::optional<MessageChannel> messageChannelFrom(std::string_view name);

/// One letter to one recipient. What it says is emptied once it is sent, and of a person erased.
struct MessageRecord {
    MessageId id;
    std::string key; // of the event that causes it: there is one message of a key
    domain::Letter letter;
    MessageChannel channel = MessageChannel::Email;
    std::string recipient; // address, or number (domain::isPhone); empty: erased
    AccountId account;     // null: a guest
    MessageState state = MessageState::Waiting;
    int attempts = 0;
    Instant nextAt{}; // of the next attempt
    std::string lastError;
    Instant createdAt{};
    std::optional<Instant> goodUntil; // after that nobody wants it any more
    std::optional<Instant> settledAt; // sent, or given up
};

/// Messages that were written with the event they tell of.
class OutboxStore {
public:
    virtual ~OutboxStore() = default;

    /// Upsert. Key, channel, letter's kind and language, account and beginning never change.
    virtual void put(const MessageRecord& message) = 0;
    virtual bool hasMessage(const std::string& key) const = 0;
    virtual std::optional<MessageRecord> message(MessageId id) const = 0;
    virtual std::vector<MessageId> dueMessages(MessageChannel channel, Instant now,
                                               std::size_t limit) const = 0;
    /// That wait, due or not, and that nobody wants any more.
    virtual std::vector<MessageId> lateMessages(MessageChannel channel, Instant now,
                                                std::size_t limit) const = 0;
    /// Newest first; `before` null: from the newest on.
    virtual std::vector<MessageRecord> messages(MessageState state, MessageId before,
                                                std::size_t limit) const = 0;
    virtual std::vector<MessageRecord> messagesTo(AccountId account) const = 0;
    virtual std::int64_t countMessages(MessageState state) const = 0;
    virtual std::int64_t countWaiting(MessageChannel channel) const = 0;
    virtual void dropMessagesSettledBefore(Instant moment) = 0;
};

} // namespace foyer::server::ports
