#include "http/cases/own_router.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "base/utc_text.hpp"
#include "codec/case_bodies.hpp"
#include "codec/json_writer.hpp"
#include "http/api/before.hpp"
#include "http/api/problems.hpp"
#include "http/api/route_path.hpp"
#include "http/desk/citizen_routes.hpp"
#include "http/desk/routes.hpp"

namespace skranke::http::cases {
namespace {

using codec::append_member;
using skranke::cases::Wish;

constexpr Refusal no_session{401, "no-session", "Nobody has signed in", "Sign in with MitID first."};
constexpr Refusal no_case{404, "case-unknown", "There is no such case", "No case about you has this id."};
constexpr Refusal no_proof{
    404, "no-proof", "There is no proof of this case yet",
    "The case is not decided, or its record came into the log a moment ago: ask again."};

// A request that has found its route and who asks.
struct OwnCall {
  const OwnContext& context;
  std::string person_id;
  std::string id;
  std::string body;
};
using OwnRoute = void (*)(const OwnCall&, Response&);

std::string_view name(Wish wish) {
  switch (wish) {
    case Wish::allowed:
      return "allowed";
    case Wish::delayed:
      return "delayed";
    case Wish::forbidden:
      return "forbidden";
  }
  std::unreachable();
}

// `[…]`, or the answer is written.
bool append_look_ups(std::string& out, const OwnCall& call, Response& response) {
  const auto look_ups = call.context.book.look_ups(call.person_id);
  if (!look_ups) return api::write_body_problem(response, look_ups.error()), false;
  out.append("[");
  for (const auto& look_up : *look_ups) {
    if (&look_up != &look_ups->front()) out.push_back(',');
    out.push_back('{');
    append_member(out, "look_up_id", look_up.look_up_id);
    append_member(out, "at", base::utc_text(look_up.at));
    append_member(out, "centre", look_up.centre_id);
    append_member(out, "case_id", look_up.case_id);
    append_member(out, "purpose", look_up.purpose);
    append_member(out, "reason", look_up.reason);
    append_member(out, "what", look_up.what);
    out.back() = '}';
  }
  out.append("]");
  return true;
}

// The signed record; null of a case that has none, or none any more.
bool append_record(std::string& out, const OwnCall& call, const std::string& case_id, Response& response) {
  const auto record = call.context.book.record(case_id);
  if (!record) return api::write_body_problem(response, record.error()), false;
  out.append(",\"record\":");
  if (*record)
    codec::append_json_string(out, (*record)->reveal());
  else
    out.append("null");
  return true;
}

enum class Records : std::uint8_t { without, with };

bool append_cases(std::string& out, const OwnCall& call, Records records, Response& response) {
  const auto all = call.context.book.cases_of(call.person_id);
  if (!all) return api::write_body_problem(response, all.error()), false;
  out.append("[");
  for (const auto& each : *all) {
    if (&each != &all->front()) out.push_back(',');
    out.push_back('{');
    append_member(out, "case_id", each.case_id);
    append_member(out, "opened_at", base::utc_text(each.opened_at));
    append_member(out, "centre", each.centre_id);
    append_member(out, "purpose", each.purpose);
    append_member(out, "outcome", each.outcome);
    out.pop_back();
    if (records == Records::with && !append_record(out, call, each.case_id, response)) return false;
    out.push_back('}');
  }
  out.append("]");
  return true;
}

bool append_vouchings(std::string& out, const OwnCall& call, Response& response) {
  const auto standing = call.context.citizens.tools.ledger.standing(call.person_id);
  if (!standing) return api::write_body_problem(response, standing.error()), false;
  out.append("[");
  for (const auto& given : standing->given) {
    if (&given != &standing->given.front()) out.push_back(',');
    out.push_back('{');
    append_member(out, "statement_id", given.statement_id);
    append_member(out, "day", base::format_day(given.day));
    append_member(out, "centre", given.centre_id);
    out.append(given.withdrawn ? "\"withdrawn\":true," : "\"withdrawn\":false,");
    out.append(given.disputed ? "\"disputed\":true}" : "\"disputed\":false}");
  }
  out.append("]");
  return true;
}

void show_look_ups(const OwnCall& call, Response& response) {
  std::string out{"{\"items\":"};
  if (!append_look_ups(out, call, response)) return;
  desk::answer_json(response, 200);
  response.body = out.append("}\n");
}

void show_cases(const OwnCall& call, Response& response) {
  std::string out{"{\"items\":"};
  if (!append_cases(out, call, Records::without, response)) return;
  desk::answer_json(response, 200);
  response.body = out.append("}\n");
}

void write_wish(Wish wish, Response& response) {
  desk::answer_json(response, 200);
  response.body.append("{\"wish\":\"").append(name(wish)).append("\"}\n");
}

void show_wish(const OwnCall& call, Response& response) {
  const auto wish = call.context.book.wish(call.person_id);
  if (!wish) return api::write_body_problem(response, wish.error());
  write_wish(*wish, response);
}

void set_wish(const OwnCall& call, Response& response) {
  const auto named = codec::read_wish(call.body);
  if (!named) return api::write_body_problem(response, named.error());
  Wish wish = Wish::allowed;
  if (*named == "delayed") wish = Wish::delayed;
  if (*named == "forbidden") wish = Wish::forbidden;
  const auto set = call.context.book.set_wish(call.person_id, wish, call.context.citizens.now());
  if (!set) return api::write_body_problem(response, set.error());
  write_wish(wish, response);
}

// Whoever was at the counter, it was not them: nothing more is accepted in their name until they say so, and
// the supervisors of the centre are told.
void dispute_case(const OwnCall& call, Response& response) {
  const auto disputed = call.context.book.dispute(call.id, call.person_id, call.context.citizens.now());
  if (!disputed) return api::write_body_problem(response, disputed.error());
  if (!*disputed) return write_problem(response, no_case);
  desk::answer_json(response, 200);
  response.body = "{\"disputed\":true,\"wish\":\"forbidden\"}\n";
}

void download_everything(const OwnCall& call, Response& response) {
  const auto wish = call.context.book.wish(call.person_id);
  if (!wish) return api::write_body_problem(response, wish.error());
  std::string out{"{\"wish\":\""};
  out.append(name(*wish)).append("\",\"look_ups\":");
  if (!append_look_ups(out, call, response)) return;
  out.append(",\"cases\":");
  if (!append_cases(out, call, Records::with, response)) return;
  out.append(",\"vouchings\":");
  if (!append_vouchings(out, call, response)) return;
  desk::answer_json(response, 200);
  response.fields.append("Content-Disposition: attachment; filename=\"skranke.json\"\r\n");
  response.body = out.append("}\n");
}

void show_proof(const OwnCall& call, Response& response) {
  const auto all = call.context.book.cases_of(call.person_id);
  if (!all) return api::write_body_problem(response, all.error());
  const bool is_theirs = std::ranges::any_of(*all, [&](const auto& each) { return each.case_id == call.id; });
  if (!is_theirs) return write_problem(response, no_case);
  auto proof = call.context.prove(call.id);
  if (!proof) return api::write_body_problem(response, proof.error());
  if (!*proof) return write_problem(response, no_proof);
  desk::answer_json(response, 200);
  response.fields.append("Content-Disposition: attachment; filename=\"skranke-proof.json\"\r\n");
  response.body = (*proof)->append("\n");
}

struct Entry {
  Method method;
  std::string_view path;
  OwnRoute route;
};

constexpr std::array entries{
    Entry{Method::get, "/api/v1/me/look-ups", show_look_ups},
    Entry{Method::get, "/api/v1/me/cases", show_cases},
    Entry{Method::post, "/api/v1/me/cases/{id}/dispute", dispute_case},
    Entry{Method::get, "/api/v1/me/cases/{id}/proof", show_proof},
    Entry{Method::get, "/api/v1/me/wish", show_wish},
    Entry{Method::post, "/api/v1/me/wish", set_wish},
    Entry{Method::get, "/api/v1/me/everything", download_everything},
};

bool answer(const std::shared_ptr<const OwnContext>& context, const Request& request, Response& response) {
  const auto found = api::find_route(entries, request.method, request.path, response);
  if (found.entry == nullptr && found.other_method == nullptr) return false;
  if (found.entry == nullptr) {
    response.fields = found.other_method->method == Method::post ? "Allow: GET, POST\r\n" : "Allow: GET\r\n";
    write_problem(response, api::wrong_method);
    return true;
  }
  if (!api::is_from_here(request, response)) return true;
  response.work = [context, route = found.entry->route, id = std::string{found.id},
                   body = std::string{request.body},
                   session = desk::session_in(context->citizens, request.cookie)](Response& answered) {
    const auto& citizens = context->citizens;
    const auto who = skranke::desk::signed_in(citizens.tools, citizens.sessions, session, citizens.now());
    if (!who) return api::write_body_problem(answered, who.error());
    if (!*who) return write_problem(answered, no_session);
    route({.context = *context, .person_id = (*who)->person_id, .id = id, .body = body}, answered);
  };
  return true;
}

}  // namespace

Handler make_own_router(OwnContext context, Handler rest) {
  return api::before(
      [shared = std::make_shared<const OwnContext>(std::move(context))](
          const Request& request, Response& response) { return answer(shared, request, response); },
      std::move(rest));
}

std::vector<api::RouteName> own_route_names() { return api::names_of(entries); }

}  // namespace skranke::http::cases
