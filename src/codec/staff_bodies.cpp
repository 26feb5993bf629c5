#include "codec/staff_bodies.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/base64url.hpp"
#include "base/limits.hpp"
#include "codec/json_input.hpp"
#include "codec/object_reader.hpp"

namespace skranke::codec {
namespace {

using base::Fault;
using base::Result;

constexpr std::size_t name_max = 64;
constexpr std::size_t name_min = 2;
constexpr std::size_t shown_max = 120;
constexpr std::size_t password_max = 1024;  // what is too long says who sets it
constexpr std::size_t secret_max = 128;
constexpr std::size_t nonce_bytes = 16;
constexpr std::size_t code_max = 32;
constexpr std::size_t bytes_text_max = 8192;  // of a browser's answer, as base64url
constexpr std::size_t id_max = base::limits::id_bytes_max;
constexpr std::size_t roles_max = 200;
constexpr std::int64_t revision_max = std::int64_t{1} << 53U;
constexpr std::array<std::string_view, 5> role_names{"officer", "second-officer", "supervisor",
                                                     "administrator", "auditor"};
constexpr std::array<std::string_view, 4> methods{"totp", "recovery", "password", "passkey"};

// What a body is read into; gives the reader's own first mistake.
template <class Body, class Read>
Result<Body> read_object(std::string_view text, std::string_view what, Read read) {
  JsonInput input;
  const auto root = input.parse(text, what);
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  Body body{};
  read(reader, body);
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  return body;
}

// A part of a body. Its mistakes are told at `key`.
template <class Read>
void read_part(ObjectReader& reader, std::string_view key, bool is_required, Read read) {
  const auto value = reader.take(key, is_required);
  if (!value) return;
  ObjectReader part{*value};
  read(part);
  if (auto finished = part.finish(); !finished)
    reader.keep(finished.error().fault, std::string{key}.append(": ").append(finished.error().text), key);
}

std::string bytes_of(ObjectReader& reader, std::string_view key) {
  const std::string text = reader.text(key, bytes_text_max);
  auto bytes = base::from_base64url(text);
  if (!bytes) reader.keep(Fault::invalid_value, std::string{key} + ": expected bytes as base64url", key);
  return std::move(bytes).value_or(std::string{});
}

InvitationBody invitation_of(ObjectReader& reader) {
  InvitationBody invitation{.secret = base::PersonalText{reader.text("secret", secret_max)},
                            .nonce = base::PersonalText{bytes_of(reader, "nonce")}};
  if (invitation.nonce.reveal().size() != nonce_bytes)
    reader.keep(Fault::invalid_value, "nonce: expected 16 random bytes as base64url", "nonce");
  return invitation;
}

// SPEC: WebAuthn level 2, 5.8.1: more keys may come, and are passed over.
ClientDataText client_data_of(ObjectReader& reader, const std::string& json) {
  ClientDataText said;
  JsonInput input;
  const auto root = input.parse(json, "client data");
  simdjson::dom::object object;
  std::string_view type;
  std::string_view challenge;
  std::string_view origin;
  if (root && root->get(object) == simdjson::SUCCESS && object["type"].get(type) == simdjson::SUCCESS &&
      object["challenge"].get(challenge) == simdjson::SUCCESS &&
      object["origin"].get(origin) == simdjson::SUCCESS) {
    said.type = type;
    said.challenge = base::from_base64url(challenge).value_or(std::string{});
    said.origin = origin;
  } else {
    reader.keep(Fault::invalid_value, "client_data: expected the JSON that the browser made", "client_data");
  }
  return said;
}

std::vector<RoleText> roles_of(ObjectReader& reader, simdjson::dom::element value) {
  std::vector<RoleText> roles;
  simdjson::dom::array array;
  if (value.get(array) != simdjson::SUCCESS) {
    reader.keep(Fault::wrong_type, "roles: expected an array", "roles");
    return roles;
  }
  if (array.size() > roles_max) {
    reader.keep(Fault::too_many, "roles: expected at most 200", "roles");
    return roles;
  }
  for (const auto element : array) {
    ObjectReader part{element};
    RoleText role{.centre = part.text("centre", id_max), .role = part.text("role", id_max)};
    if (!role.role.empty() && std::ranges::find(role_names, role.role) == role_names.end())
      part.keep(Fault::invalid_value,
                "role: expected officer, second-officer, supervisor, administrator or auditor", "role");
    if (auto finished = part.finish(); !finished)
      reader.keep(finished.error().fault, "roles: " + finished.error().text, "roles");
    roles.push_back(std::move(role));
  }
  return roles;
}

std::optional<base::PersonalText> optional_secret(ObjectReader& reader, std::string_view key) {
  std::string text = reader.optional_text(key, secret_max);
  return text.empty() ? std::nullopt : std::optional{base::PersonalText{std::move(text)}};
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

}  // namespace

bool is_sign_in_name(std::string_view text) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return text.size() >= name_min && text.size() <= name_max && is_letter(text.front()) &&
         std::ranges::all_of(text, [&](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
         });
}

Result<SignInBody> read_sign_in(std::string_view text) {
  return read_object<SignInBody>(text, "a sign-in", [](ObjectReader& reader, SignInBody& body) {
    body.name = lower(reader.text("name", name_max));
    body.password = base::PersonalText{reader.text("password", password_max)};
  });
}

Result<ProofBody> read_proof(std::string_view text) {
  return read_object<ProofBody>(text, "a second factor", [](ObjectReader& reader, ProofBody& body) {
    body.method = reader.text("method", id_max);
    if (body.method == "totp" || body.method == "recovery")
      body.text = base::PersonalText{reader.text("code", code_max)};
    if (body.method == "password") body.text = base::PersonalText{reader.text("password", password_max)};
    if (body.method == "passkey") {
      read_part(reader, "credential", true, [&](ObjectReader& part) {
        body.credential_id = bytes_of(part, "id");
        body.client_data = bytes_of(part, "client_data");
        body.authenticator_data = bytes_of(part, "authenticator_data");
        body.signature = bytes_of(part, "signature");
        body.said = client_data_of(part, body.client_data);
      });
    }
    if (!body.method.empty() && std::ranges::find(methods, body.method) == methods.end())
      reader.keep(Fault::invalid_value, "method: expected totp, recovery, password or passkey", "method");
  });
}

Result<bool> read_session_end(std::string_view text) {
  return read_object<bool>(text.empty() ? "{}" : text, "an end", [](ObjectReader& reader, bool& everywhere) {
    everywhere = reader.flag("everywhere", false);
  });
}

Result<std::string> read_centre_choice(std::string_view text) {
  return read_object<std::string>(text, "a centre", [](ObjectReader& reader, std::string& centre) {
    centre = reader.text("centre", id_max);
  });
}

Result<InvitationBody> read_invitation(std::string_view text) {
  return read_object<InvitationBody>(text, "an invitation", [](ObjectReader& reader, InvitationBody& body) {
    body = invitation_of(reader);
  });
}

Result<EnrolmentBody> read_enrolment(std::string_view text) {
  return read_object<EnrolmentBody>(text, "an enrolment", [](ObjectReader& reader, EnrolmentBody& body) {
    body.invitation = invitation_of(reader);
    body.password = base::PersonalText{reader.text("password", password_max)};
    body.code = reader.optional_text("code", code_max);
    read_part(reader, "passkey", false, [&](ObjectReader& part) {
      body.has_passkey = true;
      body.authenticator_data = bytes_of(part, "authenticator_data");
      body.said = client_data_of(part, bytes_of(part, "client_data"));
      body.label = part.optional_text("label", shown_max);
    });
  });
}

Result<PersonBody> read_person(std::string_view text) {
  return read_object<PersonBody>(text, "a person who works here", [](ObjectReader& reader, PersonBody& body) {
    body.sign_in_name = reader.text("sign_in_name", name_max);
    if (!body.sign_in_name.empty() && !is_sign_in_name(body.sign_in_name))
      reader.keep(Fault::invalid_value,
                  "sign_in_name: expected 2 to 64 small letters, digits, '.', '-' or '_', the first a letter",
                  "sign_in_name");
    body.shown_name = reader.text("shown_name", shown_max);
    body.centre = reader.text("centre", id_max);
    if (const auto roles = reader.take("roles", true)) body.roles = roles_of(reader, *roles);
    body.trained_until = reader.optional_day("trained_until");
    body.mitid_uuid = optional_secret(reader, "mitid_uuid");
    body.employee = optional_secret(reader, "employee");
  });
}

Result<PersonChangeBody> read_person_change(std::string_view text) {
  return read_object<PersonChangeBody>(
      text, "a change of who works here", [](ObjectReader& reader, PersonChangeBody& body) {
        if (const auto seen = reader.take("seen", true)) {
          if (seen->get(body.seen) != simdjson::SUCCESS || body.seen < 1 || body.seen > revision_max)
            reader.keep(Fault::invalid_value, "seen: expected the revision that was seen", "seen");
        }
        if (auto name = reader.optional_text("shown_name", shown_max); !name.empty())
          body.shown_name = std::move(name);
        if (auto centre = reader.optional_text("centre", id_max); !centre.empty())
          body.centre = std::move(centre);
        if (const auto roles = reader.take("roles", false)) body.roles = roles_of(reader, *roles);
        body.changes_training = reader.has("trained_until");
        body.trained_until = reader.optional_day("trained_until");
        if (reader.has("active")) body.active = reader.flag("active", true);
        body.mitid_uuid = optional_secret(reader, "mitid_uuid");
        body.employee = optional_secret(reader, "employee");
      });
}

}  // namespace skranke::codec
