#include "server/services/reconcile.h"

#include "server/services/intake.h"

namespace foyer::server::services {

void Reconcile::upload(protocol::JournalUpload upload, Reply<Answer> reply) {
    const TerminalId terminal = upload.terminal;
    auto read = readOne<Checked>(m_context.reader, [&](const ports::Store& store) {
        return checkedUpload(store, m_verifier, std::move(upload));
    });
    if (!read)
        return reply(Err{read.error()});
    const auto checked = std::make_shared<const Checked>(std::move(*read));
    submit<Answer>(
        m_context.writer,
        [context = m_context, checked, stuck = m_stuck](ports::Store& store) {
            auto decided =
                Intake(store, *checked, context.clock.now(), context.random, stuck.get()).run();
            const TerminalId from = checked->upload.terminal;
            if (decided.answer)
                stuck->erase(from);
            else if (decided.answer.error().refusal == protocol::UploadRefusal::Recovering)
                stuck->insert(from);
            return decided;
        },
        [told = m_onQuarantine, terminal, reply = std::move(reply)](Outcome<Answer> outcome) {
            if (told && outcome && !*outcome &&
                outcome->error().refusal == protocol::UploadRefusal::Quarantine)
                told(terminal);
            reply(std::move(outcome));
        },
        checked->upload.entries.size());
}

} // namespace foyer::server::services
