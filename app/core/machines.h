#pragma once

#include "app/core/approvals.h"
#include "app/core/asks.h"
#include "app/core/at_risk.h"
#include "app/core/carry_over.h"
#include "app/core/changes.h"
#include "app/core/door.h"
#include "app/core/office.h"
#include "app/core/recalls.h"
#include "app/core/refunds.h"
#include "app/core/share.h"
#include "app/core/standing.h"
#include "app/core/till.h"

namespace foyer::core {

/// The machines of one terminal and who hears what. After each event all of them are looked at
/// once, in settle(): so a wish, an answer and the passing of time are told apart nowhere else.
class Machines {
public:
    explicit Machines(Identity identity);
    Machines(const Machines&) = delete;
    Machines& operator=(const Machines&) = delete;

    void handle(const Event& event, Now now, Random& random);
    std::optional<BootInstant> nextDeadline() const;

    Context ctx;
    Stamps stamps;
    SaleBook book;
    Rights rights{&book, [this](ShowtimeId showtime) { return planShown(showtime); }};
    JournalWriter writer;
    Uploads uploads;
    LifeEnds lifeEnds;
    Changes changes;
    Standing standing;
    Asks asks;
    Returns returns;
    Recalls recalls;
    Share share;
    Basket basket;
    LoginDesk login;
    Till till;
    AtRisk atRisk;
    Approvals approvals;
    TaskDesk tasks;
    Refunds refunds;
    Door door;
    Office office;
    PrinterState printer = PrinterState::Unknown;
    ReaderState reader = ReaderState::Unknown;

    /// What the sale on the screen is doing, the basket included.
    SaleState saleState() const;
    Desk desk() { return {ctx, rights, basket, book, writer, login, tasks, till}; }

private:
    friend struct Heard;

    PlanId planShown(ShowtimeId showtime) const;
    bool mayChoose() const;

    void start(const Started& event);
    void stored(const Stored& event);
    void storageFailed(const PersistFailed& event);
    void requestFailed(const RequestFailed& event);
    void linkChanged(const LinkChanged& event);
    void granted(const AllotmentsGranted& event);
    void refused(const AllotmentsRefused& event);
    void openShowtime(std::optional<ShowtimeId> showtime);
    void logout();
    void endShift();
    void setResting(bool resting);
    void choose(const std::function<void()>& change);
    void acceptOffer();
    void takeOffered(const std::vector<SeatNo>& seats);
    void approveAtRisk(const ApproveAtRisk& wish);
    void giveComp(const GiveComp& wish);
    void comped(const std::string& reason, OperatorId by);
    void pinVerified(const PinVerified& event);
    void historyLost();
    void clockWentBack();

    void settle();
    void followTheReplica();
    void checkLeases();
    void dropUnreachable();
    void seatsTaken(const Asks::Refused& refused);
    void askForMissing();
    SeatTest wanted() const;
    std::vector<protocol::Return> sharesDue();
    void giveBack(std::vector<protocol::Return> entries);
    void giveBackUnused();
    void answerRecalls();
    void followRisk();
    void followTheDay();
    std::vector<AllotmentId> forgetWhatIsOver();

    bool m_started = false;
    bool m_basketIsOld = false; // the replica has changed since it was looked at
    std::optional<BootInstant> m_nextLeaseEnd;
    std::optional<BootInstant> m_nextLook; // at what changes with the clock alone: the day, the age
};

} // namespace foyer::core
