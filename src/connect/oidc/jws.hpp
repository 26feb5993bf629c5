// Signed tokens: reading one, and checking that a trusted key signed it.
//
// Only the compact form, only keys that the configuration trusts. A header that brings a key of its own, or
// points to one, or asks for an extension, is refused rather than ignored. The signature itself is libcjose's
// matter. SPEC: RFC 7515, RFC 7519, RFC 8725.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "connect/oidc/config.hpp"
#include "connect/oidc/json.hpp"
#include "desk/port/identity_broker.hpp"

namespace skranke::oidc {

// One public key. SPEC: RFC 7517.
struct Key {
  std::string kid;
  std::vector<Algorithm> algorithms;  // what it can be used with
  std::string jwk;                    // its public members alone, as JSON
};

// The keys of a JWKS that can check a signature; others are left out. Empty where it is none: not JSON, too
// many keys, or a key too weak to be trusted (RSA below 2048 bits).
[[nodiscard]] std::optional<std::vector<Key>> keys_of(std::string_view jwks);

// A token as it is written, not trusted yet.
struct UnverifiedToken {
  std::string text;
  Algorithm algorithm = Algorithm::rs256;
  std::string kid;
  Json claims;
};

// Refusals: malformed, wrong_token, wrong_algorithm, untrusted_header, unknown_key (a token without kid).
[[nodiscard]] std::expected<UnverifiedToken, desk::LoginRefusal> read_token(
    std::string_view text, const std::vector<Algorithm>& allowed);

// Whether one of these keys, which has the token's kid and is for its algorithm, signed it. Refusals:
// unknown_key, bad_signature.
[[nodiscard]] std::expected<void, desk::LoginRefusal> check_signature(const UnverifiedToken& token,
                                                                      const std::vector<Key>& keys);

[[nodiscard]] bool has_key_for(const UnverifiedToken& token, const std::vector<Key>& keys);

}  // namespace skranke::oidc
