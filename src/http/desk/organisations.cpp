// Organisations whose members vouch as a profession (W7): registered, dated, suspended, by administrators.
#include <utility>

#include "http/api/problems.hpp"
#include "http/desk/routes.hpp"

namespace skranke::http::desk {
namespace {

constexpr Refusal unknown_organisation{404, "organisation-unknown", "There is no such organisation or member",
                                       "No organisation, or no member of it, is registered under this id."};

void write_done(Response& response, const base::Result<bool>& done, std::string_view what) {
  if (!done) return api::write_body_problem(response, done.error());
  if (!*done) return write_problem(response, unknown_organisation);
  answer_json(response, 200);
  response.body.append("{\"state\":\"").append(what).append("\"}\n");
}

using OfMember = base::Result<bool> (skranke::desk::WitnessLedger::*)(const std::string&, const std::string&,
                                                                      base::Day);

// Does `what` for the person of the body's number, from the body's day or today on.
void for_member(const DeskCall& call, Response& response, OfMember what, std::string_view done) {
  const auto body = bodies_of(call).member(call.body, call.context.today());
  if (!body) return api::write_body_problem(response, body.error());
  const auto keys = skranke::desk::keys_of(call.context.tools, body->number);
  if (!keys) return api::write_body_problem(response, keys.error());
  auto& ledger = call.context.tools.ledger;
  const auto person = ledger.person_of(*keys);
  if (!person) return api::write_body_problem(response, person.error());
  write_done(response, (ledger.*what)(call.id, *person, body->from.value_or(call.context.today())), done);
}

}  // namespace

void register_organisation(const DeskCall& call, Response& response) {
  auto body = bodies_of(call).organisation(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  const auto done =
      call.context.tools.ledger.register_organisation({.organisation_id = std::move(body->organisation_id),
                                                       .name = std::move(body->name),
                                                       .web = std::move(body->web),
                                                       .phone = std::move(body->phone),
                                                       .email = std::move(body->email),
                                                       .languages = std::move(body->languages),
                                                       .registered_on = call.context.today(),
                                                       .suspended_from = std::nullopt});
  if (!done) return api::write_body_problem(response, done.error());
  answer_json(response, 201);
  response.body = "{\"state\":\"registered\"}\n";
}

void suspend_organisation(const DeskCall& call, Response& response) {
  const auto from = bodies_of(call).from(call.body);
  if (!from) return api::write_body_problem(response, from.error());
  write_done(response, call.context.tools.ledger.suspend_organisation(call.id, *from), "suspended");
}

void register_member(const DeskCall& call, Response& response) {
  for_member(call, response, &skranke::desk::WitnessLedger::register_member, "registered");
}

void suspend_member(const DeskCall& call, Response& response) {
  for_member(call, response, &skranke::desk::WitnessLedger::suspend_member, "suspended");
}

}  // namespace skranke::http::desk
