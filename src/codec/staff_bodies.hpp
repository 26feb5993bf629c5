// What is sent about signing in and about who works here, from JSON text.
//
// Strict, as everywhere. No problem repeats a value. PRIVACY: what is a secret comes out as a Personal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/personal.hpp"
#include "base/result.hpp"

namespace skranke::codec {

// {"name", "password"}
struct SignInBody {
  std::string name;  // lower case
  base::PersonalText password;
};
[[nodiscard]] base::Result<SignInBody> read_sign_in(std::string_view text);

// Client data of WebAuthn, which is JSON inside of JSON; other keys are the browser's own affair.
struct ClientDataText {
  std::string type;
  std::string challenge;  // bytes
  std::string origin;
};

// {"method": "totp" | "recovery", "code"} or {"method": "password", "password"} or {"method": "passkey",
// "credential": {"id", "client_data", "authenticator_data", "signature"}}, bytes as base64url
struct ProofBody {
  std::string method;
  base::PersonalText text;
  std::string credential_id;  // these are bytes
  std::string client_data;
  std::string authenticator_data;
  std::string signature;
  ClientDataText said;
};
[[nodiscard]] base::Result<ProofBody> read_proof(std::string_view text);

// {"everywhere"?}
[[nodiscard]] base::Result<bool> read_session_end(std::string_view text);

// {"centre"}
[[nodiscard]] base::Result<std::string> read_centre_choice(std::string_view text);

// {"secret", "nonce"}
struct InvitationBody {
  base::PersonalText secret;
  base::PersonalText nonce;  // 16 bytes
};
[[nodiscard]] base::Result<InvitationBody> read_invitation(std::string_view text);

// {"secret", "password", "code"?, "passkey"?: {"client_data", "authenticator_data", "label"?}}
struct EnrolmentBody {
  InvitationBody invitation;
  base::PersonalText password;
  std::string code;
  bool has_passkey = false;
  std::string authenticator_data;  // bytes
  std::string label;
  ClientDataText said;
};
[[nodiscard]] base::Result<EnrolmentBody> read_enrolment(std::string_view text);

struct RoleText {
  std::string centre;  // "*": every centre
  std::string role;
};

// {"sign_in_name", "shown_name", "centre", "roles": [{"centre", "role"}], "trained_until"?, "mitid_uuid"?,
// "employee"?}
struct PersonBody {
  std::string sign_in_name;
  std::string shown_name;
  std::string centre;
  std::vector<RoleText> roles;
  std::optional<base::Day> trained_until;
  std::optional<base::PersonalText> mitid_uuid;
  std::optional<base::PersonalText> employee;
};
[[nodiscard]] base::Result<PersonBody> read_person(std::string_view text);

// {"seen", and what is changed of "shown_name", "centre", "roles", "trained_until" (null: none), "active",
// "mitid_uuid", "employee"}
struct PersonChangeBody {
  std::int64_t seen = 0;
  std::optional<std::string> shown_name;
  std::optional<std::string> centre;
  std::optional<std::vector<RoleText>> roles;
  bool changes_training = false;
  std::optional<base::Day> trained_until;
  std::optional<bool> active;
  std::optional<base::PersonalText> mitid_uuid;
  std::optional<base::PersonalText> employee;
};
[[nodiscard]] base::Result<PersonChangeBody> read_person_change(std::string_view text);

// Whether a text can be a sign-in name: 2 to 64 of a-z, 0-9, '.', '-', '_', the first a letter.
[[nodiscard]] bool is_sign_in_name(std::string_view text);

}  // namespace skranke::codec
