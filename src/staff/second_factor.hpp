// What somebody proves with that it is them, beside or instead of the password.
#pragma once

#include <optional>
#include <string>

#include "base/personal.hpp"
#include "staff/tools.hpp"

namespace skranke::staff {

enum class ProofKind : std::uint8_t { totp, recovery, passkey, password };

// What a browser says that an authenticator was asked (WebAuthn, client data); `challenge` as bytes.
struct ClientData {
  std::string type;
  std::string challenge;
  std::string origin;
};

struct Proof {
  ProofKind kind = ProofKind::totp;
  base::PersonalText text;  // a code or the password
  Signed signature;         // of a passkey
  ClientData client_data;
};

// `session` is the digest of the session whose challenge a passkey answers. A code that has been used is
// refused.
[[nodiscard]] base::Result<Outcome> prove(const Tools& tools, const Account& account,
                                          const std::string& session, const Proof& proof, Moment now);

// The step of time that a code was made in, one before and one after `now` included; empty: it is wrong.
[[nodiscard]] std::optional<std::int64_t> step_of(const Factors& factors, std::string_view key,
                                                  std::string_view code, Moment now);

// As it is typed: capital letters and digits, however they are grouped.
[[nodiscard]] std::string recovery_digest(const Factors& factors, std::string_view typed);

}  // namespace skranke::staff
