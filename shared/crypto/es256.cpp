#include "shared/crypto/es256.h"

#include "shared/base/check.h"
#include "shared/crypto/memory.h"

#include <algorithm>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <stdexcept>

namespace foyer::crypto {

namespace {

constexpr const char* kCurve = "P-256";
constexpr std::size_t kHalf = 32;

using Coordinate = std::array<std::uint8_t, kHalf>;
using KeyPtr = std::shared_ptr<EVP_PKEY>;

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* what) const {
        Free(what);
    }
};
using Number = std::unique_ptr<BIGNUM, Freed<BN_clear_free>>;
using Context = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using PairOfNumbers = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;
using Stream = std::unique_ptr<BIO, Freed<BIO_free_all>>;

KeyPtr owned(EVP_PKEY* key) {
    return {key, EVP_PKEY_free};
}

Coordinate coordinateOf(const EVP_PKEY* key, const char* name) {
    BIGNUM* raw = nullptr;
    CHECK(EVP_PKEY_get_bn_param(key, name, &raw) == 1);
    const Number number(raw);
    Coordinate bytes{};
    CHECK(BN_bn2binpad(number.get(), bytes.data(), kHalf) == kHalf);
    return bytes;
}

bool isP256(const EVP_PKEY* key) {
    std::array<char, 32> name{};
    std::size_t length = 0;
    return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC &&
           EVP_PKEY_get_group_name(key, name.data(), name.size(), &length) == 1 &&
           std::string_view(name.data(), length) == "prime256v1";
}

KeyPtr keyOfPoint(const Coordinate& x, const Coordinate& y) {
    std::array<std::uint8_t, 1 + 2 * kHalf> point{};
    point[0] = POINT_CONVERSION_UNCOMPRESSED;
    std::copy(x.begin(), x.end(), point.begin() + 1);
    std::copy(y.begin(), y.end(), point.begin() + 1 + kHalf);
    std::string curve = kCurve;
    const std::array<OSSL_PARAM, 3> params{
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, curve.data(), 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
        OSSL_PARAM_construct_end()};
    const Context making(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY* key = nullptr;
    if (!making || EVP_PKEY_fromdata_init(making.get()) != 1 ||
        EVP_PKEY_fromdata(making.get(), &key, EVP_PKEY_PUBLIC_KEY,
                          const_cast<OSSL_PARAM*>(params.data())) != 1)
        return nullptr;
    KeyPtr made = owned(key);
    const Context checking(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    return checking && EVP_PKEY_public_check(checking.get()) == 1 ? made : nullptr;
}

/// OpenSSL's own form of a signature.
Bytes derOf(const Es256Signature& signature) {
    const PairOfNumbers both(ECDSA_SIG_new());
    Number r(BN_bin2bn(signature.data(), kHalf, nullptr));
    Number s(BN_bin2bn(signature.data() + kHalf, kHalf, nullptr));
    CHECK(both && r && s && ECDSA_SIG_set0(both.get(), r.get(), s.get()) == 1);
    (void)r.release();
    (void)s.release();
    const int length = i2d_ECDSA_SIG(both.get(), nullptr);
    CHECK(length > 0);
    Bytes der(static_cast<std::size_t>(length));
    std::uint8_t* out = der.data();
    i2d_ECDSA_SIG(both.get(), &out);
    return der;
}

Es256Signature fromDer(const Bytes& der) {
    const std::uint8_t* in = der.data();
    const PairOfNumbers both(d2i_ECDSA_SIG(nullptr, &in, static_cast<long>(der.size())));
    CHECK(both);
    Es256Signature signature{};
    CHECK(BN_bn2binpad(ECDSA_SIG_get0_r(both.get()), signature.data(), kHalf) == kHalf);
    CHECK(BN_bn2binpad(ECDSA_SIG_get0_s(both.get()), signature.data() + kHalf, kHalf) == kHalf);
    return signature;
}

} // namespace

Hash sha256(ByteView bytes) {
    Hash digest{};
    unsigned length = 0;
    CHECK(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) ==
              1 &&
          length == digest.size());
    return digest;
}

std::optional<Es256PublicKey> Es256PublicKey::fromPoint(const Coordinate& x, const Coordinate& y) {
    Es256PublicKey made;
    made.m_key = keyOfPoint(x, y);
    if (!made.m_key)
        return {};
    made.m_x = x;
    made.m_y = y;
    return made;
}

bool Es256PublicKey::verifies(ByteView message, const Es256Signature& signature) const {
    const Bytes der = derOf(signature);
    const DigestContext context(EVP_MD_CTX_new());
    return context &&
           EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get()) == 1 &&
           EVP_DigestVerify(context.get(), der.data(), der.size(), message.data(),
                            message.size()) == 1;
}

Es256Key::Es256Key(std::shared_ptr<evp_pkey_st> key) {
    m_public.m_x = coordinateOf(key.get(), OSSL_PKEY_PARAM_EC_PUB_X);
    m_public.m_y = coordinateOf(key.get(), OSSL_PKEY_PARAM_EC_PUB_Y);
    m_public.m_key = std::move(key);
}

Es256Key Es256Key::generate() {
    EVP_PKEY* key = EVP_EC_gen(kCurve);
    if (!key)
        throw std::runtime_error("no key can be made: the system gives no random numbers");
    return Es256Key(owned(key));
}

Es256Signature Es256Key::sign(ByteView message) const {
    const DigestContext context(EVP_MD_CTX_new());
    std::size_t length = 0;
    CHECK(context &&
          EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_public.m_key.get()) ==
              1 &&
          EVP_DigestSign(context.get(), nullptr, &length, message.data(), message.size()) == 1);
    Bytes der(length);
    CHECK(EVP_DigestSign(context.get(), der.data(), &length, message.data(), message.size()) == 1);
    der.resize(length);
    return fromDer(der);
}

Result<Done, FileFailure> Es256Key::writeTo(const std::string& path) const {
    const Stream memory(BIO_new(BIO_s_secmem()));
    CHECK(memory && PEM_write_bio_PKCS8PrivateKey(memory.get(), m_public.m_key.get(), nullptr,
                                                  nullptr, 0, nullptr, nullptr) == 1);
    char* text = nullptr;
    const long length = BIO_get_mem_data(memory.get(), &text);
    return writeNewPrivateFile(path, asBytes({text, static_cast<std::size_t>(length)}));
}

Result<Es256Key, FileFailure> Es256Key::readFrom(const std::string& path) {
    auto content = readPrivateFile(path);
    if (!content)
        return Err{content.error()};
    const Stream memory(BIO_new_mem_buf(content->data(), static_cast<int>(content->size())));
    // A password would be asked for on the console of a server: there is none.
    const auto noPassword = [](char*, int, int, void*) { return -1; };
    KeyPtr key = owned(PEM_read_bio_PrivateKey(memory.get(), nullptr, noPassword, nullptr));
    wipe(*content);
    if (!key || !isP256(key.get()))
        return Err{FileFailure{FileFailure::Kind::Malformed,
                               path + ": is no private key of the curve P-256 in PEM"}};
    return Es256Key(std::move(key));
}

} // namespace foyer::crypto
