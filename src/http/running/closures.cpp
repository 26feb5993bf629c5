// Sudden closures: what becomes of each visit, foreseen or done.
#include "base/service_limits.hpp"
#include "codec/centre_bodies.hpp"
#include "codec/json_writer.hpp"
#include "http/api/problems.hpp"
#include "http/running/routes.hpp"
#include "running/closing.hpp"

namespace skranke::http::running {
namespace {

namespace rules = skranke::running;
using codec::append_member;
using codec::append_number;

constexpr booking::Instant minutes_a_day = booking::minutes_a_day;

// From the minute that the first moment is in to that which the last one ends.
rules::ClosureWish wish_of(const codec::ClosureBody& body) {
  return {.from = body.from / rules::seconds_a_minute,
          .to = (body.to + rules::seconds_a_minute - 1) / rules::seconds_a_minute,
          .counter = body.counter ? std::optional{*body.counter - 1} : std::nullopt,
          .reason = body.reason};
}

// Whether the time is one that can be closed; else the answer is written.
bool can_be_closed(const RunningCall& call, const rules::ClosureWish& wish, Response& response) {
  const booking::Instant now = call.now / rules::seconds_a_minute;
  const booking::Instant last = now + minutes_a_day * base::limits::hours_ahead_days_max;
  const char* problem = nullptr;
  if (wish.to <= now || wish.to > last) problem = "to: expected a time to come, within two years";
  if (wish.to - wish.from > minutes_a_day * base::limits::closure_days_max)
    problem = "to: expected at most 31 days after from";
  if (problem == nullptr) return true;
  api::write_body_problem(response, {base::Fault::invalid_value, problem, "/to"});
  return false;
}

void append_moved(std::string& out, const rules::ClosureVisit& visit, const booking::TimeZone& zone) {
  out.push_back('{');
  append_member(out, "booking_id", visit.booking_id);
  append_member(out, "from", booking::format_instant(visit.from, zone));
  append_member(out, "to", booking::format_instant(*visit.to, zone));
  out.append("\"from_counter\":");
  append_number(out, visit.from_counter + 1);
  out.append(",\"to_counter\":");
  append_number(out, visit.to_counter + 1);
  out.push_back('}');
}

void append_offered(std::string& out, const rules::ClosureVisit& visit, const booking::TimeZone& zone) {
  out.push_back('{');
  append_member(out, "booking_id", visit.booking_id);
  append_member(out, "start", booking::format_instant(visit.from, zone));
  out.back() = '}';
}

void append_report(std::string& out, const rules::ClosureReport& report, bool is_preview) {
  out.append(is_preview ? "{\"preview\":true," : "{\"preview\":false,");
  append_or_null(out, "closure_id", report.closure_id);
  for (const bool is_moved : {true, false}) {
    out.append(is_moved ? "\"moved\":[" : "],\"offered\":[");
    bool is_first = true;
    for (const rules::ClosureVisit& visit : report.visits) {
      if (visit.to.has_value() != is_moved) continue;
      if (!is_first) out.push_back(',');
      is_first = false;
      if (is_moved)
        append_moved(out, visit, *report.place->zone);
      else
        append_offered(out, visit, *report.place->zone);
    }
  }
  out.append("]}\n");
}

rules::Author author_of(const RunningCall& call) {
  return {.officer_id = call.officer.officer_id, .at = call.now, .seen = std::nullopt};
}

}  // namespace

void close_suddenly(const RunningCall& call, Response& response) {
  const auto body = codec::read_closure(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  const rules::ClosureWish wish = wish_of(*body);
  if (!can_be_closed(call, wish, response)) return;
  const auto report =
      rules::close(call.tools(), call.centre, wish,
                   body->is_preview ? rules::Mode::preview : rules::Mode::change, author_of(call));
  if (!report) return api::write_body_problem(response, report.error());
  if (report->refusal) return write_refusal(response, *report->refusal);
  answer_json(response);
  append_report(response.body, report->value, body->is_preview);
}

void lift_closure(const RunningCall& call, Response& response) {
  // Nothing is asked for that could be seen first.
  const auto body = codec::read_removal(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  const auto lifted = rules::lift(call.tools(), call.centre, call.part, author_of(call));
  if (!lifted) return api::write_body_problem(response, lifted.error());
  if (lifted->refusal) return write_refusal(response, *lifted->refusal);
  answer_json(response);
  response.body = "{\"state\":\"open\"}\n";
}

}  // namespace skranke::http::running
