#pragma once

// One upload on its way into the database. Private to Reconcile.

#include "server/core/uploads.h"
#include "server/core/verdicts.h"
#include "server/ports/entry_verifier.h"
#include "server/services/context.h"
#include "shared/protocol/sync.h"

#include <set>

namespace foyer::server::services {

/// An entry as it was read off the writer's thread.
struct CheckedEntry {
    bool sound = false;
    /// What it says; of a carried entry what the innermost one says that its life has signed: a
    /// Carried again, when that one carries what is not signed.
    protocol::Payload payload = protocol::Unknown{};
    std::vector<protocol::SealedEntry> carried; // from the outermost to the innermost
    std::optional<domain::TicketProof> paper;   // what a door has read, its signature verified
    bool isCarried() const { return !carried.empty(); }
};
struct Checked {
    protocol::JournalUpload upload;
    PublicKey key{};
    std::vector<CheckedEntry> entries; // parallel to upload.entries
};
Checked checkedUpload(const ports::Store& store, const ports::EntryVerifier& verifier,
                      protocol::JournalUpload upload);

class Intake {
public:
    using Answer = Result<protocol::JournalAnswer, protocol::UploadError>;

    /// `stuck`: terminals whose next entry waits for others in the present recovery; null: unknown.
    Intake(ports::Store& store, const Checked& checked, Instant now, Random& random,
           const std::set<TerminalId>* stuck = nullptr)
        : m_store(store), m_checked(checked), m_now(now), m_random(random), m_stuck(stuck) {}

    Decided<Answer> run();

private:
    Decided<Answer> refuse(protocol::UploadRefusal refusal, Seq expected, bool keep = false) const {
        return {Err{protocol::UploadError{refusal, expected}}, keep};
    }
    ports::EntryKey keyOf(std::size_t index) const {
        return {m_checked.upload.terminal, m_checked.upload.incarnation,
                m_checked.upload.entries[index].seq};
    }
    ports::EntryKey keyOf(const protocol::SealedEntry& carried) const {
        return {m_checked.upload.terminal, carried.incarnation, carried.seq};
    }
    protocol::Task officeTask(protocol::TaskKind kind, Incarnation life) const;
    Decided<Answer> refuseUpload(const protocol::UploadError& error,
                                 const ports::TerminalRecord& terminal);
    Decided<Answer> quarantine(ports::TerminalRecord terminal, Seq seq);
    std::optional<Decided<Answer>> checkEntries(const ports::TerminalRecord& terminal,
                                                const core::JournalHead& head);

    /// Nothing when the entry's turn has not come.
    std::optional<protocol::Verdict> takeIn(std::size_t index);
    bool othersMayTell(const protocol::Payload& payload) const;
    void setWaiting(bool waits);
    Decided<Answer> stopBefore(std::size_t index);
    void lookForCopies(const CheckedEntry& entry);
    void openCopied(const ports::TerminalRecord& terminal, Incarnation life,
                    const std::string& what);
    std::optional<protocol::Verdict> carriedBefore(const CheckedEntry& entry, Seq seq) const;
    core::Origin originOf(std::size_t index) const;

    // intake_knowledge.cpp
    core::Knowledge knowledgeFor(std::size_t index, const core::Needs& needs) const;
    void loadBooking(core::Knowledge& known, const core::Needs& needs) const;
    void loadDuties(core::Knowledge& known, const core::Needs& needs) const;
    void loadAllotments(core::Knowledge& known, std::set<AllotmentId> ids) const;
    void loadOccupants(core::Knowledge& known, const core::Needs& needs) const;
    void loadUses(core::Knowledge& known, const core::Needs& needs) const;
    template <class Load>
    void loadClaims(core::Knowledge& known, Load load) const;
    void loadRights(core::Knowledge& known, const core::Needs& needs) const;
    static Epoch tokenOf(const core::Knowledge& known, const core::Needs& needs);
    void loadFormerPlan(core::Knowledge& known, const core::Needs& needs) const;
    void loadForgottenPlan(core::Knowledge& known, PlanId plan) const;

    // intake_save.cpp
    void save(std::size_t index, const core::Needs& needs, const core::Knowledge& known,
              core::Decision& decision);
    void saveEntry(std::size_t index, BookingId booking, const protocol::Verdict& verdict);
    void saveSale(const ports::EntryKey& key, core::Decision& decision);
    core::Claim underThePresentPlan(core::Claim claim);
    void saveRights(ShowtimeId showtime, const protocol::Verdict& verdict,
                    std::vector<core::ClaimChange> changes);
    void saveSuspended(ShowtimeId showtime, const core::Decision& decision);
    void saveMoney(const ports::EntryKey& key, const core::Needs& needs,
                   const core::Knowledge& known, const protocol::Payload& payload,
                   const core::Decision& decision);
    void askProvider(const protocol::Refund& refund, const std::vector<core::PaidBack>& paid);
    // intake_events.cpp
    void saveEvents(std::size_t index, const core::Needs& needs, const core::Decision& decision);
    void tellOfSale(const core::BookingRecord& booking,
                    const std::vector<core::TicketRecord>& tickets);
    void tellOfExchange(const std::string& key, const std::vector<core::TicketRecord>& tickets);
    void tellOfRefund(const std::string& key, BookingId booking,
                      const std::vector<core::PaidBack>& paid);
    void saveDuties(const ports::EntryKey& key, const core::Needs& needs, Date day,
                    core::Decision& decision);
    void endLife(Incarnation life);
    void replaceReseated(core::Decision& decision, BookingId booking);
    void open(protocol::Task task, Date day);

    ports::Store& m_store;
    const Checked& m_checked;
    Instant m_now;
    Random& m_random;
    const std::set<TerminalId>* m_stuck;
    std::vector<protocol::Verdict> m_repeats; // on the entries known before, the first ones
};

} // namespace foyer::server::services
