// links: server_services server_gateways
#include "server/core/calendar.h"
#include "server/core/letter_text.h"
#include "server/core/letter_words.h"
#include "server/gateways/mime.h"
#include "server/services/short_texts.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using core::Channel;
using domain::Letter;
using domain::LetterKind;

namespace {

constexpr const char* kScript = "<script>alert('\"&')</script>";
const std::string kTwoLines = "Ada\r\nBcc: everybody@example.com\r\n\r\nBuy!";

Letter letterWith(const std::string& name, const std::string& value) {
    Letter letter;
    letter.language = "en";
    letter.fields[name] = value;
    return letter;
}

ports::Mail mailFor(LetterKind kind, const std::string& language, const char* field,
                    const std::string& value) {
    ports::MessageRecord message;
    message.letter = services::sampleLetter(kind, language);
    message.letter.fields[field] = value;
    message.recipient = "ada@example.com";
    return services::mailOf(message, "https://tickets.example.com", Instant{});
}

std::string shortTextFor(LetterKind kind, const std::string& language, const char* field,
                         const std::string& value) {
    ports::MessageRecord message;
    auto letter = services::sampleLetter(kind, language);
    letter.fields[field] = value;
    message.letter = services::shortened(letter);
    return services::shortTextOf(message, "https://tickets.example.com").text;
}

/// 3GPP TS 23.038 §6.2.1 has no others in so few bits: a text with one more is twice as dear.
bool isOfSevenBits(const QString& text) {
    const QString more = QString::fromUtf8("äöüÄÖÜß");
    return std::all_of(text.begin(), text.end(), [&](QChar c) {
        return (c >= QLatin1Char(' ') && c <= QLatin1Char('z') &&
                !QString("[\\]^_`").contains(c)) ||
               c == QLatin1Char('_') || more.contains(c);
    });
}

template <class See>
void eachLetter(See see) {
    for (int i = 0; i < domain::kLetterKindCount; ++i)
        for (const auto& language : domain::letterLanguages())
            see(static_cast<LetterKind>(i), language);
}

int linesOf(const std::string& text) {
    return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

} // namespace

class LetterTest : public QObject {
    Q_OBJECT
private slots:
    void gapsAreFilledAndSectionsComeAndGo() {
        auto letter = letterWith("name", "Ada");
        QCOMPARE(core::filled("Hello {{name}}{{nobody}}!", letter, Channel::Text),
                 std::string("Hello Ada!"));
        QCOMPARE(
            core::filled("{{#name}}a {{name}}{{/name}}{{^name}}b{{/name}}", letter, Channel::Text),
            std::string("a Ada"));
        QCOMPARE(core::filled("{{#none}}a{{/none}}{{^none}}b{{/none}}", letter, Channel::Text),
                 std::string("b"));
        letter.rows = {{{"seat", "F12"}}, {{"seat", "F13"}, {"name", "Grace"}}};
        QCOMPARE(core::filled("{{#rows}}{{seat}} {{name}};{{/rows}}", letter, Channel::Text),
                 std::string("F12 Ada;F13 Grace;"));
    }

    void whatPeopleTypeIsNeverMarkup() {
        const auto html = core::filled("<a title=\"{{name}}\">{{name}}</a>",
                                       letterWith("name", kScript), Channel::Html);
        QVERIFY(html.find("<script") == std::string::npos);
        QCOMPARE(std::count(html.begin(), html.end(), '"'), 2);
        QVERIFY(html.find("&lt;script&gt;alert(&#39;&quot;&amp;&#39;)") != std::string::npos);
        // Plain text shows it as it is.
        QCOMPARE(core::filled("{{name}}", letterWith("name", kScript), Channel::Text),
                 std::string(kScript));
    }

    void aGapInAValueIsNoGap() {
        auto letter = letterWith("name", "{{token}}");
        letter.fields["token"] = "secret";
        QCOMPARE(core::filled("{{name}}", letter, Channel::Text), std::string("{{token}}"));
    }

    void whatPeopleTypeIsNeverALineOfItsOwn() {
        for (const auto channel : {Channel::Header, Channel::Text, Channel::Sms, Channel::Html}) {
            const auto out = core::escaped(kTwoLines + '\0' + '\x7f', channel);
            QCOMPARE(std::count_if(out.begin(), out.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < ' '; }),
                     0);
        }
    }

    void everyLetterHasItsWordsInEveryLanguage() {
        eachLetter([](LetterKind kind, const std::string& language) {
            const auto mail = mailFor(kind, language, "name", "Ada");
            QVERIFY(!mail.subject.empty() && linesOf(mail.subject) == 0);
            QVERIFY(mail.text.size() > 100 && mail.html.size() > mail.text.size());
            for (const auto& text : {mail.subject, mail.text, mail.html}) {
                QVERIFY2(text.find("{{") == std::string::npos, text.c_str());
                QVERIFY2(text.find("}}") == std::string::npos, text.c_str());
            }
            QVERIFY(mail.html.find("lang=\"" + language + "\"") != std::string::npos);
            const bool hasToken =
                kind == LetterKind::ConfirmEmail || kind == LetterKind::ResetPassword;
            QCOMPARE(mail.text.find("?token=k3Jv") != std::string::npos, hasToken);
            QCOMPARE(mail.html.find("?token=k3Jv") != std::string::npos, hasToken);
        });
    }

    void noLetterSaysMoreThanItWasAskedTo() {
        eachLetter([](LetterKind kind, const std::string& language) {
            const auto calm = mailFor(kind, language, "name", "Ada");
            for (const char* field : {"name", "movie", "cinema", "token"}) {
                const auto mail = mailFor(kind, language, field, kScript + kTwoLines);
                QVERIFY2(mail.html.find("<script") == std::string::npos, field);
                QVERIFY2(linesOf(mail.text) == linesOf(calm.text), field);
                QVERIFY2(linesOf(mail.subject) == 0, field);
                QVERIFY2(mail.subject.find('\r') == std::string::npos, field);
            }
        });
    }

    void aFewWordsFitATelephone() {
        int texts = 0;
        eachLetter([&](LetterKind kind, const std::string& language) {
            if (!services::hasShortText(kind))
                return;
            ++texts;
            const auto text = QString::fromStdString(shortTextFor(kind, language, "name", "Ada"));
            QVERIFY2(text.size() <= 160, qPrintable(text));
            QVERIFY2(isOfSevenBits(text), qPrintable(text));
            QVERIFY(text.startsWith("Lichtburg: ") && text.contains("Metropolis"));
            QVERIFY(text.contains("K7PX-3M9D") && text.contains("20:15"));
            QVERIFY(!text.contains("{{") && !text.contains("}}") && !text.contains('\n'));
            QVERIFY(!text.contains("FOYER:SAMPLE")); // what lets in goes by mail
            const bool hasLink =
                kind == LetterKind::BookingConfirmed || kind == LetterKind::ShowtimeReminder;
            QCOMPARE(text.endsWith("https://tickets.example.com/booking?reference=K7PX-3M9D"),
                     hasLink);
        });
        QCOMPARE(texts, 8);
    }

    void withoutPagesThereIsNoLink() {
        ports::MessageRecord message;
        message.letter =
            services::shortened(services::sampleLetter(LetterKind::BookingConfirmed, "en"));
        QVERIFY(services::shortTextOf(message, "").text.ends_with("Booking K7PX-3M9D"));
    }

    void noFewWordsSayMoreThanTheyWereAskedTo() {
        const std::string turned = "a\u202Eb\u2066c\u2028d\u0085e";
        QCOMPARE(core::escaped(turned, Channel::Sms), std::string("a b c d e"));
        QCOMPARE(core::escaped("\u00A0é\u2019\u2026", Channel::Sms),
                 std::string("\u00A0é\u2019\u2026"));
        eachLetter([&](LetterKind kind, const std::string& language) {
            if (!services::hasShortText(kind))
                return;
            for (const char* field : {"movie", "cinema"}) {
                const auto text = shortTextFor(kind, language, field, "A\r\nB\u202EC");
                QVERIFY2(text.find("A  B C") != std::string::npos, text.c_str());
                QCOMPARE(linesOf(text), 0);
            }
            const auto text = shortTextFor(kind, language, "movie", std::string(500, 'x'));
            QVERIFY(text.find(std::string(37, 'x') + "...") != std::string::npos);
            QVERIFY(text.size() < 220);
        });
    }

    void manySeatsAreCounted() {
        auto letter = services::sampleLetter(LetterKind::BookingConfirmed, "en");
        letter.rows.resize(1);
        for (int i = 2; i <= 9; ++i)
            letter.rows.push_back({{"seat", "A" + std::to_string(i)}});
        const auto small = services::shortened(letter);
        QCOMPARE(small.fields.at("seats"), std::string("F12, A2, A3, A4, A5, A6 +3"));
        QVERIFY(small.rows.empty());
    }

    void whatIsCutIsCutBetweenCharacters() {
        QCOMPARE(core::cut("Metropolis", 10), std::string("Metropolis"));
        QCOMPARE(core::cut("Metropolis!", 10), std::string("Metropo..."));
        QCOMPARE(core::cut("ääääääääää", 10), std::string("ääääääääää"));
        QCOMPARE(core::cut("äää€€€€ääää", 10), std::string("äää€€€€..."));
        QCOMPARE(core::cut("", 10), std::string());
    }

    void aMailsHeadHasTheLinesWeWroteAndNoOther() {
        ports::Mail mail;
        mail.to = "ada@example.com\r\nBcc: everybody@example.com";
        mail.subject = kTwoLines;
        mail.attachments = {{"a\"\r\nX-Evil: 1", "text/plain\r\nX-Evil: 2", "bytes"}};
        const auto bytes = gateways::mimeOf(mail, "tickets@example.com", "Lichtburg\r\nX-Evil: 3");
        QVERIFY(bytes.find("\nBcc:") == std::string::npos);
        QVERIFY(bytes.find("\nX-Evil") == std::string::npos);
        const auto head = bytes.substr(0, bytes.find("\r\n\r\n"));
        QCOMPARE(linesOf(head), 7); // between eight headers
    }

    void aLongSubjectIsEncodedInWholeCharacters() {
        ports::Mail mail;
        for (int i = 0; i < 60; ++i)
            mail.subject += "ä€";
        const auto bytes = gateways::mimeOf(mail, "a@b", "");
        int words = 0;
        for (const auto& line : QByteArray::fromStdString(bytes).split('\n')) {
            if (!line.contains("=?UTF-8?B?"))
                continue;
            ++words;
            QVERIFY(line.size() <= 77); // with its CR
            const auto word = line.mid(line.indexOf("?B?") + 3);
            const auto decoded = QByteArray::fromBase64(word.left(word.indexOf("?=")));
            QCOMPARE(QString::fromUtf8(decoded).toUtf8(), decoded);
        }
        QVERIFY(words > 5);
    }

    void timesAndAmountsAreSaidInTheLettersLanguage() {
        const Instant at{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1} +
                         std::chrono::minutes{23 * 60 + 5}};
        QCOMPARE(core::momentText("en", at, std::chrono::minutes{60}),
                 std::string("Monday, 2 March 2026, 00:05"));
        QCOMPARE(core::momentText("de", at, std::chrono::minutes{60}),
                 std::string("Montag, 2. März 2026, 00:05 Uhr"));
        QCOMPARE(core::amountText("de", {1250, {}}), std::string("12,50 EUR"));
        QCOMPARE(core::amountText("en", {1250, {}}), std::string("12.50 EUR"));
        QCOMPARE(domain::letterLanguageFor("de-AT"), std::string("de"));
        QCOMPARE(domain::letterLanguageFor("fr"), std::string("en"));
    }

    void aCalendarsTextIsEscapedAndFolded() {
        core::CalendarEntry entry;
        entry.title = "A; B, C\\D\nE";
        for (int i = 0; i < 50; ++i)
            entry.notes += "€";
        entry.start = entry.end = Instant{std::chrono::seconds{1'795'203'600}};
        const auto file = core::calendarFile(entry);
        QVERIFY(file.find("SUMMARY:A\\; B\\, C\\\\D\\nE\r\n") != std::string::npos);
        QVERIFY(file.find("DTSTART:20261120T194000Z\r\n") != std::string::npos);
        std::string unfolded;
        for (const auto& line : QByteArray::fromStdString(file).split('\n')) {
            QVERIFY(line.size() <= 76); // with its CR
            QCOMPARE(QString::fromUtf8(line).toUtf8(), line);
            unfolded += line.startsWith(' ')
                            ? line.mid(1).chopped(1).toStdString()
                            : line.chopped(std::min<qsizetype>(1, line.size())).toStdString();
        }
        QVERIFY(unfolded.find("DESCRIPTION:" + entry.notes) != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(LetterTest)
#include "letter_test.moc"
