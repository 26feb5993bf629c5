// Somebody who works at the desks, how they sign in, and their sessions.
//
// PRIVACY: secrets are here as hashes or sealed; MitID and employee ids as keyed hashes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/civil.hpp"
#include "staff/port/roles.hpp"

namespace skranke::staff {

using Moment = std::int64_t;  // seconds since 1970-01-01T00:00:00Z

// A key that an authenticator keeps (WebAuthn), as its public half.
struct Passkey {
  std::string credential_id;  // bytes
  std::string public_key;     // bytes, in the form that who checks it wants
  std::int32_t algorithm = 0;
  std::int64_t sign_count = 0;
  std::string label;
};

struct Account {
  std::string account_id;
  std::string sign_in_name;  // lower case
  std::string shown_name;
  std::string centre_id;  // where they usually work
  bool is_active = true;
  std::optional<base::Day> trained_until;  // the last day of the certificate; none: no certificate
  std::string mitid;                       // keyed hash of their own MitID's uuid, 32 bytes; empty: not known
  std::string employee;                    // keyed hash of their id at the broker; empty: signs in here
  std::string password;                    // Argon2id; empty: none
  std::string totp_key;                    // sealed; empty: none
  std::int64_t totp_step = 0;              // the last one that was used
  std::int64_t revision = 0;               // grows with each change of what an administrator sees
  std::vector<RolesAt> roles;
  std::vector<Passkey> passkeys;
  std::int64_t recovery_left = 0;  // recovery codes that have not been used

  [[nodiscard]] bool is_enrolled() const {
    return !employee.empty() || (!password.empty() && (!totp_key.empty() || !passkeys.empty()));
  }
};

enum class SessionState : std::uint8_t { half, open, locked };  // half: the second factor is still missing

struct Session {
  std::string session;  // digest of the secret
  std::string account_id;
  std::string centre_id;  // where they work now
  SessionState state = SessionState::half;
  Moment begun_at = 0;
  Moment used_at = 0;
  std::optional<Moment> stepped_up_at;
  std::string challenge;  // for a passkey, bytes; empty: none
  Moment challenge_until = 0;
};

// A link with which somebody sets password and second factor.
struct Invitation {
  std::string digest;  // of its secret
  std::string account_id;
  std::string made_by;
  std::int64_t seen = 0;  // the revision of the account that it is to
  Moment made_at = 0;
  Moment until = 0;
};

// What an invited person has set.
struct Enrolment {
  std::string password;
  std::string totp_key;  // sealed; empty: none
  std::int64_t totp_step = 0;
  std::optional<Passkey> passkey;
  std::vector<std::string> recovery;  // digests
};

// A login at the broker that has begun.
struct KeptLogin {
  std::string state;    // digest: how the answer finds it
  std::string browser;  // digest of what the browser keeps
  std::string secrets;  // sealed: what finishing it needs
  std::string language;
  Moment until = 0;
};

// What was done to whom: kept for auditors.
struct Event {
  std::string event_id;  // random
  std::string account_id;
  std::string by;    // an account, an officer of the staff file, or "command line"
  std::string what;  // as in "roles-changed"
  std::string detail;
  Moment at = 0;
};

}  // namespace skranke::staff
