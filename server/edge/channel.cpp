#include "server/edge/channel.h"

#include <openssl/err.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstddef>
#include <cstring>

#include <sys/socket.h>
#include <unistd.h>

namespace foyer::edge {

namespace {

Channel::Outcome outcomeOfErrno() {
    const bool again = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
    return {again ? Channel::Status::WouldBlock : Channel::Status::Failed};
}

/// The first bytes of `pieces` in one run: a record per small piece would cost more than the copy.
std::span<const char> gather(std::span<const iovec> pieces, std::span<char> scratch) {
    if (pieces.size() == 1 || pieces.front().iov_len >= scratch.size())
        return {static_cast<const char*>(pieces.front().iov_base), pieces.front().iov_len};
    std::size_t filled = 0;
    for (const iovec& piece : pieces) {
        const std::size_t count = std::min(piece.iov_len, scratch.size() - filled);
        std::memcpy(scratch.data() + filled, piece.iov_base, count);
        filled += count;
    }
    return scratch.first(filled);
}

} // namespace

Channel::~Channel() {
    ::close(m_fd);
}

Channel::Outcome Channel::read(std::span<char> into) {
    if (m_ssl)
        return readTls(into);
    const ssize_t count = ::recv(m_fd, into.data(), into.size(), 0);
    if (count > 0)
        return {Status::Moved, static_cast<std::size_t>(count)};
    return count == 0 ? Outcome{Status::Ended} : outcomeOfErrno();
}

Channel::Outcome Channel::write(std::span<const iovec> pieces) {
    if (m_ssl)
        return writeTls(pieces);
    ssize_t count = 0;
    if (pieces.size() == 1) {
        count = ::send(m_fd, pieces[0].iov_base, pieces[0].iov_len, MSG_NOSIGNAL);
    } else {
        msghdr message{};
        message.msg_iov = const_cast<iovec*>(pieces.data());
        message.msg_iovlen = pieces.size();
        count = ::sendmsg(m_fd, &message, MSG_NOSIGNAL);
    }
    return count >= 0 ? Outcome{Status::Moved, static_cast<std::size_t>(count)} : outcomeOfErrno();
}

Channel::Outcome Channel::readTls(std::span<char> into) {
    ERR_clear_error();
    const int size = static_cast<int>(std::min<std::size_t>(into.size(), INT_MAX));
    const int result = SSL_read(m_ssl.get(), into.data(), size);
    m_readWantsWrite = result <= 0 && SSL_get_error(m_ssl.get(), result) == SSL_ERROR_WANT_WRITE;
    return outcomeOf(result);
}

Channel::Outcome Channel::writeTls(std::span<const iovec> pieces) {
    alignas(std::max_align_t) thread_local char scratch[16 * 1024];
    const std::span<const char> bytes = gather(pieces, scratch);
    ERR_clear_error();
    const int size = static_cast<int>(std::min<std::size_t>(bytes.size(), INT_MAX));
    return outcomeOf(SSL_write(m_ssl.get(), bytes.data(), size));
}

Channel::Outcome Channel::outcomeOf(int result) {
    if (result > 0)
        return {Status::Moved, static_cast<std::size_t>(result)};
    switch (SSL_get_error(m_ssl.get(), result)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
        return {Status::WouldBlock};
    case SSL_ERROR_ZERO_RETURN:
        return {Status::Ended};
    default:
        m_broken = true;
        ERR_clear_error();
        return {Status::Failed};
    }
}

void Channel::forgetUnsent() {
    const linger none{1, 0};
    ::setsockopt(m_fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
}

void Channel::endWriting() {
    if (m_ssl && !m_broken && established()) {
        ERR_clear_error();
        if (SSL_shutdown(m_ssl.get()) < 0)
            ERR_clear_error();
    }
    ::shutdown(m_fd, SHUT_WR);
}

} // namespace foyer::edge
