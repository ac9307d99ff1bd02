// links: shared_domain
#include "shared/domain/phone.h"

#include <QtTest>

using foyer::domain::isPhone;

class PhoneTest : public QObject {
    Q_OBJECT
private slots:
    void aNumberOfTheWorldIsOne() {
        for (const char* number : {"+4915112345678", "+493012345", "+12025550123", "+2902512",
                                   "+441632960961", "+4917012345678", "+123456789012345"})
            QVERIFY2(isPhone(number), number);
    }
    void nothingElseIs() {
        for (const char* text :
             {"", "+", "+1", "+123456", "015112345678", "004915112345678", "+0491511234567",
              "+49 151 12345678", "+49-151-12345678", "+49(0)15112345678", "tel:+4915112345678",
              "+4915112345678\n", "+1234567890123456", "+49151123456a", "++4915112345678",
              "4915112345678+"})
            QVERIFY2(!isPhone(text), text);
        QVERIFY(!isPhone(std::string_view("+4915112345678\0", 15)));
    }
    void aCardsNumberIsNone() {
        QVERIFY(!isPhone("+378282246310005")); // of fifteen digits
        QVERIFY(!isPhone("+30569309025904"));  // of fourteen
        QVERIFY(isPhone("+378282246310006"));
    }
};

QTEST_APPLESS_MAIN(PhoneTest)
#include "phone_test.moc"
