// links: shared_domain
#include "shared/domain/account.h"

#include <QtTest>

using namespace foyer::domain;

class AccountTest : public QObject {
    Q_OBJECT
private slots:
    void addressesAreComparedWithoutCaseAndBlanks() {
        QCOMPARE(emailKeyOf(" Ada@Example.COM\n").value(), std::string("ada@example.com"));
        QCOMPARE(emailKeyOf("müller@example.com").value(), std::string("müller@example.com"));
        QCOMPARE(emailKeyOf("a@" + std::string(252, 'b')).value().size(), std::size_t{254});
    }
    void whatCannotBeAnAddressIsRefused() {
        for (const char* text : {"", "ada", "@", "ada@", "@example.com", "a@b@c",
                                 "a da@example.com", "a\tb@c", "a\n@c"})
            QVERIFY2(!emailKeyOf(text), text);
        QVERIFY(!emailKeyOf("a@" + std::string(253, 'b')));
        QVERIFY(!emailKeyOf(std::string("a\0b@c", 5)));
    }
    void rolesHaveTheirWords() {
        for (int i = 0; i <= static_cast<int>(AccountRole::Admin); ++i) {
            const auto role = static_cast<AccountRole>(i);
            QVERIFY(accountRoleFrom(nameOf(role)) == role);
        }
        QVERIFY(!accountRoleFrom("Admin"));
        QVERIFY(accountRoleOf(Role::Supervisor) == AccountRole::Supervisor);
    }
};

QTEST_APPLESS_MAIN(AccountTest)
#include "account_test.moc"
