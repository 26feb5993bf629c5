// What a verified signature does not say: whether the tokens are about this login, now, of this person, at
// this level.
//
// Pure. SPEC: OpenID Connect Core 1.0 sections 3.1.3.7, 3.1.3.8 and 5.3.2; RFC 8725; docs/oidc.md has the
// list.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "connect/oidc/config.hpp"
#include "connect/oidc/jws.hpp"
#include "desk/port/identity_broker.hpp"

namespace skranke::oidc {

// The answers of one login, their signatures checked.
struct Answers {
  UnverifiedToken id_token;
  std::optional<UnverifiedToken> transaction_token;
  std::optional<Json> userinfo;
};

// The ID token alone, before anything else is asked.
[[nodiscard]] std::expected<void, desk::LoginRefusal> check_id_token(const Config& config,
                                                                     const desk::BegunLogin& kept,
                                                                     const UnverifiedToken& token,
                                                                     std::string_view access_token,
                                                                     desk::Moment now);

// Everything together. The ID token was checked.
[[nodiscard]] desk::LoginOutcome prove(const Config& config, const desk::BegunLogin& kept,
                                       const Answers& answers, desk::Moment now);

}  // namespace skranke::oidc
