#include "server/edge/responder.h"

#include "server/edge/fault.h"
#include "server/edge/loop.h"
#include "shared/base/check.h"

#include <utility>

namespace foyer::edge {

LoopResponder::~LoopResponder() {
    if (m_mailbox)
        send(faultResponse(Fault::Unanswered));
}

void LoopResponder::send(Response response) {
    CHECK(m_mailbox != nullptr);
    const std::shared_ptr<Mailbox> mailbox = std::exchange(m_mailbox, nullptr);
    if (Loop* loop = Loop::here(*mailbox))
        loop->answer(m_connection, m_sequence, std::move(response));
    else
        mailbox->post(AnswerMail{m_connection, m_sequence, std::move(response)});
}

} // namespace foyer::edge
