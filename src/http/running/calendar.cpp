// The calendar of a centre: its days, when they are open, and who comes.
#include "base/service_limits.hpp"
#include "codec/json_writer.hpp"
#include "http/api/problems.hpp"
#include "http/running/routes.hpp"
#include "running/day_calendar.hpp"

namespace skranke::http::running {
namespace {

namespace rules = skranke::running;
using codec::append_member;
using codec::append_number;

void append_number_member(std::string& out, std::string_view key, std::int64_t number) {
  out.append("\"").append(key).append("\":");
  append_number(out, number);
  out.push_back(',');
}

void append_visit(std::string& out, const rules::CentreVisit& visit, const booking::TimeZone& zone) {
  out.push_back('{');
  append_member(out, "booking_id", visit.booking_id);
  append_member(out, "start", booking::format_instant(visit.start, zone));
  append_number_member(out, "minutes", visit.minutes);
  append_number_member(out, "counter", visit.counter + 1);
  append_member(out, "service", visit.service);
  append_member(out, "state", visit.state == booking::State::booked ? "booked" : "cancelled");
  append_number_member(out, "party", visit.party);
  append_member(out, "name", visit.name);
  append_or_null(out, "advised", visit.advised);
  out.append(visit.has_arrived ? "\"arrived\":true}" : "\"arrived\":false}");
}

void append_day(std::string& out, const rules::CalendarDay& day, const booking::TimeZone& zone) {
  out.push_back('{');
  append_member(out, "day", base::format_day(day.day));
  out.append("\"open\":");
  append_openings(out, day.openings);
  out.append(day.is_assumed ? ",\"assumed\":true," : ",\"assumed\":false,");
  append_or_null(out, "reason", day.reason);
  append_or_null(out, "holiday", day.holiday);
  out.append("\"bookings\":[");
  for (const rules::CentreVisit& visit : day.visits) {
    if (&visit != &day.visits.front()) out.push_back(',');
    append_visit(out, visit, zone);
  }
  out.append("]}");
}

}  // namespace

void show_calendar(const RunningCall& call, Response& response) {
  constexpr base::Day week = 7;
  const auto today = today_at(call, response);
  if (!today) return;
  const auto days =
      days_in(call.query, {.from = *today, .to = *today + week - 1}, base::limits::calendar_days_max);
  if (!days) return api::write_query_problem(response, days.error());
  const auto calendar = rules::days_of(call.tools(), call.centre, days->from, days->to);
  if (!calendar) return api::write_body_problem(response, calendar.error());
  if (calendar->refusal) return write_refusal(response, *calendar->refusal);
  answer_json(response);
  std::string& out = response.body;
  out.append("{\"days\":[");
  for (const rules::CalendarDay& day : calendar->value.days) {
    if (&day != &calendar->value.days.front()) out.push_back(',');
    append_day(out, day, *calendar->value.place->zone);
  }
  out.append("]}\n");
}

}  // namespace skranke::http::running
