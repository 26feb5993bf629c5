// The people who work here, as administrators see and change them.
#include <utility>

#include "base/service_limits.hpp"
#include "codec/json_writer.hpp"
#include "http/api/problems.hpp"
#include "http/staff/answers.hpp"

namespace skranke::http::staff {
namespace {

namespace rules = skranke::staff;
using codec::append_json_string;
using codec::append_member;
using codec::append_number;

Refusal refusal_of(rules::PersonRefusal refusal) {
  using enum rules::PersonRefusal;
  switch (refusal) {
    case unknown:
      return {404, "person-unknown", "There is no such person", "Nobody who works here has this id."};
    case taken:
      return {409, "person-taken", "Somebody else has this",
              "The sign-in name, the MitID or the employee is another account's already."};
    case changed_meanwhile:
      return {409, "person-changed", "Somebody else has changed this account",
              "Nothing was written. Look at it again, and send its revision as `seen`."};
    case last_administrator:
      return {
          409, "last-administrator", "Nobody would be left to administrate",
          "One active administrator of every centre has to remain. Give that role to somebody else first."};
    case own_account:
      return {403, "own-account", "Not of your own account",
              "Nobody changes their own roles, certificate, MitID or employee, or disables or invites "
              "themselves: another administrator does."};
    case another_centre:
      return {403, "another-centre", "This is another centre",
              "An administrator of a centre changes people and roles of that centre only."};
    case not_active:
      return {409, "person-not-active", "The account is disabled", "Make it active first."};
  }
  std::unreachable();
}

rules::Doer doer_of(const StaffCall& call) {
  return {.id = call.member->officer.officer_id, .roles = call.member->roles};
}

void append_flag(std::string& out, std::string_view key, bool flag) {
  append_key(out, key);
  out.append(flag ? "true," : "false,");
}

void append_account(std::string& out, const rules::Account& account) {
  out.push_back('{');
  append_member(out, "id", account.account_id);
  append_member(out, "sign_in_name", account.sign_in_name);
  append_member(out, "shown_name", account.shown_name);
  append_member(out, "centre", account.centre_id);
  append_flag(out, "active", account.is_active);
  append_flag(out, "enrolled", account.is_enrolled());
  append_flag(out, "totp", !account.totp_key.empty());
  append_flag(out, "mitid", !account.mitid.empty());
  append_flag(out, "employee", !account.employee.empty());
  append_key(out, "passkeys");
  append_number(out, account.passkeys.size());
  out.push_back(',');
  append_key(out, "recovery_left");
  append_number(out, account.recovery_left);
  out.push_back(',');
  append_key(out, "trained_until");
  if (account.trained_until)
    append_json_string(out, base::format_day(*account.trained_until));
  else
    out.append("null");
  out.push_back(',');
  append_key(out, "revision");
  append_number(out, account.revision);
  out.push_back(',');
  append_roles(out, account.roles);
  out.push_back('}');
}

void write_invited(const StaffCall& call, const base::Result<rules::InvitedPerson>& invited,
                   Response& response) {
  if (!invited) return api::write_body_problem(response, invited.error());
  if (invited->refusal) return write_problem(response, refusal_of(*invited->refusal));
  answer_json(response, 201);
  std::string& out = response.body;
  out.push_back('{');
  append_member(out, "id", invited->account_id);
  append_key(out, "invitation");
  out.push_back('{');
  append_member(out, "address", call.context.url() + "/da/enrol/#" + invited->secret.reveal());
  append_key(out, "until");
  append_json_string(out, moment_text(invited->until));
  out.append("}}\n");
}

bool is_centre(const StaffCall& call, const std::string& centre, Response& response) {
  if (call.context.is_centre(centre)) return true;
  api::write_body_problem(
      response, {base::Fault::invalid_value,
                 "centre: expected the id of a centre, as in aarhus: see /api/v1/centres", "/centre"});
  return false;
}

}  // namespace

void show_people(const StaffCall& call, Response& response) {
  const auto people = rules::people_of(call.context.tools, doer_of(call));
  if (!people) return api::write_body_problem(response, people.error());
  answer_json(response, 200);
  std::string& out = response.body;
  out.append("{\"items\":[");
  for (const rules::Account& account : *people) {
    if (&account != &people->front()) out.push_back(',');
    append_account(out, account);
  }
  out.append("]}\n");
}

void add_person(const StaffCall& call, Response& response) {
  auto body = codec::read_person(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  if (!is_centre(call, body->centre, response)) return;
  auto roles = roles_of(call.context, body->roles);
  if (!roles) return api::write_body_problem(response, roles.error());
  if (!gate::is_stepped_up(*call.member, response)) return;
  write_invited(call,
                rules::add_person(call.context.tools, doer_of(call),
                                  {.sign_in_name = std::move(body->sign_in_name),
                                   .shown_name = std::move(body->shown_name),
                                   .centre_id = std::move(body->centre),
                                   .roles = std::move(*roles),
                                   .trained_until = body->trained_until,
                                   .mitid_uuid = std::move(body->mitid_uuid),
                                   .employee = std::move(body->employee)},
                                  call.context.now()),
                response);
}

void change_person(const StaffCall& call, Response& response) {
  auto body = codec::read_person_change(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  if (body->centre && !is_centre(call, *body->centre, response)) return;
  rules::PersonChange change{.seen = body->seen,
                             .shown_name = std::move(body->shown_name),
                             .centre_id = std::move(body->centre),
                             .roles = {},
                             .changes_training = body->changes_training,
                             .trained_until = body->trained_until,
                             .is_active = body->active,
                             .mitid_uuid = std::move(body->mitid_uuid),
                             .employee = std::move(body->employee)};
  if (body->roles) {
    auto roles = roles_of(call.context, *body->roles);
    if (!roles) return api::write_body_problem(response, roles.error());
    change.roles = std::move(*roles);
  }
  if (!gate::is_stepped_up(*call.member, response)) return;
  const auto refusal =
      rules::change_person(call.context.tools, doer_of(call), call.id, change, call.context.now());
  if (!refusal) return api::write_body_problem(response, refusal.error());
  if (*refusal) return write_problem(response, refusal_of(**refusal));
  const auto account = call.context.tools.store.by_id(call.id);
  if (!account) return api::write_body_problem(response, account.error());
  answer_json(response, 200);
  if (*account) append_account(response.body, **account);
  response.body.push_back('\n');
}

void invite_person(const StaffCall& call, Response& response) {
  if (!gate::is_stepped_up(*call.member, response)) return;
  write_invited(call, rules::invite_person(call.context.tools, doer_of(call), call.id, call.context.now()),
                response);
}

void show_events(const StaffCall& call, Response& response) {
  const auto events = rules::events_of(call.context.tools, doer_of(call));
  if (!events) return api::write_body_problem(response, events.error());
  answer_json(response, 200);
  std::string& out = response.body;
  out.append("{\"items\":[");
  for (const rules::Event& event : *events) {
    if (&event != &events->front()) out.push_back(',');
    out.push_back('{');
    append_member(out, "person", event.account_id);
    append_member(out, "by", event.by);
    append_member(out, "what", event.what);
    append_member(out, "detail", event.detail);
    append_key(out, "at");
    append_json_string(out, moment_text(event.at));
    out.push_back('}');
  }
  out.append("]}\n");
}

}  // namespace skranke::http::staff
