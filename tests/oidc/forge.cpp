#include "forge.hpp"

#include <algorithm>
#include <array>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "base/ensure.hpp"
#include "connect/oidc/encoding.hpp"

namespace skranke::oidc::test {
namespace {

std::string number(const BIGNUM* value, int bytes) {
  std::string text(static_cast<std::size_t>(bytes), '\0');
  base::ensure(BN_bn2binpad(value, reinterpret_cast<unsigned char*>(text.data()), bytes) == bytes,
               "a number");
  return text;
}

std::string member(EVP_PKEY* key, const char* name, int bytes) {
  BIGNUM* value = nullptr;
  base::ensure(EVP_PKEY_get_bn_param(key, name, &value) == 1, "a member of a key");
  const std::string text = number(value, bytes > 0 ? bytes : BN_num_bytes(value));
  BN_free(value);
  return base64url(text);
}

std::string sign(EVP_PKEY* key, std::string_view input, bool is_pss) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
  EVP_PKEY_CTX* parameters = nullptr;
  base::ensure(EVP_DigestSignInit(context.get(), &parameters, EVP_sha256(), nullptr, key) == 1, "signing");
  if (is_pss) {
    EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING);
    EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST);
  }
  std::string signature(1024, '\0');
  std::size_t size = signature.size();
  base::ensure(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                              reinterpret_cast<const unsigned char*>(input.data()), input.size()) == 1,
               "signing");
  signature.resize(size);
  return signature;
}

}  // namespace

void Members::set(const std::string& name, const std::string& json) {
  const auto found = std::ranges::find(list_, name, &std::pair<std::string, std::string>::first);
  if (found == list_.end()) return add(name, json);
  found->second = json;
}

void Members::add(const std::string& name, const std::string& json) { list_.emplace_back(name, json); }

void Members::remove(const std::string& name) {
  base::ensure(std::erase_if(list_, [&](const auto& item) { return item.first == name; }) == 1, "a member");
}

std::string Members::json() const {
  std::string text = "{";
  for (const auto& [name, value] : list_) {
    if (text.size() > 1) text += ",";
    text += in_quotes(name) + ":" + value;
  }
  return text + "}";
}

std::string in_quotes(const std::string& text) { return "\"" + text + "\""; }

KeyPair::KeyPair(evp_pkey_st* key) : key_{key, EVP_PKEY_free} { base::ensure(key != nullptr, "a key"); }

KeyPair KeyPair::rsa(unsigned bits) { return KeyPair{EVP_RSA_gen(bits)}; }
KeyPair KeyPair::p256() { return KeyPair{EVP_EC_gen("P-256")}; }

std::string KeyPair::jwk(const std::string& kid, const std::string& more) const {
  std::string text = R"({"kid":")" + kid + R"(","kty":)";
  if (EVP_PKEY_get_base_id(key_.get()) == EVP_PKEY_RSA) {
    text += R"("RSA","n":")" + member(key_.get(), OSSL_PKEY_PARAM_RSA_N, 0) + R"(","e":")" +
            member(key_.get(), OSSL_PKEY_PARAM_RSA_E, 0) + "\"";
  } else {
    text += R"("EC","crv":"P-256","x":")" + member(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, 32) + R"(","y":")" +
            member(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, 32) + "\"";
  }
  return text + more + "}";
}

std::string KeyPair::pem() const {
  BIO* const memory = BIO_new(BIO_s_mem());
  PEM_write_bio_PUBKEY(memory, key_.get());
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory, &bytes);
  std::string text{bytes, static_cast<std::size_t>(size)};
  BIO_free(memory);
  return text;
}

std::string KeyPair::rs256(std::string_view input) const { return sign(key_.get(), input, false); }
std::string KeyPair::ps256(std::string_view input) const { return sign(key_.get(), input, true); }

std::string KeyPair::es256(std::string_view input) const {
  const std::string der = sign(key_.get(), input, false);
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> parts{
      d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())), ECDSA_SIG_free};
  return number(ECDSA_SIG_get0_r(parts.get()), 32) + number(ECDSA_SIG_get0_s(parts.get()), 32);
}

std::string hs256(std::string_view secret, std::string_view input) {
  std::array<unsigned char, 32> mac{};
  unsigned size = mac.size();
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(input.data()), input.size(), mac.data(), &size);
  return {mac.begin(), mac.end()};
}

std::string jwks(const std::vector<std::string>& keys) {
  std::string text = R"({"keys":[)";
  for (const std::string& key : keys) text += (text.ends_with('[') ? "" : ",") + key;
  return text + "]}";
}

std::string Draft::written() const {
  std::string token = base64url(raw_header.empty() ? header.json() : raw_header) + "." +
                      base64url(raw_claims.empty() ? claims.json() : raw_claims);
  token += "." + base64url(sign(token));
  return at_last ? at_last(token) : token;
}

}  // namespace skranke::oidc::test
