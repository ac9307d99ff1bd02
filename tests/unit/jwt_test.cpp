// links: server_http
#include "server/http/jwt.h"

#include <QMessageAuthenticationCode>
#include <QtTest>

using namespace foyer;
using namespace foyer::server::http;

namespace {

Uuid uuid(std::uint8_t last) {
    Uuid id;
    id.bytes[15] = last;
    return id;
}

/// moc takes no raw strings with quotes in them.
std::string json(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

/// A house that signs, another that would like to, and a moment at which a token is good.
struct World {
    Instant now{std::chrono::hours{500'000}};
    TokenKey mine = tokenKeyOf(crypto::Es256Key::generate());
    TokenKey former = tokenKeyOf(crypto::Es256Key::generate());
    TokenKey foreign = tokenKeyOf(crypto::Es256Key::generate());
    TokenKeys keys{{mine, former}};
    wire::JwtClaims claims{std::string(kTokenIssuer),
                           std::string(kTokenAudience),
                           AccountId{uuid(1)},
                           SessionId{uuid(2)},
                           domain::AccountRole::Manager,
                           now,
                           now + std::chrono::minutes{15}};

    std::string header(const std::string& alg = "ES256", const std::string& kid = "") const {
        return wire::encodeJwtHeader({alg, "JWT", kid.empty() ? mine.kid : kid});
    }
    std::string body() const { return wire::encodeJwtClaims(claims); }

    /// A token of these texts, signed by that key.
    static std::string sealed(const TokenKey& by, const std::string& header,
                              const std::string& body) {
        const std::string text = toBase64Url(asBytes(header)) + '.' + toBase64Url(asBytes(body));
        return text + '.' + toBase64Url(by.key.sign(asBytes(text)));
    }
    std::optional<TokenFault> fault(const std::string& token) const {
        const auto read = readToken(keys, token, now);
        return read ? std::nullopt : std::optional(read.error());
    }
};

} // namespace

Q_DECLARE_METATYPE(std::string)

class JwtTest : public QObject {
    Q_OBJECT
private slots:
    void whatIsSignedIsRead() {
        World world;
        const auto read = readToken(world.keys, signToken(world.keys, world.claims), world.now);
        QVERIFY(read.ok());
        QVERIFY(*read == world.claims);
    }
    void aFormerKeyVerifiesAndSignsNoMore() {
        World world;
        QVERIFY(!world.fault(
            World::sealed(world.former, world.header("ES256", world.former.kid), world.body())));
        QCOMPARE(world.keys.signing().kid, world.mine.kid);
        const TokenKeys without({world.mine});
        QVERIFY(readToken(without,
                          World::sealed(world.former, world.header("ES256", world.former.kid),
                                        world.body()),
                          world.now)
                    .error() == TokenFault::UnknownKey);
    }
    void timesAreKept() {
        World world;
        const std::string token = signToken(world.keys, world.claims);
        world.now = world.claims.expiresAt - std::chrono::seconds{1};
        QVERIFY(!world.fault(token));
        world.now = world.claims.expiresAt;
        QVERIFY(world.fault(token) == TokenFault::Expired);
        world.now = world.claims.issuedAt - kTokenSkew;
        QVERIFY(!world.fault(token));
        world.now -= std::chrono::seconds{1};
        QVERIFY(world.fault(token) == TokenFault::Expired);
    }
    void tokensOfOthersAreForeign() {
        World world;
        world.claims.audience = "somebody else";
        QVERIFY(world.fault(signToken(world.keys, world.claims)) == TokenFault::Foreign);
        world.claims.audience = kTokenAudience;
        world.claims.issuer = "https://evil.example";
        QVERIFY(world.fault(signToken(world.keys, world.claims)) == TokenFault::Foreign);
    }

    void attacksAreRefused_data() {
        QTest::addColumn<std::string>("token");
        QTest::addColumn<int>("fault");
        World world;
        m_world = world;
        const std::string good = signToken(world.keys, world.claims);
        const auto dot = good.rfind('.');
        const auto row = [](const char* name, const std::string& token, TokenFault fault) {
            QTest::newRow(name) << token << static_cast<int>(fault);
        };
        using F = TokenFault;
        const auto b64 = [](const std::string& text) { return toBase64Url(asBytes(text)); };
        const std::string body = b64(world.body());

        row("nothing", "", F::Malformed);
        row("no dots", "abc", F::Malformed);
        row("four parts", good + ".x", F::Malformed);
        row("padding", b64(world.header()) + "=." + body + good.substr(dot), F::Malformed);
        row("blank before", " " + good, F::Malformed);
        row("too long", good + std::string(kLongestToken, 'A'), F::Malformed);
        row("no signature", good.substr(0, dot + 1), F::Forged);
        row("none", b64(world.header("none")) + "." + body + ".", F::Algorithm);
        row("None", b64(world.header("None")) + "." + body + ".", F::Algorithm);
        row("none with a good signature",
            World::sealed(world.mine, world.header("none"), world.body()), F::Algorithm);
        // The public key as the secret of an HMAC: whoever lets the token choose is lost.
        const std::string hs256 = b64(world.header("HS256")) + "." + body;
        const QByteArray mac = QMessageAuthenticationCode::hash(
            QByteArray::fromStdString(hs256), QByteArray::fromStdString(world.keys.published()),
            QCryptographicHash::Sha256);
        row("HS256 with the public key",
            hs256 + "." +
                toBase64Url({reinterpret_cast<const std::uint8_t*>(mac.data()),
                             static_cast<std::size_t>(mac.size())}),
            F::Algorithm);
        row("another curve", World::sealed(world.mine, world.header("ES384"), world.body()),
            F::Algorithm);
        row("lower case", World::sealed(world.mine, world.header("es256"), world.body()),
            F::Algorithm);
        row("a key of theirs", World::sealed(world.foreign, world.header(), world.body()),
            F::Forged);
        row("a key of theirs by its name",
            World::sealed(world.foreign, world.header("ES256", world.foreign.kid), world.body()),
            F::UnknownKey);
        row("kid is a path",
            World::sealed(world.mine, world.header("ES256", "../../dev/null"), world.body()),
            F::UnknownKey);
        row("kid is SQL",
            World::sealed(world.mine, world.header("ES256", "' OR 1=1 --"), world.body()),
            F::UnknownKey);
        row("no kid", World::sealed(world.mine, json("{'alg':'ES256','typ':'JWT'}"), world.body()),
            F::Malformed);
        for (const std::string& more :
             {json("'jwk':{}"), json("'jku':'https://evil.example/k'"),
              json("'x5u':'https://evil.example/c'"), json("'crit':['exp']")})
            row(more.c_str(),
                World::sealed(world.mine,
                              json("{'alg':'ES256','typ':'JWT','kid':'") + world.mine.kid + "\"," +
                                  more + "}",
                              world.body()),
                F::Malformed);
        row("alg twice",
            World::sealed(world.mine,
                          json("{'alg':'none','alg':'ES256','typ':'JWT','kid':'") + world.mine.kid +
                              "\"}",
                          world.body()),
            F::Malformed);
        row("all zeros", good.substr(0, dot + 1) + toBase64Url(crypto::Es256Signature{}),
            F::Forged);
        row("DER signature", good.substr(0, dot + 1) + "MEUCIQ", F::Forged);
        auto other = world.claims;
        other.role = domain::AccountRole::Admin;
        row("another body under the signature",
            b64(world.header()) + "." + b64(wire::encodeJwtClaims(other)) + good.substr(dot),
            F::Forged);
        row("a role nobody has",
            World::sealed(
                world.mine, world.header(),
                QString::fromStdString(world.body()).replace("manager", "root").toStdString()),
            F::Malformed);
        row("exp is text",
            World::sealed(world.mine, world.header(),
                          json("{'iss':'foyer','aud':'foyer-api','sub':'") +
                              world.claims.subject.toString() + json("','sid':'") +
                              world.claims.session.toString() +
                              json("','role':'admin','iat':0,'exp':'9999999999'}")),
            F::Malformed);
        row("body is no JSON", World::sealed(world.mine, world.header(), "admin"), F::Malformed);
        row("body is bad UTF-8", World::sealed(world.mine, world.header(), "{\"iss\":\"\xff\"}"),
            F::Malformed);
    }
    void attacksAreRefused() {
        QFETCH(std::string, token);
        QFETCH(int, fault);
        const auto found = m_world->fault(token);
        QVERIFY2(found.has_value(), "the token was taken");
        QCOMPARE(static_cast<int>(*found), fault);
    }

    void everyBitCounts() {
        World world;
        const std::string good = signToken(world.keys, world.claims);
        for (std::size_t at = 0; at < good.size(); ++at)
            for (const char c : {'A', 'b', '9', '_', '.'}) {
                std::string changed = good;
                if (changed[at] == c)
                    continue;
                changed[at] = c;
                QVERIFY2(world.fault(changed).has_value(), changed.c_str());
            }
    }

    /// RFC 7638 over the point of RFC 7515, appendix A.3.
    void publishedKeysAreNamedByTheirThumbprint() {
        World world;
        const QByteArray set = QByteArray::fromStdString(world.keys.published());
        QVERIFY(set.contains("\"kid\":\"" + QByteArray::fromStdString(world.mine.kid)));
        QVERIFY(set.contains("\"kid\":\"" + QByteArray::fromStdString(world.former.kid)));
        QVERIFY(!set.contains("\"d\""));
        const auto thumb = QCryptographicHash::hash(
            "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" +
                QByteArray::fromStdString(toBase64Url(world.mine.key.publicKey().x())) +
                "\",\"y\":\"" +
                QByteArray::fromStdString(toBase64Url(world.mine.key.publicKey().y())) + "\"}",
            QCryptographicHash::Sha256);
        QCOMPARE(QByteArray::fromStdString(world.mine.kid),
                 thumb.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    }

private:
    std::optional<World> m_world;
};

QTEST_APPLESS_MAIN(JwtTest)
#include "jwt_test.moc"
