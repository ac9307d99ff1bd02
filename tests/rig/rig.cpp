#include "tests/rig/rig.h"

#include "app/shell/clock.h"
#include "tests/rig/paper_printer.h"

namespace foyer::rig {

namespace {

constexpr int kLookMs = 50;
/// A counter that has nothing to sell is not asked at the speed of a machine.
constexpr Milliseconds kDisappointed{100};

const char* wordOf(core::Connection connection) {
    switch (connection) {
    case core::Connection::Connecting:
        return "connecting";
    case core::Connection::Online:
        return "online";
    case core::Connection::Offline:
        return "offline";
    }
    return "";
}

QString answerOf(const Served& served) {
    switch (served.outcome) {
    case Served::Outcome::NoSeats:
        return QStringLiteral("no seats");
    case Served::Outcome::Left:
        return QStringLiteral("left");
    case Served::Outcome::Voided:
        return QStringLiteral("voided");
    case Served::Outcome::Copied:
        return QStringLiteral("copied");
    case Served::Outcome::Refused:
        return QStringLiteral("refused");
    case Served::Outcome::Sold:
        break;
    }
    QString answer = QStringLiteral("sold %1 %2")
                         .arg(QString::fromStdString(served.sale.booking.toString()),
                              QString::number(served.sale.total.minor));
    for (const core::BasketLine& line : served.sale.lines)
        answer += QLatin1Char(' ') + QString::number(line.seat.value);
    return answer;
}

} // namespace

Rig::Rig(shell::OpenedTerminal opened, std::unique_ptr<Witness> witness, const QUrl& server,
         const std::string& pin, Answer answer)
    : m_answer(std::move(answer))
    , m_lock(std::move(opened.lock))
    , m_witness(std::move(witness))
    , m_engine(std::move(opened.device), std::move(opened.store),
               {server, [this] { return std::make_unique<PaperPrinter>(*m_witness, m_jams); },
                QLocale::c()})
    , m_counter(*m_witness, {pin, [this](core::Event event) { wish(std::move(event)); },
                             [this](const Served& each) { served(each); }}) {
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &Rig::sendCustomer);
    connect(&m_look, &QTimer::timeout, this, [this] {
        m_counter.look();
        goOn();
    });
}

Rig::~Rig() {
    QMetaObject::invokeMethod(&m_engine, &shell::Engine::stop, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void Rig::start(std::function<void()> firstView) {
    qRegisterMetaType<core::View>();
    m_firstView = std::move(firstView);
    m_engine.moveToThread(&m_thread);
    connect(&m_engine, &shell::Engine::viewChanged, this, &Rig::show);
    connect(&m_engine, &shell::Engine::said, this,
            [](const QString& line) { qInfo("%s", qUtf8Printable(line)); });
    m_thread.start();
    QMetaObject::invokeMethod(&m_engine, &shell::Engine::start, Qt::QueuedConnection);
    m_look.start(kLookMs);
}

void Rig::wish(core::Event event) {
    // What the wish does at once is shown before its end is told: both go the same way.
    QMetaObject::invokeMethod(
        &m_engine,
        [this, event = std::move(event)] {
            m_engine.handle(event);
            QMetaObject::invokeMethod(
                this, [this] { m_counter.wished(); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void Rig::show(const core::View& view) {
    m_counter.show(view);
    if (const auto first = std::exchange(m_firstView, nullptr))
        first();
    goOn();
}

void Rig::goOn() {
    if (m_settling)
        noteSettling();
    if (m_settling && m_counter.isSettled()) {
        m_settling = false;
        finish(QStringLiteral("settled"));
    }
    nextCommand();
    if (m_clerk && !m_pause.isActive() && !m_commandRuns)
        m_pause.start(m_clerk->pause());
}

void Rig::clerk(std::uint64_t seed, double perSecond) {
    m_clerk.emplace(seed, perSecond);
}

void Rig::sendCustomer() {
    if (!m_clerk || m_commandRuns || m_counter.isBusy())
        return;
    if (const auto customer = m_clerk->next(m_counter.view(), shell::readClocks().wall))
        m_counter.serve(*customer);
}

void Rig::served(const Served& served) {
    if (m_commandRuns && !m_settling)
        finish(answerOf(served));
    else if (m_clerk)
        m_pause.start(m_clerk->pause() + (served.outcome == Served::Outcome::NoSeats
                                              ? kDisappointed
                                              : Milliseconds{}));
}

void Rig::command(const QString& line) {
    if (!line.trimmed().isEmpty())
        m_commands.append(line.simplified());
    nextCommand();
}

void Rig::nextCommand() {
    while (!m_commandRuns && !m_commands.isEmpty() && m_counter.hasView() && m_counter.isFree()) {
        m_commandRuns = true;
        QStringList words = m_commands.takeFirst().split(QLatin1Char(' '));
        const QString verb = words.takeFirst();
        if (!run(verb, words) && !serve(verb, words))
            finish(QStringLiteral("not understood: ") + verb);
    }
}

bool Rig::run(const QString& verb, const QStringList& words) {
    if (verb == QLatin1String("status")) {
        finish(status());
    } else if (verb == QLatin1String("showtimes")) {
        finish(showtimes());
    } else if (verb == QLatin1String("open")) {
        m_showtime = ShowtimeId::parse(words.value(0).toStdString());
        finish(m_showtime ? QStringLiteral("open") : QStringLiteral("no showtime"));
    } else if (verb == QLatin1String("clerk")) {
        clerk(words.value(0).toULongLong(), words.value(1).toDouble());
        finish(QStringLiteral("clerk"));
    } else if (verb == QLatin1String("settle")) {
        m_clerk.reset();
        m_settling = true; // answered by goOn
    } else if (verb == QLatin1String("jam")) {
        m_jams = words.value(0).toInt();
        finish(QStringLiteral("jam"));
    } else if (verb == QLatin1String("retry")) {
        QMetaObject::invokeMethod(&m_engine, &shell::Engine::retryServer, Qt::QueuedConnection);
        finish(QStringLiteral("retry"));
    } else if (verb == QLatin1String("quit")) {
        finish(QStringLiteral("quit"));
        emit quitWanted();
    } else {
        return false;
    }
    return true;
}

bool Rig::serve(const QString& verb, const QStringList& words) {
    static const std::map<QString, Customer::Wish> kWishes{
        {QStringLiteral("sell"), Customer::Wish::Buys},
        {QStringLiteral("leave"), Customer::Wish::LeavesBeforePaying},
        {QStringLiteral("void"), Customer::Wish::BringsItBack},
        {QStringLiteral("copy"), Customer::Wish::LostTheirs}};
    const auto wish = kWishes.find(verb);
    if (wish == kWishes.end())
        return false;
    Customer customer;
    customer.wish = wish->second;
    customer.showtime = m_showtime;
    customer.seats = words.value(0).toUInt();
    customer.booking = BookingId::parse(words.value(0).toStdString()).value_or(BookingId{});
    m_counter.serve(customer);
    return true;
}

QString Rig::status() const {
    const core::View& view = m_counter.view();
    return QStringLiteral("status %1 waiting=%2 questions=%3 sales=%4")
        .arg(QLatin1String(wordOf(view.status->connection)))
        .arg(view.status->entriesWaiting)
        .arg(view.questions->questions.size())
        .arg(view.sales->sales.size());
}

void Rig::noteSettling() {
    const QString now = m_counter.hasView() ? status() + QLatin1String(" busy=") +
                                                  QLatin1String(m_counter.busyWith())
                                            : QString();
    if (now != std::exchange(m_settlingNoted, now))
        qInfo("settling: %s", qUtf8Printable(now));
}

QString Rig::showtimes() const {
    QString text = QStringLiteral("showtimes");
    for (const core::ShowtimeView& each : m_counter.view().schedule->showtimes)
        text += QStringLiteral(" %1:%2+%3:%4")
                    .arg(QString::fromStdString(each.id.toString()))
                    .arg(each.free)
                    .arg(each.mine)
                    .arg(toMs(each.start));
    return text;
}

void Rig::finish(const QString& answer) {
    m_commandRuns = false;
    m_answer(answer);
}

} // namespace foyer::rig
