// An invited person sets password and second factor.
#include "staff/enrolment.hpp"

#include <utility>

#include "base/base32.hpp"
#include "base/base64url.hpp"
#include "codec/json_writer.hpp"
#include "http/api/problems.hpp"
#include "http/staff/answers.hpp"

namespace skranke::http::staff {
namespace {

namespace rules = skranke::staff;
using codec::append_member;

constexpr Refusal invitation_over{
    404, "invitation-over", "This invitation can't be used",
    "It was used, replaced, or is older than a day. Ask an administrator for a new one."};

struct Mistake {
  std::string_view path;
  std::string_view code;
  std::string_view text;
};

Mistake mistake_of(rules::EnrolmentRefusal refusal) {
  using enum rules::EnrolmentRefusal;
  switch (refusal) {
    case invitation_over:
    case password_short:
      return {"/password", "password-short", "password: expected at least 12 characters; a sentence is good"};
    case password_long:
      return {"/password", "password-long", "password: expected at most 256 bytes"};
    case password_guessable:
      return {"/password", "password-guessable",
              "password: expected neither one letter again and again nor your own name"};
    case no_factor:
      return {"/code", "factor-missing", "code: expected a one-time code, or a passkey, or both"};
    case code_wrong:
      return {"/code", "code-wrong", "code: expected the code that the app shows now"};
    case passkey_wrong:
      return {"/passkey", "passkey-wrong", "passkey: expected one that was made for this page just now"};
  }
  std::unreachable();
}

rules::Opening opening_of(codec::InvitationBody body) {
  return {.secret = std::move(body.secret), .nonce = std::move(body.nonce)};
}

void append_codes(std::string& out, const std::vector<std::string>& codes) {
  out.push_back('[');
  for (const std::string& code : codes) {
    if (&code != &codes.front()) out.push_back(',');
    codec::append_json_string(out, code);
  }
  out.push_back(']');
}

}  // namespace

void offer_enrolment(const StaffCall& call, Response& response) {
  auto invitation = codec::read_invitation(call.body);
  if (!invitation) return api::write_body_problem(response, invitation.error());
  const auto offered =
      rules::offer(call.context.tools, opening_of(std::move(*invitation)), call.context.now());
  if (!offered) return api::write_body_problem(response, offered.error());
  if (!*offered) return write_problem(response, invitation_over);
  const rules::Account& account = (*offered)->account;
  const std::string key = base::base32((*offered)->totp_key);
  answer_json(response, 200);
  std::string& out = response.body;
  out.push_back('{');
  append_member(out, "name", account.sign_in_name);
  append_member(out, "shown_name", account.shown_name);
  append_member(out, "centre_name", call.context.gate.parts().centre_name(account.centre_id));
  append_member(out, "totp_key", key);
  append_member(out, "totp_uri",
                "otpauth://totp/Skranke:" + account.sign_in_name + "?secret=" + key +
                    "&issuer=Skranke&algorithm=SHA1&digits=6&period=30");
  append_member(out, "user", base::base64url(account.account_id));
  append_key(out, "passkey");
  append_challenge(out, (*offered)->challenge, call.context.tools.relying_party, {});
  out.back() = '}';
  out.push_back('\n');
}

void enrol(const StaffCall& call, Response& response) {
  auto body = codec::read_enrolment(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  rules::EnrolmentWish wish{
      .password = std::move(body->password), .code = std::move(body->code), .passkey = {}};
  if (body->has_passkey) {
    wish.passkey = rules::NewPasskey{.authenticator_data = std::move(body->authenticator_data),
                                     .client_data = {.type = std::move(body->said.type),
                                                     .challenge = std::move(body->said.challenge),
                                                     .origin = std::move(body->said.origin)},
                                     .label = std::move(body->label)};
  }
  const auto enrolled =
      rules::enrol(call.context.tools, opening_of(std::move(body->invitation)), wish, call.context.now());
  if (!enrolled) return api::write_body_problem(response, enrolled.error());
  if (enrolled->refusal == rules::EnrolmentRefusal::invitation_over)
    return write_problem(response, invitation_over);
  if (enrolled->refusal) {
    const Mistake mistake = mistake_of(*enrolled->refusal);
    return write_problem(response,
                         {422, "enrolment-refused", "This can't be used to sign in with", mistake.text},
                         mistake.path, mistake.code);
  }
  answer_json(response, 201);
  response.body = "{\"recovery_codes\":";
  append_codes(response.body, enrolled->recovery_codes);
  response.body.append("}\n");
}

}  // namespace skranke::http::staff
