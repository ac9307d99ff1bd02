#pragma once

#include "app/core/records.h"
#include "app/core/sale_book.h"

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace foyer::core {

/// Asks whether somebody still needs the seat here.
using SeatTest = std::function<bool(ShowtimeId, SeatNo)>;

/// The rights to sell this terminal was given, and what it did with them. What it did counts, not
/// what the server repeats: an answer may be older than a sale. The server itself takes a seat out
/// of an allotment only for an entry of this terminal's journal, or by declaring it lost; so a seat
/// missing from an answer says nothing, and a seat in it counts only when it is new here.
///
///   Mine → Intended → Sold → (Void) Mine      Intended → (Abandon) Mine      Mine → Returned
///
/// Nothing is sold from an allotment after `asked` + ttl, when that cannot be told, when it is not
/// live any more, or when its seat numbers are of another plan than the one that is shown, or of a
/// former time of it; nor while an unjudged sale under a former plan may have been put there; and
/// never a seat that a sale of this terminal has, whatever a right says.
class Rights {
public:
    /// `book`: this terminal's sales; it must outlive the rights. `planOf` names the plan by which
    /// a showtime's seats are shown here; none: by the allotment's own.
    explicit Rights(const SaleBook* book = nullptr, std::function<PlanId(ShowtimeId)> planOf = {})
        : m_book(book), m_planOf(std::move(planOf)) {}
    Rights(const Rights&) = delete;
    Rights& operator=(const Rights&) = delete;

    void restore(std::vector<HeldAllotment> allotments);

    /// The right that sells this seat now: of several the youngest.
    std::optional<protocol::Right> rightFor(ShowtimeId showtime, SeatNo seat, const Ages& ages,
                                            Now now) const;
    bool owns(ShowtimeId showtime, SeatNo seat, const Ages& ages, Now now) const {
        return rightFor(showtime, seat, ages, now).has_value();
    }
    /// True when the seat was this terminal's to sell and only its lease has ended.
    bool ranOut(ShowtimeId showtime, SeatNo seat, const Ages& ages, Now now) const;
    /// Calls back once for each seat that may be sold now.
    void forEachMine(ShowtimeId showtime, const Ages& ages, Now now,
                     const std::function<void(SeatNo)>& visit) const;

    /// Nobody sells from it any more: returned, replaced or lost.
    bool isOver(AllotmentId id) const;
    /// A sale of this terminal has used that right, and nothing has given it back.
    bool isSold(AllotmentId id, SeatNo seat) const;
    /// Calls back for each seat that a sale of this terminal has, whatever the server says yet.
    void forEachUsed(ShowtimeId showtime, const std::function<void(SeatNo)>& visit) const;

    /// Takes in an allotment from an answer (`asked`: when its request was sent) or from the feed
    /// (`asked` empty). Returns what is to be saved; nothing when it brought nothing new.
    std::optional<HeldAllotment> take(const protocol::Allotment& allotment,
                                      std::optional<Mark> asked);
    /// A seat the allotment did not have comes into it; an allotment that was forgotten stays so.
    void set(const RightUpdate& update);
    /// Nothing is sold any more from what there is, not even a seat that comes back to it: whoever
    /// granted it may not know of it. The server's own word that one is live makes it so again, and
    /// what it told of former plans is forgotten. Returns what is to be saved.
    std::vector<HeldAllotment> giveUp();
    /// The wall clock has gone back: leases count by this boot's clock, or not at all. Returns what
    /// is to be saved.
    std::vector<HeldAllotment> distrustWall(const Ages& ages);
    /// Forgets the allotments for which `isOver` holds, but none whose lease is good or whose
    /// seats a person has still to say something about. Returns what was forgotten.
    std::vector<AllotmentId> forget(const Ages& ages, Now now,
                                    const std::function<bool(const HeldAllotment&)>& isOver);

    /// The seats of an allotment that can be given back: neither sold from here nor `isWanted`, and
    /// none while they are of a plan not shown yet, whose seats are still sold by the former one,
    /// or an unjudged sale under another plan may have been put there.
    std::vector<SeatNo> spare(const HeldAllotment& held, const SeatTest& isWanted) const;

    const std::map<AllotmentId, HeldAllotment>& all() const { return m_allotments; }
    /// When the next lease that is good at `now` ends.
    std::optional<BootInstant> nextEnd(const Ages& ages, Now now) const;

private:
    bool isGood(const HeldAllotment& held, const Ages& ages, Now now) const;
    bool isOfThePlan(const HeldAllotment& held) const;
    void learn(const HeldAllotment& held);
    bool isOfAPlanNotShown(const HeldAllotment& held) const;
    bool isOfAFormerTime(const HeldAllotment& held) const;
    /// Seen by who has a right under `plan`.
    bool isOfAFormerPlan(const HeldAllotment& held, PlanId plan) const;
    bool isOfAFormerPlan(const OwnSale& sale, PlanId plan) const;
    bool mayBeSoldByAFormerPlan(const HeldAllotment& held) const;
    bool isUsed(ShowtimeId showtime, SeatNo seat) const;

    const SaleBook* m_book;
    std::function<PlanId(ShowtimeId)> m_planOf;
    std::map<AllotmentId, HeldAllotment> m_allotments;
    /// The last token that was given before the showtime had this plan, or had it again.
    std::map<std::pair<ShowtimeId, PlanId>, Epoch> m_lastFormer;
    std::multimap<ShowtimeId, AllotmentId> m_byShowtime;
};

} // namespace foyer::core
