#pragma once

#include "app/core/view.h"
#include "app/viewmodels/films_model.h"
#include "app/viewmodels/party_model.h"
#include "app/viewmodels/wishes.h"

#include <QObject>
#include <QStringList>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <map>

namespace foyer::viewmodels {

/// A customer's way through the kiosk, and what stands in it. Holds snapshots of the core and the
/// customer's step; the basket itself is the core's, shown by SaleModel.
///
///   step      goes on by                                  back
///   Closed    somebody of the staff signs in              –
///   Attract   begin()                                     –
///   Language  chooseLanguage(), where there are several   Attract
///   Film      chooseShowtime(), when its seats are here   Language, Attract
///   Party     next(): the best seats are chosen           Film
///   Seats     next(), with a seat for everybody           Party
///   Pay       pay(), then what the reader says            Seats, before pay()
///   Done      by itself after a while, or finish()        –
///   Staff     a PIN at any step                           open()
///
/// Whoever leaves, or is away too long, leaves nothing behind: the seats go back, and so do
/// language and aids. Nothing is sold at risk, and nothing is begun to be paid that could not be
/// printed. Knows no clock: `tick` says what time it is.
class KioskModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by CounterModel")
    Q_PROPERTY(Step step READ step NOTIFY changed)
    Q_PROPERTY(int stepNumber READ stepNumber NOTIFY changed) ///< from 1; 0: none of them
    Q_PROPERTY(int stepCount READ stepCount NOTIFY changed)
    Q_PROPERTY(bool open READ open NOTIFY changed) ///< a customer can buy
    Q_PROPERTY(QString obstacleText READ obstacleText NOTIFY changed)
    Q_PROPERTY(QString staffText READ staffText NOTIFY changed) ///< the same for those who mend it
    Q_PROPERTY(bool serverAway READ serverAway NOTIFY changed)
    Q_PROPERTY(foyer::viewmodels::FilmsModel* films READ films CONSTANT)
    Q_PROPERTY(foyer::viewmodels::PartyModel* party READ party CONSTANT)
    Q_PROPERTY(int attractRow READ attractRow NOTIFY changed)        ///< the film that is shown off
    Q_PROPERTY(QVariantList languages READ languages NOTIFY changed) ///< {code, name}
    Q_PROPERTY(QString language READ language NOTIFY changed)
    Q_PROPERTY(QString movie READ movie NOTIFY changed)
    Q_PROPERTY(QString showText READ showText NOTIFY changed)       ///< "20:15 · Saal 3"
    Q_PROPERTY(QString letters READ letters NOTIFY lettersChanged)  ///< for a customer's seat map
    Q_PROPERTY(QVariantList areas READ areas NOTIFY lettersChanged) ///< {name, color, priceText}
    Q_PROPERTY(QString seatsText READ seatsText NOTIFY changed)     ///< "F7, F8"
    Q_PROPERTY(QString seatHint READ seatHint NOTIFY changed)       ///< what to do on the map
    Q_PROPERTY(bool seatsReady READ seatsReady NOTIFY changed)
    Q_PROPERTY(bool asking READ asking NOTIFY changed) ///< the seats are being reserved
    Q_PROPERTY(bool canPay READ canPay NOTIFY changed)
    Q_PROPERTY(Payment payment READ payment NOTIFY changed)
    Q_PROPERTY(Paper paper READ paper NOTIFY changed)
    Q_PROPERTY(bool canPrintAgain READ canPrintAgain NOTIFY changed)
    Q_PROPERTY(QString message READ message NOTIFY changed)
    Q_PROPERTY(QString offerText READ offerText NOTIFY changed)
    Q_PROPERTY(bool warned READ warned NOTIFY changed) ///< "are you still there?"
    Q_PROPERTY(int secondsLeft READ secondsLeft NOTIFY changed)
    Q_PROPERTY(bool contrast READ contrast WRITE setContrast NOTIFY changed)
    Q_PROPERTY(bool largeText READ largeText WRITE setLargeText NOTIFY changed)
    Q_PROPERTY(bool lowReach READ lowReach WRITE setLowReach NOTIFY changed)

public:
    enum Step { Closed, Staff, Attract, Language, Film, Party, Seats, Pay, Done };
    Q_ENUM(Step)
    enum Payment { Overview, Starting, AtReader, GivingUp, NotKnown };
    Q_ENUM(Payment)
    enum Paper { Printing, Printed, Owed };
    Q_ENUM(Paper)

    /// So long nobody need touch anything; then a question with a countdown. Twice that with an
    /// aid switched on.
    static constexpr std::chrono::seconds kPatience{60};
    static constexpr std::chrono::seconds kCountdown{20};
    /// While nobody knows whether the card was charged.
    static constexpr std::chrono::seconds kUnknownPatience{120};
    /// The thanks are there so long, or the reference of tickets that did not come out.
    static constexpr std::chrono::seconds kThanks{15};
    static constexpr std::chrono::seconds kOwedShown{90};
    static constexpr std::chrono::seconds kAttractEach{8};

    KioskModel(Wishes& wishes, QObject* parent);

    void show(const core::View& view);
    /// The terminal is a kiosk. Until this is called it follows nothing, so that a counter does
    /// not pay for it.
    Q_INVOKABLE void attend();
    void tick(Instant now);
    void retranslate();
    /// The languages there are words in; the first one is what the kiosk returns to.
    void setLanguages(const QStringList& codes);

    Step step() const { return m_step; }
    int stepNumber() const;
    int stepCount() const { return hasLanguages() ? 5 : 4; }
    bool open() const { return obstacle() == Obstacle::None; }
    QString obstacleText() const;
    QString staffText() const;
    bool serverAway() const { return !wholePool(); }
    FilmsModel* films() { return &m_films; }
    PartyModel* party() { return &m_party; }
    int attractRow() const;
    QVariantList languages() const;
    QString language() const { return m_language; }
    QString movie() const;
    QString showText() const;
    QString letters() const { return m_letters; }
    QVariantList areas() const;
    QString seatsText() const;
    QString seatHint() const;
    bool seatsReady() const;
    bool asking() const { return sale().state == core::SaleState::AskingRight; }
    bool canPay() const;
    Payment payment() const;
    Paper paper() const;
    bool canPrintAgain() const { return sale().state == core::SaleState::PrintFailed; }
    QString message() const;
    QString offerText() const;
    bool warned() const { return m_warned; }
    int secondsLeft() const;
    bool contrast() const { return m_contrast; }
    void setContrast(bool on);
    bool largeText() const { return m_largeText; }
    void setLargeText(bool on);
    bool lowReach() const { return m_lowReach; }
    void setLowReach(bool on);

    Q_INVOKABLE void begin();
    Q_INVOKABLE void chooseLanguage(const QString& code);
    Q_INVOKABLE void chooseShowtime(const QString& id);
    Q_INVOKABLE void next();
    Q_INVOKABLE void back();
    /// To the first step, with nothing chosen.
    Q_INVOKABLE void startOver();
    /// The customer goes. A payment under way is given up first; what the reader says counts.
    Q_INVOKABLE void leave();
    Q_INVOKABLE void tapSeat(int seat);
    Q_INVOKABLE void chooseForMe();
    Q_INVOKABLE void acceptOffer();
    Q_INVOKABLE void dismissMessage();
    Q_INVOKABLE void pay();
    Q_INVOKABLE void cancelPayment();
    Q_INVOKABLE void printAgain();
    /// Somebody is there. Does not answer the question whether they are: moreTime() does.
    Q_INVOKABLE void touched();
    Q_INVOKABLE void moreTime();
    /// Staff hand the kiosk to the customers, or close it.
    Q_INVOKABLE void openForCustomers();
    Q_INVOKABLE void close();

signals:
    void changed();
    void lettersChanged();
    /// The words on the screen are to be of this language.
    void languageChosen(const QString& code);

private:
    enum class Obstacle : std::uint8_t {
        None,
        NobodySignedIn,
        Stopped,
        NoReader,
        ReaderAway,
        PaperOut,
        PrinterAway,
        NoShowtimes
    };
    Obstacle obstacle() const;
    const core::SaleView& sale() const;
    const core::SeatMapView* map() const { return m_view.seatMap.get(); }
    const core::ShowtimeView* showtime() const;
    bool wholePool() const;
    bool hasLanguages() const { return m_languages.size() > 1; }
    Step firstStep() const { return hasLanguages() ? Language : Film; }
    /// The disk failed, or the server refuses this terminal: what has begun comes to no end here.
    bool isStopped() const;
    bool isPaying() const;
    bool isSold() const;
    bool isCustomers() const { return m_step >= Language; }
    std::size_t needed() const { return static_cast<std::size_t>(m_party.total()); }
    QString named(const std::vector<SeatNo>& seats) const;
    bool has(SeatNo seat) const;
    bool isForWheelchairs(SeatNo seat) const;

    void enter(Step step);
    void giveUpBasket();
    void reset();
    void resetSettings();
    void say(const QString& words);
    void set(bool& setting, bool on);
    void follow(const core::View& before);
    void followPeople(const core::View& before);
    void followShowtime();
    void followSale();
    void followOrder();
    void followLetters(const core::View& before);
    /// By seat, the ticket type it is to have so that everybody has theirs.
    std::map<SeatNo, std::string> wantedTypes() const;
    void assignTypes();
    void passTime(Milliseconds time);
    Milliseconds patience() const;
    bool waitsForCustomer() const;

    Wishes& m_wishes;
    bool m_attended = false;
    core::View m_view;
    FilmsModel m_films;
    PartyModel m_party;
    Step m_step = Closed;
    std::optional<ShowtimeId> m_wanted; // chosen on the screen
    std::vector<SeatNo> m_order;        // of the basket, as they were chosen
    std::map<SeatNo, std::string> m_typesAsked;
    QString m_letters;
    QString m_said; // by the kiosk itself, about the last tap
    QStringList m_languages;
    QString m_language;
    bool m_leaving = false;  // when the reader has given up
    bool m_givingUp = false; // the reader was asked to
    bool m_warned = false;
    bool m_contrast = false;
    bool m_largeText = false;
    bool m_lowReach = false;
    std::optional<Instant> m_now;
    Milliseconds m_idle{};    // since somebody touched something, or since the step
    Milliseconds m_attract{}; // how long films have been shown off
};

/// What a customer is told of a notice; empty: it is not for customers.
QString kioskText(const core::Notice& notice, const QString& seats);

} // namespace foyer::viewmodels
