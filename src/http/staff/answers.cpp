#include "http/staff/answers.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "base/base64url.hpp"
#include "codec/json_writer.hpp"

namespace skranke::http::staff {
namespace {

namespace rules = skranke::staff;
using codec::append_json_string;
using codec::append_member;
using codec::append_number;

constexpr Refusal throttled{429, "too-many-tries", "Tried too often",
                            "Wait for a quarter of an hour, and try again then."};

void append_number_member(std::string& out, std::string_view key, std::int64_t number) {
  append_key(out, key);
  append_number(out, number);
  out.push_back(',');
}

std::string_view name(rules::Standing standing) {
  switch (standing) {
    case rules::Standing::none:
      return "none";
    case rules::Standing::half:
      return "second-factor";
    case rules::Standing::open:
      return "open";
    case rules::Standing::locked:
      return "locked";
  }
  std::unreachable();
}

void append_methods(std::string& out, const rules::Account& account) {
  append_key(out, "methods");
  out.push_back('[');
  const auto add = [&](bool has, std::string_view method) {
    if (!has) return;
    if (out.back() != '[') out.push_back(',');
    append_json_string(out, method);
  };
  add(!account.passkeys.empty(), "passkey");
  add(!account.totp_key.empty(), "totp");
  add(account.recovery_left > 0, "recovery");
  out.append("],");
}

void append_person(std::string& out, const gate::StaffMember& member, const rules::Account& account) {
  append_key(out, "person");
  out.push_back('{');
  append_member(out, "id", account.account_id);
  append_member(out, "name", account.sign_in_name);
  append_member(out, "shown_name", account.shown_name);
  append_member(out, "centre", member.officer.centre_id);
  append_member(out, "centre_name", member.officer.centre_name);
  append_key(out, "trained_until");
  if (account.trained_until)
    append_json_string(out, base::format_day(*account.trained_until));
  else
    out.append("null");
  out.append(member.blocked.is_empty() ? ",\"trained\":true," : ",\"trained\":false,");
  append_roles(out, account.roles);
  out.append("},");
}

}  // namespace

void answer_json(Response& response, unsigned status) {
  response.status = status;
  response.content_type = "application/json";
  response.fields.append("Cache-Control: no-store\r\n");
}

void append_key(std::string& out, std::string_view key) {
  append_json_string(out, key);
  out.push_back(':');
}

void append_roles(std::string& out, const std::vector<rules::RolesAt>& roles) {
  out.append("\"roles\":[");
  bool is_first = true;
  for (const rules::RolesAt& at : roles) {
    for (const rules::Role role : rules::all_roles) {
      if (!at.roles.has(role)) continue;
      if (!is_first) out.push_back(',');
      is_first = false;
      out.push_back('{');
      append_member(out, "centre", at.centre_id);
      append_key(out, "role");
      append_json_string(out, rules::name(role));
      out.push_back('}');
    }
  }
  out.push_back(']');
}

void write_session(const StaffCall& call, const rules::Seen& seen, const base::PersonalText& secret,
                   Response& response) {
  const auto now = call.context.now();
  answer_json(response, 200);
  std::string& out = response.body;
  out.push_back('{');
  append_member(out, "state", name(seen.standing));
  append_member(out, "token", rules::page_token(call.context.tools, secret));
  append_methods(out, seen.account);
  if (seen.standing != rules::Standing::half) {
    append_person(out, call.context.gate.member_of(seen), seen.account);
    append_number_member(out, "idle_seconds_left",
                         seen.standing == rules::Standing::locked ? 0 : rules::idle_left(seen, now));
    out.append(seen.account.password.empty() ? "\"password\":false," : "\"password\":true,");
    out.append(rules::is_stepped_up(seen, now) ? "\"stepped_up\":true," : "\"stepped_up\":false,");
  }
  append_key(out, "seconds_left");
  append_number(out, rules::whole_left(seen, now));
  out.append("}\n");
}

void append_challenge(std::string& out, std::string_view challenge, const std::string& relying_party,
                      const rules::Account& account) {
  out.push_back('{');
  append_member(out, "challenge", base::base64url(challenge));
  append_member(out, "relying_party", relying_party);
  append_key(out, "credentials");
  out.push_back('[');
  for (const rules::Passkey& passkey : account.passkeys) {
    if (&passkey != &account.passkeys.front()) out.push_back(',');
    append_json_string(out, base::base64url(passkey.credential_id));
  }
  out.append("]}\n");
}

void write_no_session(const StaffCall& call, Response& response) {
  answer_json(response, 200);
  response.body = call.context.broker == nullptr ? "{\"state\":\"none\",\"broker\":false}\n"
                                                 : "{\"state\":\"none\",\"broker\":true}\n";
}

void write_refused(rules::Outcome outcome, const Refusal& refusal, Response& response) {
  if (outcome != rules::Outcome::throttled) return write_problem(response, refusal);
  response.fields.append("Retry-After: ").append(std::to_string(rules::limits::try_window)).append("\r\n");
  write_problem(response, throttled);
}

rules::Proof proof_of(codec::ProofBody body) {
  rules::Proof proof;
  if (body.method == "recovery") proof.kind = rules::ProofKind::recovery;
  if (body.method == "password") proof.kind = rules::ProofKind::password;
  if (body.method == "passkey") proof.kind = rules::ProofKind::passkey;
  proof.text = std::move(body.text);
  proof.signature = {.credential_id = std::move(body.credential_id),
                     .client_data = std::move(body.client_data),
                     .authenticator_data = std::move(body.authenticator_data),
                     .signature = std::move(body.signature)};
  proof.client_data = {.type = std::move(body.said.type),
                       .challenge = std::move(body.said.challenge),
                       .origin = std::move(body.said.origin)};
  return proof;
}

base::Result<std::vector<rules::RolesAt>> roles_of(const StaffContext& context,
                                                   const std::vector<codec::RoleText>& roles) {
  std::vector<rules::RolesAt> all;
  for (const codec::RoleText& text : roles) {
    if (text.centre != rules::every_centre && !context.is_centre(text.centre))
      return base::fail(base::Fault::invalid_value,
                        "roles: expected the id of a centre, as in aarhus, or *: see /api/v1/centres",
                        "/roles");
    const auto role = rules::role_named(text.role);
    const auto found = std::ranges::find(all, text.centre, &rules::RolesAt::centre_id);
    rules::RolesAt& at =
        found == all.end() ? all.emplace_back(rules::RolesAt{.centre_id = text.centre, .roles = {}}) : *found;
    if (role) at.roles = at.roles | *role;
  }
  return all;
}

std::string moment_text(rules::Moment moment) {
  constexpr rules::Moment day_seconds = 86'400;
  constexpr rules::Moment hour_seconds = 3600;
  const auto day = static_cast<base::Day>(moment / day_seconds);
  const auto second = static_cast<int>(moment % day_seconds);
  std::array<char, 16> time{};
  std::snprintf(time.data(), time.size(), "T%02d:%02d:%02dZ", second / static_cast<int>(hour_seconds),
                second / 60 % 60, second % 60);
  return base::format_day(day).append(time.data());
}

}  // namespace skranke::http::staff
