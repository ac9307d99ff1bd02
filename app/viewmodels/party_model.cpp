#include "app/viewmodels/party_model.h"

#include "app/viewmodels/format.h"

#include <algorithm>

namespace foyer::viewmodels {

namespace {

/// The lowest price of a type and whether areas differ; nothing: it is not sold then.
struct PriceSpan {
    Money lowest;
    bool differs = false;
};

std::optional<PriceSpan> spanOf(const domain::PriceList& prices, const std::string& type,
                                domain::DayPart part) {
    std::optional<PriceSpan> span;
    for (const domain::PriceRow& row : prices.rows) {
        if (row.ticketType != type || row.dayPart != part)
            continue;
        if (!span) {
            span = PriceSpan{row.price};
            continue;
        }
        span->differs |= row.price != span->lowest;
        if (row.price < span->lowest)
            span->lowest = row.price;
    }
    return span;
}

} // namespace

PartyModel::PartyModel(QObject* parent) : QAbstractListModel(parent) {}

int PartyModel::countOf(const std::string& key) const {
    const auto row = std::find_if(m_rows.begin(), m_rows.end(),
                                  [&](const Row& each) { return each.key == key; });
    return row == m_rows.end() ? 0 : row->count;
}

std::vector<PartyModel::Row> PartyModel::rowsOf(const domain::PriceList& prices,
                                                domain::DayPart part) const {
    std::vector<Row> rows;
    for (const domain::TicketType& type : prices.ticketTypes) {
        const auto span = spanOf(prices, type.key, part);
        if (!span || type.companionOnly)
            continue;
        const QString price = moneyText(span->lowest);
        rows.push_back({type.key, QString::fromStdString(type.name),
                        span->differs ? tr("from %1").arg(price) : price, countOf(type.key)});
    }
    return rows;
}

void PartyModel::show(std::shared_ptr<const domain::PriceList> prices, domain::DayPart part) {
    if (prices == m_prices && part == m_part)
        return;
    beginResetModel();
    m_prices = std::move(prices);
    m_part = part;
    m_rows = m_prices ? rowsOf(*m_prices, part) : std::vector<Row>{};
    endResetModel();
    m_wheelchairs = std::min(m_wheelchairs, total());
    emit changed();
}

void PartyModel::setRoom(std::size_t seats, std::size_t spaces) {
    const int most = static_cast<int>(std::min<std::size_t>(seats, kMost));
    const int room = static_cast<int>(std::min<std::size_t>(spaces, kMost));
    if (most == m_most && room == m_spaces)
        return;
    m_most = most;
    m_spaces = room;
    emit changed();
}

void PartyModel::clear() {
    beginResetModel();
    m_prices.reset();
    m_rows.clear();
    m_wheelchairs = 0;
    endResetModel();
    emit changed();
}

int PartyModel::total() const {
    int total = 0;
    for (const Row& row : m_rows)
        total += row.count;
    return total;
}

void PartyModel::setWheelchairs(int wheelchairs) {
    const int next = std::clamp(wheelchairs, 0, std::max(0, mostWheelchairs()));
    if (next == m_wheelchairs)
        return;
    m_wheelchairs = next;
    emit changed();
}

std::vector<std::string> PartyModel::ticketTypes() const {
    std::vector<std::string> types;
    for (const Row& row : m_rows)
        types.insert(types.end(), static_cast<std::size_t>(row.count), row.key);
    return types;
}

int PartyModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PartyModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case NameRole:
        return row.name;
    case PriceTextRole:
        return row.priceText;
    case CountRole:
        return row.count;
    }
    return {};
}

QHash<int, QByteArray> PartyModel::roleNames() const {
    return {{NameRole, "name"}, {PriceTextRole, "priceText"}, {CountRole, "count"}};
}

void PartyModel::setCount(int row, int count) {
    if (row < 0 || row >= rowCount())
        return;
    Row& changing = m_rows[static_cast<std::size_t>(row)];
    const int others = total() - changing.count;
    const int next = std::clamp(count, 0, std::max(changing.count, m_most - others));
    if (next == changing.count)
        return;
    changing.count = next;
    m_wheelchairs = std::min(m_wheelchairs, total());
    emit dataChanged(index(row), index(row), {CountRole});
    emit changed();
}

} // namespace foyer::viewmodels
