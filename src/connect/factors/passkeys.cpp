// Passkeys (WebAuthn level 2) by libfido2: what an authenticator made, and what it has signed.
//
// Attestation is not asked for: which make of authenticator somebody has is none of our business, and a list
// of good ones would have to be kept.
#include <array>
#include <memory>

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>

#include "base/hex.hpp"
#include "connect/factors/real_factors.hpp"

namespace skranke::factors {
namespace {

constexpr std::size_t hash_bytes = 32;
constexpr unsigned user_present = 1;  // bit 0 of the flags

const unsigned char* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string text_of(const unsigned char* bytes, std::size_t size) {
  return bytes == nullptr ? std::string{} : std::string{reinterpret_cast<const char*>(bytes), size};
}

struct Free {
  void operator()(fido_cred_t* made) const { fido_cred_free(&made); }
  void operator()(fido_assert_t* made) const { fido_assert_free(&made); }
  void operator()(es256_pk_t* made) const { es256_pk_free(&made); }
  void operator()(eddsa_pk_t* made) const { eddsa_pk_free(&made); }
  void operator()(rs256_pk_t* made) const { rs256_pk_free(&made); }
};

// Whether the data begins with the hash of the relying party, and somebody was there.
bool is_of(const std::string& data, const std::string& relying_party, const RealFactors& factors) {
  if (data.size() <= hash_bytes) return false;
  const std::string said = base::hex_of(std::string_view{data}.substr(0, hash_bytes));
  return said == factors.digest(relying_party) &&
         (static_cast<unsigned char>(data[hash_bytes]) & user_present) != 0;
}

int checked(fido_assert_t* assertion, const staff::Passkey& passkey) {
  const unsigned char* key = bytes_of(passkey.public_key);
  const std::size_t size = passkey.public_key.size();
  if (passkey.algorithm == COSE_ES256) {
    const std::unique_ptr<es256_pk_t, Free> read{es256_pk_new()};
    if (!read || es256_pk_from_ptr(read.get(), key, size) != FIDO_OK) return FIDO_ERR_INTERNAL;
    return fido_assert_verify(assertion, 0, COSE_ES256, read.get());
  }
  if (passkey.algorithm == COSE_EDDSA) {
    const std::unique_ptr<eddsa_pk_t, Free> read{eddsa_pk_new()};
    if (!read || eddsa_pk_from_ptr(read.get(), key, size) != FIDO_OK) return FIDO_ERR_INTERNAL;
    return fido_assert_verify(assertion, 0, COSE_EDDSA, read.get());
  }
  if (passkey.algorithm == COSE_RS256) {
    const std::unique_ptr<rs256_pk_t, Free> read{rs256_pk_new()};
    if (!read || rs256_pk_from_ptr(read.get(), key, size) != FIDO_OK) return FIDO_ERR_INTERNAL;
    return fido_assert_verify(assertion, 0, COSE_RS256, read.get());
  }
  return FIDO_ERR_UNSUPPORTED_ALGORITHM;
}

}  // namespace

std::optional<staff::Passkey> RealFactors::new_passkey(const std::string& authenticator_data,
                                                       const std::string& relying_party) const {
  if (!is_of(authenticator_data, relying_party, *this)) return std::nullopt;
  for (const int algorithm : {COSE_ES256, COSE_EDDSA, COSE_RS256}) {
    const std::unique_ptr<fido_cred_t, Free> credential{fido_cred_new()};
    if (!credential || fido_cred_set_type(credential.get(), algorithm) != FIDO_OK) return std::nullopt;
    if (fido_cred_set_authdata_raw(credential.get(), bytes_of(authenticator_data),
                                   authenticator_data.size()) != FIDO_OK)
      continue;
    staff::Passkey passkey{
        .credential_id = text_of(fido_cred_id_ptr(credential.get()), fido_cred_id_len(credential.get())),
        .public_key = text_of(fido_cred_pubkey_ptr(credential.get()), fido_cred_pubkey_len(credential.get())),
        .algorithm = algorithm,
        .sign_count = fido_cred_sigcount(credential.get()),
        .label = {}};
    if (passkey.credential_id.empty() || passkey.public_key.empty()) return std::nullopt;
    return passkey;
  }
  return std::nullopt;
}

std::optional<std::int64_t> RealFactors::is_signed(const staff::Passkey& passkey,
                                                   const staff::Signed& signature,
                                                   const std::string& relying_party) const {
  const std::unique_ptr<fido_assert_t, Free> assertion{fido_assert_new()};
  if (!assertion) return std::nullopt;
  fido_assert_t* made = assertion.get();
  // Sets the hash of the client data too. What the data says was checked by who asked.
  if (fido_assert_set_clientdata(made, bytes_of(signature.client_data), signature.client_data.size()) !=
          FIDO_OK ||
      fido_assert_set_rp(made, relying_party.c_str()) != FIDO_OK ||
      fido_assert_set_count(made, 1) != FIDO_OK ||
      fido_assert_set_authdata_raw(made, 0, bytes_of(signature.authenticator_data),
                                   signature.authenticator_data.size()) != FIDO_OK ||
      fido_assert_set_sig(made, 0, bytes_of(signature.signature), signature.signature.size()) != FIDO_OK ||
      fido_assert_set_up(made, FIDO_OPT_TRUE) != FIDO_OK)
    return std::nullopt;
  if (checked(made, passkey) != FIDO_OK) return std::nullopt;
  return fido_assert_sigcount(made, 0);
}

}  // namespace skranke::factors
