// Organisations whose members vouch as a profession (W7): registered, dated, suspended, by administrators.
#include <utility>

#include "codec/desk_bodies.hpp"
#include "http/api/problems.hpp"
#include "http/desk/routes.hpp"

namespace skranke::http::desk {
namespace {

constexpr Refusal no_administrator{403, "no-administrator", "This needs an administrator",
                                   "Organisations are registered by administrators."};
constexpr Refusal unknown_organisation{404, "organisation-unknown", "There is no such organisation or member",
                                       "No organisation, or no member of it, is registered under this id."};

// False, and the answer is written, where the officer is none.
bool may_register(const DeskCall& call, Response& response) {
  if (!call.officer.is_administrator) write_problem(response, no_administrator);
  return call.officer.is_administrator;
}

void write_done(Response& response, const base::Result<bool>& done, std::string_view what) {
  if (!done) return api::write_body_problem(response, done.error());
  if (!*done) return write_problem(response, unknown_organisation);
  answer_json(response, 200);
  response.body.append("{\"state\":\"").append(what).append("\"}\n");
}

// The ledger's person of a member's number.
base::Result<std::string> person_of(const DeskCall& call, const codec::MemberBody& body) {
  const auto keys = skranke::desk::keys_of(call.context.tools, body.number);
  if (!keys) return std::unexpected{keys.error()};
  return call.context.tools.ledger.person_of(*keys);
}

}  // namespace

void register_organisation(const DeskCall& call, Response& response) {
  if (!may_register(call, response)) return;
  codec::DeskBodies bodies{call.context.catalogue};
  auto body = bodies.organisation(call.body);
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
  if (!may_register(call, response)) return;
  codec::DeskBodies bodies{call.context.catalogue};
  const auto from = bodies.from(call.body);
  if (!from) return api::write_body_problem(response, from.error());
  write_done(response, call.context.tools.ledger.suspend_organisation(call.id, *from), "suspended");
}

void register_member(const DeskCall& call, Response& response) {
  if (!may_register(call, response)) return;
  codec::DeskBodies bodies{call.context.catalogue};
  const auto body = bodies.member(call.body, call.context.today());
  if (!body) return api::write_body_problem(response, body.error());
  const auto person = person_of(call, *body);
  if (!person) return api::write_body_problem(response, person.error());
  const base::Day from = body->from.value_or(call.context.today());
  write_done(response, call.context.tools.ledger.register_member(call.id, *person, from), "registered");
}

void suspend_member(const DeskCall& call, Response& response) {
  if (!may_register(call, response)) return;
  codec::DeskBodies bodies{call.context.catalogue};
  const auto body = bodies.member(call.body, call.context.today());
  if (!body) return api::write_body_problem(response, body.error());
  const auto person = person_of(call, *body);
  if (!person) return api::write_body_problem(response, person.error());
  const base::Day from = body->from.value_or(call.context.today());
  write_done(response, call.context.tools.ledger.suspend_member(call.id, *person, from), "suspended");
}

}  // namespace skranke::http::desk
