#include "app/viewmodels/sales_model.h"

#include "app/viewmodels/format.h"

namespace foyer::viewmodels {

namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

QString joined(const std::vector<std::string>& names) {
    QStringList list;
    for (const std::string& name : names)
        list.append(text(name));
    return list.join(QStringLiteral(", "));
}

QuestionsModel::Kind kindOf(core::Question::Kind kind) {
    switch (kind) {
    case core::Question::Kind::MoneyTaken:
        return QuestionsModel::MoneyTaken;
    case core::Question::Kind::CardTaken:
        return QuestionsModel::CardTaken;
    case core::Question::Kind::PaperOwed:
        return QuestionsModel::PaperOwed;
    }
    CHECK(false);
}

/// A question and its answers.
struct Words {
    QString title;
    QString yes;
    QString no;
    QString neither{};
};

Words wordsOf(core::Question::Kind kind) {
    using Q = QuestionsModel;
    switch (kind) {
    case core::Question::Kind::MoneyTaken:
        return {Q::tr("The terminal stopped during a payment. Was the money taken?"),
                Q::tr("Yes, it is in the drawer"), Q::tr("No, nothing was paid")};
    case core::Question::Kind::CardTaken:
        return {Q::tr("A card payment has no answer. Look at the card reader: was it charged?"),
                Q::tr("Approved"), Q::tr("Not charged"), Q::tr("Nobody knows")};
    case core::Question::Kind::PaperOwed:
        return {Q::tr("The terminal stopped while printing. Does the customer have the tickets?"),
                Q::tr("No, print again"), Q::tr("Yes, they have them")};
    }
    CHECK(false);
}

} // namespace

SalesModel::SalesModel(Wishes& wishes, QObject* parent)
    : QAbstractListModel(parent), m_wishes(wishes) {}

void SalesModel::show(const core::OwnSalesView& view) {
    beginResetModel();
    m_rows = view.sales;
    endResetModel();
    emit countChanged();
}

int SalesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant SalesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::OwnSaleView& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case ReferenceRole:
        return text(row.reference);
    case MovieRole:
        return text(row.movie);
    case StartRole:
        return timeText(row.start, row.utcOffset);
    case SeatsTextRole:
        return joined(row.seats);
    case TotalTextRole:
        return moneyText(row.total);
    case SoldAtRole:
        return timeText(row.soldAt, row.utcOffset);
    case PrintedRole:
        return row.printed;
    case VoidedRole:
        return row.voided;
    case SyncedRole:
        return row.synced;
    }
    return {};
}

QHash<int, QByteArray> SalesModel::roleNames() const {
    return {{ReferenceRole, "reference"}, {MovieRole, "movie"},         {StartRole, "start"},
            {SeatsTextRole, "seatsText"}, {TotalTextRole, "totalText"}, {SoldAtRole, "soldAt"},
            {PrintedRole, "printed"},     {VoidedRole, "voided"},       {SyncedRole, "synced"}};
}

void SalesModel::reprint(int row) {
    if (row >= 0 && row < count())
        m_wishes.wish(core::Reprint{m_rows[static_cast<std::size_t>(row)].booking});
}

void SalesModel::voidSale(int row, const QString& reason) {
    if (row >= 0 && row < count())
        m_wishes.wish(core::VoidSale{m_rows[static_cast<std::size_t>(row)].booking,
                                     reason.trimmed().toStdString()});
}

QuestionsModel::QuestionsModel(Wishes& wishes, QObject* parent)
    : QAbstractListModel(parent), m_wishes(wishes) {}

void QuestionsModel::show(const core::QuestionsView& view) {
    beginResetModel();
    m_rows = view.questions;
    endResetModel();
    emit countChanged();
}

int QuestionsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant QuestionsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::Question& row = m_rows[static_cast<std::size_t>(index.row())];
    const Words words = wordsOf(row.kind);
    switch (role) {
    case KindRole:
        return kindOf(row.kind);
    case TitleRole:
        return words.title;
    case FactsRole:
        return tr("%1 · %2 · seats %3 · %4 · sold at %5 by %6")
            .arg(text(row.movie), row.start ? timeText(*row.start, row.utcOffset) : QString(),
                 joined(row.seats), moneyText(row.total), timeText(row.at, row.utcOffset),
                 text(row.operatorName));
    case YesTextRole:
        return words.yes;
    case NoTextRole:
        return words.no;
    case NeitherTextRole:
        return words.neither;
    case ReferenceRole:
        return text(row.reference);
    }
    return {};
}

QHash<int, QByteArray> QuestionsModel::roleNames() const {
    return {{KindRole, "kind"},          {TitleRole, "title"},   {FactsRole, "facts"},
            {YesTextRole, "yesText"},    {NoTextRole, "noText"}, {NeitherTextRole, "neitherText"},
            {ReferenceRole, "reference"}};
}

void QuestionsModel::yes(int row) {
    if (row < 0 || row >= count())
        return;
    const core::Question& question = m_rows[static_cast<std::size_t>(row)];
    switch (question.kind) {
    case core::Question::Kind::MoneyTaken:
        return m_wishes.wish(core::ResolveIntent{question.booking, true});
    case core::Question::Kind::CardTaken:
        return m_wishes.wish(core::TellCard{question.booking, core::CardOutcome::Approved});
    case core::Question::Kind::PaperOwed:
        return m_wishes.wish(core::Reprint{question.booking});
    }
}

void QuestionsModel::no(int row) {
    if (row < 0 || row >= count())
        return;
    const core::Question& question = m_rows[static_cast<std::size_t>(row)];
    switch (question.kind) {
    case core::Question::Kind::MoneyTaken:
        return m_wishes.wish(core::ResolveIntent{question.booking, false});
    case core::Question::Kind::CardTaken:
        return m_wishes.wish(core::TellCard{question.booking, core::CardOutcome::Declined});
    case core::Question::Kind::PaperOwed:
        return m_wishes.wish(core::ConfirmPrinted{question.booking});
    }
}

void QuestionsModel::neither(int row) {
    if (row < 0 || row >= count())
        return;
    const core::Question& question = m_rows[static_cast<std::size_t>(row)];
    if (question.kind == core::Question::Kind::CardTaken)
        m_wishes.wish(core::SetCardAside{question.booking});
}

} // namespace foyer::viewmodels
