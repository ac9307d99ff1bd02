#pragma once

#include "server/ports/store.h"
#include "server/store/plan_cache.h"
#include "shared/sqlite/connection.h"

#include <span>
#include <unordered_map>

namespace foyer::server::store {

/// The port over sql/server on one SQLite connection. Belongs to the connection's thread. Every
/// method may throw sqlite::Error, which Committer and ReaderPool catch. Transactions are theirs.
class SqliteStore final : public ports::Store {
public:
    /// All must outlive this. The database is migrated and has its incarnation (database.h).
    SqliteStore(sqlite::Connection& connection, const sqlite::SqlFiles& files, PlanCache& plans);

    // A transaction of the one writer. Until it ends, what nobody else can change meanwhile is read
    // once, and what is told is numbered here and goes into the feed in one piece.
    /// Requires: the connection has just begun it, and nothing is left to tell.
    void begin();
    /// Writes to the feed what was told since; before the commit, at the latest.
    void writeFeed() const;
    /// Also of one that was rolled back.
    void end() { m_open.reset(); }

    /// How much there is to tell since it was last taken; undoTo() forgets what a command that was
    /// undone has added.
    struct Mark {
        std::size_t rows = 0;
        std::size_t happenings = 0;
        std::size_t written = 0; // of the rows, to the feed
    };
    Mark mark() const { return {m_rows.size(), m_happenings.size(), m_open ? m_open->written : 0}; }
    void undoTo(const Mark& mark);
    std::vector<ports::FeedRow> takeRows();
    std::vector<ports::Happening> takeHappenings() { return std::exchange(m_happenings, {}); }
    /// All rows of the feed after that one, whoever wrote them.
    std::vector<ports::FeedRow> rowsAfter(CommitSeq seq) const;

    // CatalogueStore
    std::vector<domain::Cinema> cinemas() const override;
    std::vector<domain::Auditorium> auditoriums() const override;
    std::vector<domain::PriceList> priceLists() const override;
    std::vector<domain::Operator> operators() const override;
    ports::PriceListPtr priceList(PriceListId id) const override;
    std::vector<PlanId> planIds() const override;
    ports::PlanPtr plan(PlanId id) const override;
    std::optional<PlanId> planByHash(const Hash& hash) const override;
    std::int32_t newestPlanVersion(std::string_view name) const override;
    std::optional<domain::Movie> movie(MovieId id) const override;
    std::optional<domain::Movie> movieNamed(std::string_view title,
                                            std::int32_t year) const override;
    std::int64_t movieCount(const ports::MovieFilter& filter) const override;
    std::vector<domain::Movie> movies(const ports::MovieFilter& filter,
                                      const std::optional<ports::MovieCursor>& after,
                                      std::size_t limit) const override;
    std::optional<domain::Showtime> showtime(ShowtimeId id) const override;
    std::vector<domain::Showtime> showtimes(const ports::ShowtimeFilter& filter,
                                            const std::optional<ports::ShowtimeCursor>& after,
                                            std::size_t limit) const override;
    std::vector<ShowtimeId> overlapping(AuditoriumId auditorium, Instant from, Instant to,
                                        ShowtimeId except) const override;
    void put(const domain::Cinema& cinema) override;
    void put(const domain::Auditorium& auditorium) override;
    void put(const domain::PriceList& list) override;
    void put(const domain::Operator& op) override;
    void put(const domain::Movie& movie) override;
    void put(const domain::Showtime& showtime) override;
    void addPlan(const domain::SeatingPlan& plan, const Hash& hash) override;

    // SeatStore
    core::Claims claims(ShowtimeId showtime) const override;
    core::Claims claims(ShowtimeId showtime, const std::vector<SeatNo>& seats) const override;
    CommitSeq seatsVersion(ShowtimeId showtime) const override;
    bool apply(ShowtimeId showtime, const std::vector<core::ClaimChange>& changes) override;
    Epoch nextEpoch() override;
    std::optional<protocol::Allotment> allotment(AllotmentId id) const override;
    std::vector<protocol::Allotment>
    sellableAllotments(TerminalId terminal, Incarnation incarnation, Instant now) const override;
    std::vector<protocol::Allotment> endedAllotments(Instant now, std::size_t limit) const override;
    std::vector<AllotmentId> openAllotmentIds(ShowtimeId showtime) const override;
    void put(const protocol::Allotment& allotment) override;
    void renewAllotments(TerminalId terminal, Incarnation incarnation, Instant now) override;
    std::int64_t expireAllotments(Instant now) override;
    std::int64_t soldSince(TerminalId terminal, ShowtimeId showtime, Instant since) const override;
    std::int64_t standingSeats(ShowtimeId showtime) const override;
    void add(const ports::BlockRecord& block) override;
    std::vector<core::Suspended> suspended(const std::string& subject) const override;
    void add(const core::Suspended& ticket, const std::string& subject) override;
    bool isSuspended(TicketId ticket) const override;
    core::SeatMapping seatMapping(ShowtimeId showtime,
                                  const core::PlanPeriod& period) const override;
    std::vector<core::PlanPeriod> formerPlans(ShowtimeId showtime) const override;
    void put(ShowtimeId showtime, const core::PlanPeriod& period,
             const core::SeatMapping& mapping) override;
    std::optional<ports::BookingRecord> booking(BookingId id) const override;
    std::vector<ports::TicketRecord> tickets(BookingId booking) const override;
    std::vector<BookingId> validBookings(ShowtimeId showtime) const override;
    std::optional<ports::TicketRecord> ticket(TicketId id) const override;
    void add(const ports::BookingRecord& booking) override;
    void add(const ports::TicketRecord& ticket) override;
    void change(const ports::BookingRecord& booking) override;
    void change(const ports::TicketRecord& ticket) override;
    void setState(BookingId booking, ports::BookingState state) override;
    void setState(TicketId ticket, ports::TicketState state) override;

    // JournalStore
    std::optional<ports::TerminalRecord> terminal(TerminalId id) const override;
    std::vector<ports::TerminalRecord> terminals() const override;
    std::optional<PublicKey> terminalKey(TerminalId id, Incarnation incarnation) const override;
    std::optional<protocol::TerminalKeys> terminalKeys(TerminalId id) const override;
    void put(const ports::TerminalRecord& terminal) override;
    void setHead(TerminalId terminal, Seq nextSeq, const Hash& lastHash, Instant now) override;
    void add(const ports::EnrolmentCode& code) override;
    std::optional<ports::EnrolmentCode> takeCode(const Hash& codeHash, Instant now) override;
    void addKey(TerminalId terminal, const protocol::TerminalKeys::Life& life) override;
    std::vector<protocol::KnownJournal> knownJournals(TerminalId terminal) const override;
    void nameEnrolled(const Hash& codeHash, TerminalId terminal) override;
    std::optional<TerminalId> enrolledBy(const Hash& codeHash, Instant now) const override;
    std::optional<ports::KnownEntry> entry(const ports::EntryKey& key) const override;
    bool wasLetIn(BookingId booking) const override;
    void add(const ports::EntryRecord& entry, const protocol::Verdict& verdict,
             Instant now) override;
    void eachEntry(const EntryVisit& visit) const override;
    void add(const ports::LedgerRecord& record) override;
    void
    eachLedgerRecord(const std::function<void(const ports::LedgerRecord&)>& visit) const override;
    std::vector<domain::Posting> balances() const override;
    std::vector<domain::Posting> balancesUntil(Date day) const override;
    void eachLedgerLine(Date day,
                        const std::function<void(const ports::LedgerLine&)>& visit) const override;
    std::optional<ports::AuditRecord> lastAudit() const override;
    void add(const ports::AuditRecord& record) override;
    void eachAudit(const std::function<void(const ports::AuditRecord&)>& visit) const override;

    // DutyStore
    void open(const ports::TaskRecord& task) override;
    std::vector<ports::TaskRecord> openTasks() const override;
    std::optional<ports::TaskRecord> task(TaskId id) const override;
    bool hadTask(protocol::TaskKind kind, const std::string& subject) const override;
    std::optional<ports::TaskRecord> openTask(protocol::TaskKind kind,
                                              const std::string& subject) const override;
    void retell(TaskId id, const std::string& text,
                const std::vector<protocol::TaskAction>& actions) override;
    bool close(TaskId id, const ports::TaskClosing& closing) override;
    std::optional<ports::RecallRecord> recall(RecallId id) const override;
    std::vector<ports::RecallRecord> openRecalls(TerminalId terminal) const override;
    void add(const ports::RecallRecord& recall) override;
    bool closeRecall(RecallId id) override;
    std::optional<protocol::Revocation> revocation(RevocationId id) const override;
    std::vector<protocol::Revocation> revocationsAhead(Instant now) const override;
    void add(const protocol::Revocation& revocation) override;
    void dropRevocation(TicketId ticket, SeatNo seat) override;
    std::optional<protocol::Reseating> reseating(TicketId ticket) const override;
    std::vector<protocol::Reseating> reseatingsAhead(Instant now) const override;
    void put(const protocol::Reseating& reseating) override;
    std::optional<ports::AdmissionRecord> admission(TicketId ticket) const override;
    std::vector<ports::AdmissionRecord> admissionsAhead(Instant now) const override;
    void put(const ports::AdmissionRecord& admission) override;
    std::vector<ports::AdmissionRecord> scans(TicketId ticket) const override;
    void putScan(const ports::AdmissionRecord& scan) override;
    protocol::Policy policy() const override;
    void put(const protocol::Policy& policy) override;

    // HoldStore
    std::optional<ports::HoldRecord> hold(HoldId id) const override;
    void put(const ports::HoldRecord& hold) override;
    std::vector<SeatNo> seatsOfHold(HoldId id) const override;
    void drop(HoldId id) override;
    std::vector<ports::RecallRecord> openRecallsOf(HoldId id) const override;
    std::vector<HoldId> endedHolds(Instant now, std::size_t limit) const override;
    std::vector<HoldId> soldHoldsBefore(Instant moment, std::size_t limit) const override;
    std::int64_t seatsHeldBy(std::string_view customer, Instant now) const override;
    std::int64_t seatsHeldFrom(std::string_view address, Instant now) const override;

    // WatchStore
    std::optional<ports::RecoveryRecord> openRecovery() const override;
    bool isRecovering() const override;
    void setWaiting(const Uuid& recovery, TerminalId terminal, bool waits) override;
    void setPaymentsKnown(const Uuid& recovery, Instant since, Instant at,
                          std::optional<Instant> again) override;
    std::optional<ports::RecoveryRecord> recoveryToLookAgain() const override;
    std::optional<Instant> lastTimePaymentsWereKnown() const override;
    Instant firstWritten() const override;
    void start(const ports::RecoveryRecord& recovery, const Uuid& newIncarnation) override;
    bool hasOpenIntent(TerminalId terminal, Incarnation incarnation) const override;
    void countLeasesFrom(Instant now) override;
    void skipEpochs(std::int64_t count) override;
    std::vector<HoldId> openHolds() const override;
    void addRecovering(const Uuid& recovery, TerminalId terminal, Incarnation incarnation) override;
    void setRefilled(const Uuid& recovery, TerminalId terminal, Instant at) override;
    void endRecovery(const Uuid& recovery, Instant at) override;
    std::optional<ports::LossRecord> loss(TerminalId terminal,
                                          Incarnation incarnation) const override;
    void put(const ports::LossRecord& loss) override;
    void setBack(TerminalId terminal, Incarnation incarnation, Instant now) override;
    std::vector<Instant> startsLeased(TerminalId terminal, Incarnation incarnation,
                                      Instant now) const override;
    std::vector<ports::ExposedShowtime> exposed(TerminalId terminal,
                                                Incarnation incarnation) const override;
    std::vector<ports::SeatShare> sharesOf(ShowtimeId showtime) const override;
    bool isClosed(CinemaId cinema, Date day) const override;
    void put(const ports::DayRecord& day) override;
    std::vector<ports::TaskRecord> tasksUntil(Date day) const override;

    // MoneyStore
    std::vector<core::Owed> owed(BookingId booking) const override;
    void add(const core::Owed& owed, BookingId booking) override;
    std::vector<core::PaidBack> paidBack(BookingId booking) const override;
    void add(const core::PaidBack& paid, BookingId booking, const ports::EntryKey& entry,
             Instant at) override;
    void add(const core::PriceVariance& variance) override;
    void add(const protocol::Comp& comp, BookingId booking) override;
    std::optional<protocol::Comp> comp(BookingId booking) const override;
    std::int64_t usesOf(const std::string& discount) const override;
    std::int64_t usesOf(const std::string& discount, AccountId account,
                        const std::string& emailKey) const override;
    bool isDeclined(BookingId booking, const std::string& reference) const override;
    Money onCard(BookingId booking, Currency currency) const override;
    void addDecline(BookingId booking, const std::string& reference,
                    const ports::EntryKey& entry) override;

    // AccountStore
    std::optional<ports::AccountRecord> accountByEmail(const std::string& emailKey) const override;
    std::optional<ports::AccountRecord> account(AccountId id) const override;
    void put(const ports::AccountRecord& account) override;
    void add(const ports::SessionRecord& session) override;
    std::optional<ports::SessionRecord> session(SessionId id) const override;
    void end(SessionId id) override;
    void endSessionsOf(AccountId account) override;
    void endAllSessions() override;
    void dropSessionsEndedBy(Instant end) override;
    void addRefresh(const Hash& token, SessionId session) override;
    std::optional<ports::RefreshRecord> refresh(const Hash& token) const override;
    void useRefresh(const Hash& token) override;

    // PaymentStore
    Uuid house() const override;
    std::vector<Uuid> formerHouses() const override;
    std::optional<ports::PaymentRecord> payment(PaymentId id) const override;
    void add(const ports::PaymentRecord& payment, const Hash& methodHash) override;
    void change(const ports::PaymentRecord& payment) override;
    std::optional<PaymentId> paymentOfHold(HoldId hold) const override;
    std::optional<PaymentId> paymentOfBooking(BookingId booking) const override;
    std::vector<ports::RefundedTicket> ticketsOfRefund(PaymentId id, Money before,
                                                       Money after) const override;
    void addRefunded(PaymentId id, TicketId ticket, Money total) override;
    std::optional<PaymentId> paymentOfIntent(const std::string& intent) const override;
    std::vector<PaymentId> duePayments(Instant now, std::size_t limit) const override;
    core::FraudFacts fraudFacts(const ports::PaymentRecord& payment, const Hash& methodHash,
                                Instant since) const override;
    std::vector<PaymentId> paymentsOwing(std::size_t limit) const override;
    std::vector<PaymentId> paymentsInReview(std::size_t limit) const override;
    bool addPaymentEvent(const std::string& id, Instant now) override;
    void dropPaymentEvents(Instant before) override;
    std::optional<Instant> oldestPaymentInQuestion(Instant endsAfter) const override;
    bool hasPayments() const override;
    std::optional<PaymentId> newestPaymentMade(Instant now) const override;
    bool isFound(PaymentId id) const override;
    void addFound(PaymentId id, Instant now) override;

    // CustomerStore
    void add(const ports::RegistrationRecord& registration) override;
    std::optional<ports::RegistrationRecord> registration(const Hash& token) const override;
    std::int64_t openRegistrations(const std::string& emailKey, Instant now) const override;
    void dropRegistrations(const std::string& emailKey) override;
    void add(const ports::PasswordResetRecord& reset) override;
    std::optional<ports::PasswordResetRecord> passwordReset(const Hash& token) const override;
    std::int64_t openPasswordResets(AccountId account, Instant now) const override;
    void dropPasswordResets(AccountId account) override;
    void dropTokensEndedBy(Instant end) override;
    void add(const ports::CustomerBooking& booking) override;
    std::optional<ports::CustomerBooking> customerOf(BookingId booking) const override;
    std::vector<ports::CustomerBooking> bookingsOf(AccountId account, BookingId before,
                                                   std::size_t limit) const override;
    std::vector<ports::CustomerBooking> bookingsNamed(const std::string& reference,
                                                      const std::string& emailKey) const override;
    void erase(AccountId account, Instant now) override;

    // OutboxStore
    void put(const ports::MessageRecord& message) override;
    bool hasMessage(const std::string& key) const override;
    std::optional<ports::MessageRecord> message(MessageId id) const override;
    std::vector<MessageId> dueMessages(ports::MessageChannel channel, Instant now,
                                       std::size_t limit) const override;
    std::vector<MessageId> lateMessages(ports::MessageChannel channel, Instant now,
                                        std::size_t limit) const override;
    std::vector<ports::MessageRecord> messages(ports::MessageState state, MessageId before,
                                               std::size_t limit) const override;
    std::vector<ports::MessageRecord> messagesTo(AccountId account) const override;
    std::int64_t countMessages(ports::MessageState state) const override;
    std::int64_t countWaiting(ports::MessageChannel channel) const override;
    void dropMessagesSettledBefore(Instant moment) override;

    // EventStore
    std::optional<std::int64_t> add(const protocol::HouseEvent& event,
                                    const std::string& key) override;
    std::optional<ports::EventRecord> event(std::int64_t number) const override;
    std::vector<ports::EventRecord> eventsAfter(std::int64_t number,
                                                std::size_t limit) const override;
    std::int64_t lastEvent() const override;
    std::optional<std::int64_t> relayed() const override;
    void setRelayed(std::int64_t number) override;
    void dropEventsBefore(Instant moment) override;
    void put(const ports::WebhookRecord& webhook) override;
    std::optional<ports::WebhookRecord> webhook(WebhookId id) const override;
    std::vector<ports::WebhookRecord> webhooks() const override;
    void drop(WebhookId id) override;
    void put(const ports::DeliveryRecord& delivery) override;
    std::optional<ports::DeliveryRecord> delivery(DeliveryId id) const override;
    std::vector<ports::DeliveryRecord> deliveries(WebhookId webhook, DeliveryId before,
                                                  std::size_t limit) const override;
    void giveUpDeliveries(WebhookId webhook, Instant now) override;
    std::vector<WebhookId> dueWebhooks(Instant now) const override;
    std::optional<DeliveryId> dueDelivery(WebhookId webhook, Instant now) const override;
    std::int64_t countUndelivered(ports::MessageState state) const override;
    void dropDeliveriesSettledBefore(Instant moment) override;

    // NoticeStore
    std::vector<BookingId> bookingsToRemind(Instant now, Instant until, Milliseconds before,
                                            std::size_t limit) const override;
    void setReminded(BookingId booking, Instant at) override;
    std::vector<TaskId> tasksToAlert(std::size_t limit) const override;
    void setAlerted(TaskId task, Instant at) override;
    std::vector<ports::AccountRecord> staff() const override;

    // LifeStore
    std::vector<protocol::Allotment> openAllotments(TerminalId terminal,
                                                    Incarnation life) const override;
    bool isCloned(TerminalId terminal, Incarnation life) const override;
    void setCloned(TerminalId terminal, Incarnation life) override;
    bool isEnded(TerminalId terminal, Incarnation life) const override;
    void setEnded(TerminalId terminal, Incarnation life) override;
    std::vector<Incarnation> formerLivesOnLease(TerminalId terminal) const override;
    std::optional<protocol::Verdict> carriedVerdict(const ports::EntryKey& key,
                                                    const Hash& hash) const override;
    void addCarried(const ports::EntryKey& key, const ports::EntryKey& by,
                    const Hash& hash) override;

    // FeedStore
    protocol::Stamp stamp() const override;
    CommitSeq oldestChange() const override;
    std::vector<ports::FeedRow> changesAfter(CommitSeq cursor, TerminalId terminal,
                                             std::size_t limit) const override;
    void pruneChanges(CommitSeq seq) override;

    // GaugeStore
    std::vector<ports::ClaimCount> claimsBetween(Instant from, Instant to) const override;
    std::vector<std::pair<PlanId, std::int64_t>> plansBetween(Instant from,
                                                              Instant to) const override;
    std::vector<std::pair<core::PaymentState, std::int64_t>> openPayments() const override;
    std::int64_t countInReview() const override;
    std::vector<std::pair<protocol::TaskKind, std::int64_t>> countOpenTasks() const override;
    std::optional<Instant> oldestWaiting() const override;

    // IntegrityStore
    std::vector<std::string> ticketsWithoutClaim() const override;
    std::vector<std::string> claimsWithoutTicket() const override;
    std::vector<std::string> seatsSoldTwice() const override;
    std::vector<std::string> acceptedWithoutBooking() const override;
    std::vector<std::string> entriesWithoutVerdict() const override;
    std::vector<std::string> bookingsOutOfBalance() const override;
    std::vector<std::string> claimsOfDeadAllotments() const override;

private:
    sqlite::Statement& sql(std::string_view name) const { return m_statements[name]; }
    /// What is known of the transaction that is open; what is written again is forgotten.
    struct Open {
        CommitSeq seq;           // of the last row told
        std::size_t written = 0; // of what there is to tell
        std::optional<Uuid> incarnation{};
        std::optional<protocol::Policy> policy{};
        std::optional<bool> recovering{};
        std::unordered_map<ShowtimeId, std::optional<domain::Showtime>> showtimes{};
    };
    CommitSeq lastSeq() const;
    Uuid incarnation() const;
    void addToFeed(std::span<const ports::FeedRow> rows) const;
    CommitSeq tell(ports::FeedRow row);
    void tellOf(ports::FeedKind kind, const Uuid& id);
    bool applyOne(ShowtimeId showtime, const core::ClaimChange& change);
    void addTenders(const ports::BookingRecord& booking);
    std::vector<SeatNo> seatsOf(AllotmentId allotment) const;
    std::vector<ports::RecallRecord> recallsFrom(sqlite::Cursor rows) const;
    ports::PriceListPtr readPriceList(PriceListId id) const;
    void readDiscounts(domain::PriceList& list) const;
    void addDiscount(PriceListId list, int position, const domain::Discount& discount);
    void readReductions(ports::TicketRecord& ticket) const;
    void addReductions(const ports::TicketRecord& ticket);
    void giveUsesBack(TicketId ticket);
    std::vector<std::string> idsOf(std::string_view query) const;
    std::vector<std::string> entryKeysOf(std::string_view query) const;

    mutable sqlite::Statements m_statements; // preparing a statement changes nothing that is seen
    PlanCache& m_plans;
    // A list never changes once it is committed, and every sale names one.
    mutable std::unordered_map<PriceListId, ports::PriceListPtr> m_priceLists;
    mutable std::optional<Open> m_open; // none: nobody said that a transaction had begun
    std::vector<ports::FeedRow> m_rows;
    std::vector<ports::Happening> m_happenings;
    // The hold that was put last, and its end; none: it waits or was sold.
    std::optional<std::pair<HoldId, Instant>> m_holding;
};

} // namespace foyer::server::store
