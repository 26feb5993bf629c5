// A centre's hours: told, and changed with a look ahead.
#include <utility>

#include "base/service_limits.hpp"
#include "codec/centre_bodies.hpp"
#include "codec/json_writer.hpp"
#include "http/api/problems.hpp"
#include "http/running/routes.hpp"

namespace skranke::http::running {
namespace {

namespace rules = skranke::running;
using codec::append_member;
using codec::append_number;

constexpr std::array<std::string_view, 7> weekday_names{"monday", "tuesday",  "wednesday", "thursday",
                                                        "friday", "saturday", "sunday"};

std::vector<booking::Opening> openings_of(const codec::OpeningsBody& body) {
  std::vector<booking::Opening> openings;
  for (const auto& each : body)
    openings.push_back({.opens = each.opens, .closes = each.closes, .counters = each.counters});
  return openings;
}

void append_weekly(std::string& out, const booking::WeeklyHours& hours) {
  out.push_back('{');
  append_member(out, "valid_from", base::format_day(hours.from));
  out.append("\"weekdays\":{");
  for (std::size_t i = 0; i < hours.days.size(); ++i) {
    out.append(i == 0 ? "\"" : ",\"").append(weekday_names.at(i)).append("\":");
    append_openings(out, hours.days.at(i));
  }
  out.append("}}");
}

void append_exception(std::string& out, const booking::DayException& exception) {
  out.push_back('{');
  append_member(out, "day", base::format_day(exception.day));
  append_member(out, "reason", exception.reason);
  out.append("\"open\":");
  append_openings(out, exception.openings);
  out.push_back('}');
}

void append_counter(std::string& out, const std::optional<std::int32_t>& counter) {
  out.append("\"counter\":");
  if (counter)
    append_number(out, *counter + 1);
  else
    out.append("null");
  out.push_back(',');
}

void append_closure(std::string& out, const rules::Closure& closure, const booking::TimeZone& zone) {
  out.push_back('{');
  append_member(out, "closure_id", closure.closure_id);
  append_member(out, "from", booking::format_instant(closure.from, zone));
  append_member(out, "to", booking::format_instant(closure.to, zone));
  append_counter(out, closure.counter);
  append_member(out, "reason", closure.reason);
  out.back() = '}';
}

std::string_view name(rules::ChangeKind kind) {
  switch (kind) {
    case rules::ChangeKind::hours:
      return "hours";
    case rules::ChangeKind::exception:
      return "exception";
    case rules::ChangeKind::removal:
      return "removal";
    case rules::ChangeKind::closure:
      return "closure";
    case rules::ChangeKind::reopening:
      return "reopening";
  }
  std::unreachable();
}

void append_change(std::string& out, const rules::Change& change, const booking::TimeZone& zone) {
  out.append("{\"revision\":");
  append_number(out, change.revision);
  out.push_back(',');
  append_member(out, "kind", name(change.kind));
  append_member(out, "day", base::format_day(change.day));
  append_or_null(out, "reason", change.reason);
  append_member(out, "officer_id", change.officer_id);
  append_member(out, "at", booking::format_instant(change.at / rules::seconds_a_minute, zone));
  out.back() = '}';
}

// Appends `"key":[...]`, an element a value.
template <class Values, class Append>
void append_list(std::string& out, std::string_view key, const Values& values, const Append& append) {
  out.append("\"").append(key).append("\":[");
  for (const auto& value : values) {
    if (&value != &values.front()) out.push_back(',');
    append(value);
  }
  out.append("]");
}

void answer_outlook(const base::Result<rules::Answer<rules::Outlook>>& answer, bool is_preview,
                    Response& response) {
  if (!answer) return api::write_body_problem(response, answer.error());
  if (answer->refusal) return write_refusal(response, *answer->refusal);
  const rules::Outlook& outlook = answer->value;
  answer_json(response);
  std::string& out = response.body;
  out.append(is_preview ? "{\"preview\":true," : "{\"preview\":false,");
  append_list(out, "hit", outlook.hit, [&](const rules::CentreVisit& visit) {
    out.push_back('{');
    append_member(out, "booking_id", visit.booking_id);
    append_member(out, "start", booking::format_instant(visit.start, *outlook.place->zone));
    append_member(out, "service", visit.service);
    out.append("\"counter\":");
    append_number(out, visit.counter + 1);
    out.push_back('}');
  });
  out.append(",\"seats_before\":");
  append_number(out, outlook.seats_before);
  out.append(",\"seats_after\":");
  append_number(out, outlook.seats_after);
  out.append("}\n");
}

// Whether a day is one whose hours can be said; else the answer is written.
bool is_to_come(const RunningCall& call, base::Day day, std::string_view key, Response& response) {
  const auto today = today_at(call, response);
  if (!today) return false;
  if (day >= *today && day <= *today + base::limits::hours_ahead_days_max) return true;
  std::string text{key};
  std::string path{"/"};
  api::write_body_problem(response, {base::Fault::invalid_value,
                                     text.append(": expected today or a later day, at most ")
                                         .append(std::to_string(base::limits::hours_ahead_days_max))
                                         .append(" days ahead"),
                                     path.append(key)});
  return false;
}

rules::Author author_of(const RunningCall& call, std::optional<std::int64_t> seen) {
  return {.officer_id = call.officer.officer_id, .at = call.now, .seen = seen};
}

rules::Mode mode_of(bool is_preview) { return is_preview ? rules::Mode::preview : rules::Mode::change; }

}  // namespace

void show_hours(const RunningCall& call, Response& response) {
  const auto hours = rules::hours_of(call.tools(), call.centre, call.now);
  if (!hours) return api::write_body_problem(response, hours.error());
  if (hours->refusal) return write_refusal(response, *hours->refusal);
  const rules::HoursOverview& overview = hours->value;
  const booking::TimeZone& zone = *overview.place->zone;
  answer_json(response);
  std::string& out = response.body;
  out.append("{\"revision\":");
  append_number(out, overview.changes.empty() ? 0 : overview.changes.front().revision);
  out.push_back(',');
  append_list(out, "versions", overview.calendar.versions,
              [&out](const auto& each) { append_weekly(out, each); });
  out.push_back(',');
  append_list(out, "exceptions", overview.calendar.exceptions,
              [&out](const auto& each) { append_exception(out, each); });
  out.append(",\"assumed\":");
  append_weekly(out, overview.otherwise);
  out.push_back(',');
  append_list(out, "closures", overview.closures, [&](const auto& each) { append_closure(out, each, zone); });
  out.push_back(',');
  append_list(out, "history", overview.changes, [&](const auto& each) { append_change(out, each, zone); });
  out.append("}\n");
}

void change_hours(const RunningCall& call, Response& response) {
  const auto body = codec::read_hours(call.body, call.grid());
  if (!body) return api::write_body_problem(response, body.error());
  if (!is_to_come(call, body->valid_from, "valid_from", response)) return;
  booking::WeeklyHours hours{.from = body->valid_from, .days = {}, .is_assumed = false};
  for (std::size_t i = 0; i < hours.days.size(); ++i) hours.days.at(i) = openings_of(body->weekdays.at(i));
  answer_outlook(rules::change_hours(call.tools(), call.centre, hours, mode_of(body->is_preview),
                                     author_of(call, body->seen)),
                 body->is_preview, response);
}

void add_exception(const RunningCall& call, Response& response) {
  const auto body = codec::read_exception(call.body, call.grid());
  if (!body) return api::write_body_problem(response, body.error());
  if (!is_to_come(call, body->day, "day", response)) return;
  const booking::DayException exception{
      .day = body->day, .openings = openings_of(body->open), .reason = body->reason};
  answer_outlook(rules::add_exception(call.tools(), call.centre, exception, mode_of(body->is_preview),
                                      author_of(call, body->seen)),
                 body->is_preview, response);
}

void remove_exception(const RunningCall& call, Response& response) {
  const auto body = codec::read_removal(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  const auto day = base::parse_day(call.part);
  if (!day) return write_refusal(response, rules::Refusal::exception_unknown);
  answer_outlook(rules::remove_exception(call.tools(), call.centre, *day, mode_of(body->is_preview),
                                         author_of(call, body->seen)),
                 body->is_preview, response);
}

}  // namespace skranke::http::running
