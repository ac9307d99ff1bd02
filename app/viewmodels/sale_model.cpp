#include "app/viewmodels/sale_model.h"

#include "app/viewmodels/format.h"

#include <algorithm>

namespace foyer::viewmodels {

namespace {
constexpr std::size_t kQuickNotes = 5;
} // namespace

SaleModel::SaleModel(Wishes& wishes, QObject* parent)
    : QAbstractListModel(parent), m_wishes(wishes) {}

void SaleModel::show(const core::SaleView& view) {
    const bool sameLines = m_view.lines == view.lines;
    if (!sameLines)
        beginResetModel();
    m_view = view;
    if (!sameLines)
        endResetModel();
    emit changed();
}

void SaleModel::showPrices(std::shared_ptr<const domain::PriceList> prices) {
    m_prices = std::move(prices);
    if (count() > 0)
        emit dataChanged(index(0), index(count() - 1), {TypeNameRole, TypesRole});
}

bool SaleModel::busy() const {
    switch (m_view.state) {
    case core::SaleState::Choosing:
    case core::SaleState::AskingRight:
    case core::SaleState::Ready:
    case core::SaleState::Paying:
    case core::SaleState::CardCharging:
    case core::SaleState::CardUnknown:
    case core::SaleState::PrintFailed:
    case core::SaleState::Done:
        return false;
    case core::SaleState::IntentPending:
    case core::SaleState::AbandonPending:
    case core::SaleState::SalePending:
    case core::SaleState::Printing:
        return true;
    }
    CHECK(false);
}

QString SaleModel::totalText() const {
    return moneyText(m_view.total);
}

QString SaleModel::dueText() const {
    return moneyText(m_view.due());
}

QString SaleModel::roundingText() const {
    const Money rounded{m_view.cashRounded, m_view.total.currency};
    if (rounded.isZero())
        return {};
    return (rounded.minor > 0 ? QStringLiteral("+") : QString()) + moneyText(rounded);
}

QString SaleModel::receivedText() const {
    return moneyText(m_view.received);
}

QString SaleModel::changeText() const {
    return moneyText(m_view.change);
}

QString SaleModel::seatsText() const {
    QStringList names;
    for (const core::BasketLine& line : m_view.lines)
        names.append(QString::fromStdString(line.seatName));
    return names.join(QStringLiteral(", "));
}

QString SaleModel::singleText() const {
    const auto single = m_view.leavesSingle;
    if (!single || !m_plan || single->value >= m_plan->seatCount())
        return {};
    return tr("%1 would be left alone.").arg(QString::fromStdString(m_plan->seatName(*single)));
}

QVariantList SaleModel::quickNotes() const {
    QVariantList notes;
    if (count() == 0)
        return notes;
    const Money due = m_view.due();
    const bool isFree = due.isZero(); // all of it is taken off, and nothing is handed over
    for (const Money note : isFree ? std::vector{due} : domain::quickNotes(due, kQuickNotes))
        notes.append(
            QVariantMap{{QStringLiteral("text"), note == due ? moneyText(note) : noteText(note)},
                        {QStringLiteral("minor"), static_cast<qlonglong>(note.minor)}});
    return notes;
}

bool SaleModel::isComp() const {
    return !m_view.discounts.empty() && m_view.discounts.front().key == domain::kCompKey;
}

QVariantList SaleModel::discounts() const {
    QVariantList rows;
    for (const core::BasketDiscount& each : m_view.discounts)
        rows.append(QVariantMap{{QStringLiteral("key"), QString::fromStdString(each.key)},
                                {QStringLiteral("name"),
                                 isComp() ? tr("Comp: %1").arg(QString::fromStdString(each.name))
                                          : QString::fromStdString(each.name)},
                                {QStringLiteral("amountText"), moneyText(-each.amount)},
                                {QStringLiteral("byCode"), each.byCode}});
    return rows;
}

int SaleModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QString SaleModel::typeName(const std::string& key) const {
    if (m_prices)
        for (const domain::TicketType& type : m_prices->ticketTypes)
            if (type.key == key)
                return QString::fromStdString(type.name);
    return QString::fromStdString(key);
}

QVariant SaleModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::BasketLine& line = m_view.lines[static_cast<std::size_t>(index.row())];
    switch (role) {
    case SeatRole:
        return QString::fromStdString(line.seatName);
    case SeatNoRole:
        return line.seat.value;
    case AreaRole:
        return QString::fromStdString(line.area);
    case TypeRole:
        return QString::fromStdString(line.ticketType);
    case TypeNameRole:
        return typeName(line.ticketType);
    case TypesRole: {
        QVariantList types;
        for (const std::string& key : line.possibleTypes)
            types.append(QVariantMap{{QStringLiteral("key"), QString::fromStdString(key)},
                                     {QStringLiteral("name"), typeName(key)}});
        return types;
    }
    case PriceTextRole:
        return moneyText(line.price);
    case OwnedRole:
        return line.owned;
    }
    return {};
}

QHash<int, QByteArray> SaleModel::roleNames() const {
    return {{SeatRole, "seat"},   {SeatNoRole, "seatNo"},      {AreaRole, "area"},
            {TypeRole, "type"},   {TypeNameRole, "typeName"},  {TypesRole, "types"},
            {OwnedRole, "owned"}, {PriceTextRole, "priceText"}};
}

void SaleModel::setType(int row, const QString& key) {
    if (row >= 0 && row < count())
        m_wishes.wish(core::SetTicketType{m_view.lines[static_cast<std::size_t>(row)].seat,
                                          key.toStdString()});
}

void SaleModel::cycleType(int row) {
    if (row < 0 || row >= count())
        return;
    const core::BasketLine& line = m_view.lines[static_cast<std::size_t>(row)];
    const auto& types = line.possibleTypes;
    const auto at = std::find(types.begin(), types.end(), line.ticketType);
    if (types.size() > 1 && at != types.end())
        setType(row, QString::fromStdString(at + 1 == types.end() ? types.front() : *(at + 1)));
}

void SaleModel::remove(int row) {
    if (row >= 0 && row < count())
        m_wishes.wish(core::ToggleSeat{m_view.lines[static_cast<std::size_t>(row)].seat});
}

void SaleModel::clear() {
    m_wishes.wish(core::ClearBasket{});
}

void SaleModel::enterCode(const QString& code) {
    if (!code.trimmed().isEmpty())
        m_wishes.wish(core::EnterCode{code.trimmed().toStdString()});
}

void SaleModel::dropCode(const QString& key) {
    m_wishes.wish(core::DropCode{key.toStdString()});
}

void SaleModel::payCash() {
    m_wishes.wish(core::PayCash{});
}

void SaleModel::payCard() {
    m_wishes.wish(core::PayCard{});
}

void SaleModel::tellCard(core::CardOutcome outcome) {
    m_wishes.wish(core::TellCard{m_view.booking, outcome});
}

void SaleModel::cardApproved() {
    tellCard(core::CardOutcome::Approved);
}

void SaleModel::cardDeclined() {
    tellCard(core::CardOutcome::Declined);
}

void SaleModel::cardUnclear() {
    tellCard(core::CardOutcome::Unknown);
}

void SaleModel::setCardAside() {
    m_wishes.wish(core::SetCardAside{m_view.booking});
}

void SaleModel::cancelPayment() {
    m_wishes.wish(core::CancelPayment{});
}

void SaleModel::receive(qint64 minor) {
    m_wishes.wish(core::ConfirmCash{Money{minor, m_view.total.currency}});
}

qint64 SaleModel::parse(const QString& typed) const {
    const auto amount = parseMoney(typed, m_view.total.currency);
    return amount ? amount->minor : -1;
}

QString SaleModel::changeFor(qint64 minor) const {
    const std::int64_t difference = minor - m_view.due().minor;
    return moneyText({difference < 0 ? -difference : difference, m_view.total.currency});
}

QString SaleModel::formatted(qint64 minor) const {
    return moneyText({minor, m_view.total.currency});
}

void SaleModel::next() {
    m_wishes.wish(core::NextSale{});
}

void SaleModel::printAgain() {
    m_wishes.wish(core::Reprint{m_view.booking});
}

} // namespace foyer::viewmodels
