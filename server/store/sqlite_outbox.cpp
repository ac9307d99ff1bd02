#include "server/store/rows.h"
#include "server/store/sqlite_store.h"
#include "shared/wire/letter_json.h"

namespace foyer::server::store {

using ports::MessageChannel;
using ports::MessageState;
using sqlite::Cursor;
using sqlite::orNull;

namespace {

bool isEmptied(const domain::Letter& letter) {
    return letter.fields.empty() && letter.rows.empty();
}

void fill(domain::Letter& letter, std::string_view text) {
    if (text.empty())
        return;
    auto content = wire::decodeLetterFields(text);
    if (!content)
        sqlite::throwDamage("outbox_message.fields");
    letter.fields = std::move(content->fields);
    letter.rows = std::move(content->rows);
}

ports::MessageRecord messageFrom(const Cursor& row) {
    ports::MessageRecord message;
    message.id = row.get<MessageId>(0);
    message.key = row.get<std::string>(1);
    message.letter.kind =
        orDamage(domain::letterKindFrom(row.get<std::string_view>(2)), "outbox_message.kind");
    message.letter.language = row.get<std::string>(3);
    message.recipient = row.get<std::string>(4);
    message.account = row.get<std::optional<AccountId>>(5).value_or(AccountId{});
    fill(message.letter, row.get<std::string_view>(6));
    message.state =
        orDamage(ports::messageStateFrom(row.get<std::string_view>(7)), "outbox_message.state");
    message.attempts = row.get<int>(8);
    message.nextAt = row.get<Instant>(9);
    message.lastError = row.get<std::string>(10);
    message.createdAt = row.get<Instant>(11);
    message.goodUntil = row.get<std::optional<Instant>>(12);
    message.settledAt = row.get<std::optional<Instant>>(13);
    message.channel = orDamage(ports::messageChannelFrom(row.get<std::string_view>(14)),
                               "outbox_message.channel");
    return message;
}

std::vector<ports::MessageRecord> messagesFrom(Cursor rows) {
    std::vector<ports::MessageRecord> all;
    while (rows.next())
        all.push_back(messageFrom(rows));
    return all;
}

std::vector<MessageId> idsFrom(Cursor rows) {
    std::vector<MessageId> all;
    while (rows.next())
        all.push_back(rows.get<MessageId>(0));
    return all;
}

/// Greater than every id.
MessageId lastMessage() {
    MessageId last;
    last.uuid.bytes.fill(0xff);
    return last;
}

} // namespace

void SqliteStore::put(const ports::MessageRecord& message) {
    const auto& letter = message.letter;
    sql("putMessage")
        .run(message.id, message.key, nameOf(letter.kind), letter.language, message.recipient,
             orNull(message.account), isEmptied(letter) ? "" : wire::encodeLetterFields(letter),
             nameOf(message.state), message.attempts, message.nextAt, message.lastError,
             message.createdAt, message.goodUntil, message.settledAt, nameOf(message.channel));
}

bool SqliteStore::hasMessage(const std::string& key) const {
    return sql("messageKeyCount").value<std::int64_t>(key).value_or(0) > 0;
}

std::optional<ports::MessageRecord> SqliteStore::message(MessageId id) const {
    Cursor rows = sql("messageById").query(id);
    if (!rows.next())
        return {};
    return messageFrom(rows);
}

std::vector<MessageId> SqliteStore::dueMessages(MessageChannel channel, Instant now,
                                                std::size_t limit) const {
    return idsFrom(
        sql("dueMessages").query(nameOf(channel), now, static_cast<std::int64_t>(limit)));
}

std::vector<MessageId> SqliteStore::lateMessages(MessageChannel channel, Instant now,
                                                 std::size_t limit) const {
    return idsFrom(
        sql("lateMessages").query(nameOf(channel), now, static_cast<std::int64_t>(limit)));
}

std::vector<ports::MessageRecord> SqliteStore::messages(MessageState state, MessageId before,
                                                        std::size_t limit) const {
    return messagesFrom(sql("messagesByState")
                            .query(nameOf(state), before.isNull() ? lastMessage() : before,
                                   static_cast<std::int64_t>(limit)));
}

std::vector<ports::MessageRecord> SqliteStore::messagesTo(AccountId account) const {
    return messagesFrom(sql("messagesOfAccount").query(account));
}

std::int64_t SqliteStore::countMessages(MessageState state) const {
    return sql("countMessages").value<std::int64_t>(nameOf(state)).value_or(0);
}

std::int64_t SqliteStore::countWaiting(MessageChannel channel) const {
    return sql("countWaitingMessages").value<std::int64_t>(nameOf(channel)).value_or(0);
}

void SqliteStore::dropMessagesSettledBefore(Instant moment) {
    sql("dropMessagesSettledBefore").run(moment);
}

} // namespace foyer::server::store
