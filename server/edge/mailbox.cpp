#include "server/edge/mailbox.h"

#include "shared/base/check.h"

#include <sys/eventfd.h>
#include <unistd.h>

namespace foyer::edge {

namespace {

thread_local const Mailbox* t_owned = nullptr;

void dispose(const Mail& mail) {
    if (const auto* adopt = std::get_if<AdoptMail>(&mail))
        ::close(adopt->fd);
}

} // namespace

Mailbox::Mailbox() : m_fd(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    CHECK(m_fd >= 0);
}

Mailbox::~Mailbox() {
    for (const Mail& mail : m_mail)
        dispose(mail);
    ::close(m_fd);
}

void Mailbox::ownedByThisThread() {
    t_owned = this;
}

bool Mailbox::isOwner() const {
    return t_owned == this;
}

bool Mailbox::post(Mail mail) {
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed) {
            dispose(mail);
            return false;
        }
        first = m_mail.empty();
        m_mail.push_back(std::move(mail));
        m_filled.store(true, std::memory_order_release);
    }
    if (first && !isOwner()) {
        const std::uint64_t one = 1;
        // The only failure is a counter that is full, and then the loop is awake already.
        [[maybe_unused]] const ssize_t written = ::write(m_fd, &one, sizeof one);
    }
    return true;
}

void Mailbox::take(std::vector<Mail>& into) {
    into.clear();
    const std::lock_guard lock(m_mutex);
    m_mail.swap(into);
    m_filled.store(false, std::memory_order_release);
}

void Mailbox::acknowledge() {
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t got = ::read(m_fd, &count, sizeof count);
}

void Mailbox::close() {
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    for (const Mail& mail : m_mail)
        dispose(mail);
    m_mail.clear();
}

} // namespace foyer::edge
