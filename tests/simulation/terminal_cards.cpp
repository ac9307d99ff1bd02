// The card reader on a terminal's cable.

#include "tests/simulation/asleep.h"
#include "tests/simulation/terminal_node.h"

namespace foyer::simulation {

bool TerminalNode::toReader(const core::Command& command) {
    const auto* charge = std::get_if<core::ChargeCard>(&command);
    const auto* ask = std::get_if<core::AskCard>(&command);
    const auto* cancel = std::get_if<core::CancelCard>(&command);
    const CardReader::Tell back = [this, life = m_life](const core::CardAnswered& answer) {
        if (life == m_life && m_terminal)
            tell(answer);
    };
    if (charge)
        beginCharge(*charge, back);
    if (ask)
        m_cards.ask(*ask, back);
    if (cancel)
        m_cards.cancel(*cancel);
    return charge || ask || cancel;
}

void TerminalNode::beginCharge(const core::ChargeCard& command, CardReader::Tell back) {
    {
        const Asleep guard(m_disk);
        auto intent = db().prepare("intent", "SELECT 1 FROM journal_entry WHERE type = 'intent' "
                                             "AND json_extract(payload, '$.payment_reference') = "
                                             "$1");
        if (!intent.value<std::int64_t>(command.reference))
            m_house.complain("I2: " + name() + " charges a card of which no disk knows");
    }
    m_cards.charge(command, std::move(back));
    if (m_house.strikes(Fault::CardPowerCut, 12))
        later(m_house.between(0, 7'500), [this] { powerCut(); });
}

} // namespace foyer::simulation
