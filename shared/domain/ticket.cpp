#include "shared/domain/ticket.h"

#include <algorithm>

namespace foyer::domain {

namespace {

constexpr std::string_view kPrefix = "FOYER:";
constexpr std::uint8_t kVersion = 1;

class Writer {
public:
    void number(std::uint64_t value, int bytes) {
        for (int i = bytes - 1; i >= 0; --i)
            m_bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
    void raw(ByteView bytes) { m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end()); }
    void uuid(const Uuid& id) { raw(id.bytes); }
    Bytes take() { return std::move(m_bytes); }

private:
    Bytes m_bytes;
};

/// Requires: the caller has checked the whole length.
class Reader {
public:
    explicit Reader(ByteView bytes) : m_bytes(bytes) {}
    std::uint64_t number(int bytes) {
        std::uint64_t value = 0;
        for (int i = 0; i < bytes; ++i)
            value = value << 8 | m_bytes[m_at++];
        return value;
    }
    Uuid uuid() {
        Uuid id;
        std::copy_n(m_bytes.begin() + static_cast<std::ptrdiff_t>(m_at), 16, id.bytes.begin());
        m_at += 16;
        return id;
    }

private:
    ByteView m_bytes;
    std::size_t m_at = 0;
};

} // namespace

Epoch planMark(PlanId plan) {
    if (plan.isNull())
        return {};
    std::uint64_t bits = 0;
    for (std::size_t i = 8; i < plan.uuid.bytes.size(); ++i)
        bits = bits << 8 | plan.uuid.bytes[i];
    return {static_cast<std::int64_t>(bits | std::uint64_t{1} << 63)};
}

Bytes encodeProof(const TicketProof& proof) {
    Writer out;
    out.number('F', 1);
    out.number(kVersion, 1);
    out.uuid(proof.showtime.uuid);
    out.number(proof.seat.value, 2);
    out.uuid(proof.ticket.uuid);
    out.uuid(proof.booking.uuid);
    out.uuid(proof.terminal.uuid);
    out.uuid(proof.allotment.uuid);
    out.number(static_cast<std::uint64_t>(proof.epoch.value), 8);
    out.number(static_cast<std::uint64_t>(proof.seq.value), 8);
    out.number(static_cast<std::uint32_t>(proof.incarnation.value), 4);
    out.number(static_cast<std::uint64_t>(proof.price.minor), 8);
    out.raw(asBytes({proof.price.currency.code.data(), 3}));
    out.number(static_cast<std::uint64_t>(proof.tender), 1);
    Bytes bytes = out.take();
    CHECK(bytes.size() == kTicketProofBytes);
    return bytes;
}

std::optional<TicketProof> decodeProof(ByteView bytes) {
    if (bytes.size() != kTicketProofBytes || bytes[0] != 'F' || bytes[1] != kVersion)
        return {};
    Reader in(bytes.subspan(2));
    TicketProof proof;
    proof.showtime.uuid = in.uuid();
    proof.seat.value = static_cast<std::uint16_t>(in.number(2));
    proof.ticket.uuid = in.uuid();
    proof.booking.uuid = in.uuid();
    proof.terminal.uuid = in.uuid();
    proof.allotment.uuid = in.uuid();
    proof.epoch.value = static_cast<std::int64_t>(in.number(8));
    proof.seq.value = static_cast<std::int64_t>(in.number(8));
    proof.incarnation.value = static_cast<std::int32_t>(in.number(4));
    proof.price.minor = static_cast<std::int64_t>(in.number(8));
    for (char& letter : proof.price.currency.code)
        letter = static_cast<char>(in.number(1));
    const auto tender = in.number(1);
    if (tender > static_cast<std::uint64_t>(TenderKind::Voucher))
        return {};
    proof.tender = static_cast<TenderKind>(tender);
    return proof;
}

std::string qrText(const TicketProof& proof, const Signature& signature) {
    Bytes bytes = encodeProof(proof);
    bytes.insert(bytes.end(), signature.begin(), signature.end());
    return std::string(kPrefix) + toBase45(bytes);
}

std::optional<SignedProof> readQrText(std::string_view text) {
    if (!text.starts_with(kPrefix))
        return {};
    auto bytes = fromBase45(text.substr(kPrefix.size()));
    if (!bytes || bytes->size() != kTicketProofBytes + 64)
        return {};
    SignedProof read;
    std::copy_n(bytes->end() - 64, 64, read.signature.begin());
    bytes->resize(kTicketProofBytes);
    const auto proof = decodeProof(*bytes);
    if (!proof)
        return {};
    read.proof = *proof;
    read.signedBytes = std::move(*bytes);
    return read;
}

} // namespace foyer::domain
