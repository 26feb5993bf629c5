// Where a case gets a proven identity from: a login with MitID at a broker, bound to one reference text.
//
// A login has two halves, with the person's browser in between. begin() gives the address to send the browser
// to, and what the server keeps meanwhile; finish() takes what the browser brought back, once. The caller
// keeps a BegunLogin with the browser's session, and forgets it before it calls finish(): so an answer is
// used once, and in the browser that it was asked for.
//
// PRIVACY: whoever logs in is in unprintable types only, as are the secrets of a login. No text of a problem
// or a refusal names anybody.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/civil.hpp"
#include "base/personal.hpp"
#include "base/result.hpp"
#include "proofing/cpr_number.hpp"

namespace skranke::desk {

using Moment = std::int64_t;  // seconds since 1970-01-01T00:00:00Z

// Levels of assurance, in rising order. SPEC: NSIS 2.0.1, data.gov.dk/concept/core/nsis/.
enum class AssuranceLevel : std::uint8_t { low, substantial, high };

// What is asked of the person who logs in.
struct LoginWish {
  base::PersonalText reference_text;  // shown in the app; at most reference_text_characters_max characters
  std::string language;               // ISO 639-1, of the login's pages
  AssuranceLevel level = AssuranceLevel::substantial;  // the least that is good enough
  bool is_cpr_number_wanted = false;
};

inline constexpr std::size_t reference_text_characters_max = 130;  // MitID's own limit

// A login under way: what the server keeps until the browser comes back.
struct BegunLogin {
  std::string address;  // where the browser goes
  base::PersonalText state;
  base::PersonalText nonce;
  base::PersonalText code_verifier;
  Moment began = 0;
  LoginWish wish;
};

enum class LoginRefusal : std::uint8_t {
  cancelled,                // by the person
  refused_by_broker,        // with an error that is not about the broker's own state
  expired,                  // the login took longer than it may
  wrong_state,              // an answer to another login, or to none
  wrong_issuer,             // an answer, or a token, of another broker
  code_refused,             // the code was used already, too old, or for somebody else
  malformed,                // not an answer or a token at all, or one that can be read in two ways
  wrong_token,              // a token of another kind: not an ID token, or not a transaction token
  wrong_algorithm,          // not one that the configuration allows
  untrusted_header,         // a token that brings its own key, or asks for an extension
  unknown_key,              // signed with a key that the broker is not known to have
  bad_signature,            // not signed by the broker
  wrong_audience,           // a token for another client
  wrong_nonce,              // a token of another login
  token_expired,            // a token that is too old
  token_too_early,          // a token from the future
  stale_login,              // a login from before this one was begun, used again
  wrong_access_token,       // a token for another access token
  wrong_person,             // tokens about several persons
  contradiction,            // tokens that say different things about the same
  other_transaction,        // tokens of several transactions
  missing_claim,            // a token that does not say what it has to
  wrong_identity_provider,  // a login, but not with MitID
  not_private,              // a login on behalf of an organisation, or a test identity
  level_too_low,            // below the wish
  other_reference_text,     // the person approved another text
};

// The stable kebab-case name of a refusal, as it stands in records ("level-too-low").
[[nodiscard]] constexpr std::string_view name(LoginRefusal refusal) {
  switch (refusal) {
    case LoginRefusal::cancelled:
      return "cancelled";
    case LoginRefusal::refused_by_broker:
      return "refused-by-broker";
    case LoginRefusal::expired:
      return "expired";
    case LoginRefusal::wrong_state:
      return "wrong-state";
    case LoginRefusal::wrong_issuer:
      return "wrong-issuer";
    case LoginRefusal::code_refused:
      return "code-refused";
    case LoginRefusal::malformed:
      return "malformed";
    case LoginRefusal::wrong_token:
      return "wrong-token";
    case LoginRefusal::wrong_algorithm:
      return "wrong-algorithm";
    case LoginRefusal::untrusted_header:
      return "untrusted-header";
    case LoginRefusal::unknown_key:
      return "unknown-key";
    case LoginRefusal::bad_signature:
      return "bad-signature";
    case LoginRefusal::wrong_audience:
      return "wrong-audience";
    case LoginRefusal::wrong_nonce:
      return "wrong-nonce";
    case LoginRefusal::token_expired:
      return "token-expired";
    case LoginRefusal::token_too_early:
      return "token-too-early";
    case LoginRefusal::stale_login:
      return "stale-login";
    case LoginRefusal::wrong_access_token:
      return "wrong-access-token";
    case LoginRefusal::wrong_person:
      return "wrong-person";
    case LoginRefusal::contradiction:
      return "contradiction";
    case LoginRefusal::other_transaction:
      return "other-transaction";
    case LoginRefusal::missing_claim:
      return "missing-claim";
    case LoginRefusal::wrong_identity_provider:
      return "wrong-identity-provider";
    case LoginRefusal::not_private:
      return "not-private";
    case LoginRefusal::level_too_low:
      return "level-too-low";
    case LoginRefusal::other_reference_text:
      return "other-reference-text";
  }
  std::unreachable();
}

[[nodiscard]] constexpr std::string_view name(AssuranceLevel level) {
  switch (level) {
    case AssuranceLevel::low:
      return "low";
    case AssuranceLevel::substantial:
      return "substantial";
    case AssuranceLevel::high:
      return "high";
  }
  std::unreachable();
}

// A token as the broker signed it: what proves the login to whoever reads the record years later.
struct SignedToken {
  std::string kind;  // "id_token", "transaction_token"
  base::PersonalText text;
  std::string sha256;  // of the text, 64 hexadecimal digits
};

// A login that passed every check.
struct ProvenLogin {
  std::string issuer;
  base::PersonalText subject;                     // the broker's id of the person, for this client
  base::PersonalText mitid_uuid;                  // MitID's own
  std::optional<proofing::CprNumber> cpr_number;  // only if it was wanted and given
  std::optional<base::Personal<base::Day>> born;
  std::optional<base::PersonalText>
      name;  // as MitID has it; where it is protected, what the broker says then
  AssuranceLevel level = AssuranceLevel::low;
  std::optional<AssuranceLevel> identity_level;       // IAL
  std::optional<AssuranceLevel> authenticator_level;  // AAL
  Moment authenticated_at = 0;
  std::string identity_type;
  std::string transaction_id;                        // empty where the broker gives none
  std::optional<base::PersonalText> reference_text;  // as the broker confirmed it; empty where it does not
  std::optional<base::Day> mitid_since;              // only if a claim is configured that says so
  std::vector<SignedToken> tokens;
};

using LoginOutcome = std::expected<ProvenLogin, LoginRefusal>;

class IdentityBroker {
 public:
  virtual ~IdentityBroker() = default;

  // Begins a login. Asks nobody. Problem (invalid_value, too_large): a reference text that can't be shown.
  [[nodiscard]] virtual base::Result<BegunLogin> begin(const LoginWish& wish, Moment now) = 0;

  // Finishes a login with the query of the address that the browser came back to, without "?". A Problem
  // (unavailable) where the broker can't be asked or does not answer as one; its text is for the officer.
  [[nodiscard]] virtual base::Result<LoginOutcome> finish(const BegunLogin& kept, std::string_view query,
                                                          Moment now) = 0;
};

}  // namespace skranke::desk
