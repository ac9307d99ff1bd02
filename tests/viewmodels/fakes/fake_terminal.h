#pragma once

#include "app/viewmodels/wishes.h"
#include "tests/viewmodels/fakes/fake_house.h"

#include <functional>

namespace foyer::fakes {

/// Stands in for the core behind the screens: remembers every wish, answers it at once as a healthy
/// terminal would, and publishes a new snapshot. Tests put it into any other state by hand.
class FakeTerminal final : public viewmodels::Wishes {
public:
    FakeTerminal();

    std::function<void(const core::View&)> onView; ///< called with every new snapshot

    void wish(core::Event event) override;
    void retryServer() override { ++retries; }

    /// What was wished, oldest first.
    std::vector<core::Event> wishes;
    int retries = 0;
    /// When false, wishes are only remembered.
    bool answers = true;
    static constexpr const char* kPin = "1111";
    static constexpr const char* kCode = "filmclub"; // of a discount

    template <class Wish>
    std::size_t count() const {
        std::size_t found = 0;
        for (const core::Event& each : wishes)
            found += std::holds_alternative<Wish>(each);
        return found;
    }
    template <class Wish>
    const Wish& last() const {
        for (auto each = wishes.rbegin(); each != wishes.rend(); ++each)
            if (const Wish* wish = std::get_if<Wish>(&*each))
                return *wish;
        CHECK(false);
    }

    // What people see; `publish` sends it.
    core::StatusView status;
    core::LoginView login;
    core::ScheduleView schedule;
    std::optional<core::SeatMapView> seatMap;
    core::SaleView sale;
    core::QuestionsView questions;
    core::OwnSalesView sales;
    core::TasksView tasks;
    core::DoorView door;
    core::OfficeView office;
    core::NoticeView notice;

    void publish();
    void signIn(std::size_t row = 0);
    void open(std::size_t row);
    void tell(core::Notice told);
    /// A kiosk with an attached reader, opened by its staff.
    void openKiosk();
    /// The best `count` seats into the basket.
    void choose(std::size_t count, std::uint8_t wheelchairs = 0);
    void enter(core::SaleState state);

private:
    void answer(const core::Event& event);
    bool answerPeople(const core::Event& event);
    bool answerSeats(const core::Event& event);
    bool answerMoney(const core::Event& event);
    bool answerLeftovers(const core::Event& event);
    bool answerOffice(const core::Event& event);
    void declareLost(const protocol::DeclareLost& deed);
    void decided(core::OfficeOutcome outcome);
    void enterCode(const std::string& code);
    void toggle(SeatNo seat);
    void put(SeatNo seat);
    void price(core::BasketLine& line);
    void addUp();
    void pay(Money received);
    void tellCard(core::CardOutcome outcome);
    void clearSale();
    void next();

    core::View m_view;
    std::uint64_t m_told = 0;
    std::uint64_t m_outcomes = 0;
};

} // namespace foyer::fakes
