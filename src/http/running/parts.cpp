// What the routes of the centre's side write and read alike.
#include <array>

#include "codec/json_writer.hpp"
#include "http/api/query.hpp"
#include "http/running/routes.hpp"

namespace skranke::http::running {

std::string time_of_day(booking::Minute minute) {
  constexpr booking::Minute hour = 60;
  std::string text;
  for (const booking::Minute part : {minute / hour, minute % hour}) {
    if (!text.empty()) text.push_back(':');
    text.push_back(static_cast<char>('0' + part / 10));
    text.push_back(static_cast<char>('0' + part % 10));
  }
  return text;
}

void append_openings(std::string& out, const std::vector<booking::Opening>& openings) {
  out.push_back('[');
  for (const booking::Opening& opening : openings) {
    if (&opening != &openings.front()) out.push_back(',');
    out.push_back('{');
    codec::append_member(out, "opens", time_of_day(opening.opens));
    codec::append_member(out, "closes", time_of_day(opening.closes));
    out.append("\"counters\":");
    codec::append_number(out, opening.counters);
    out.push_back('}');
  }
  out.push_back(']');
}

void append_or_null(std::string& out, std::string_view key, const std::string& value) {
  if (!value.empty()) return codec::append_member(out, key, value);
  out.append("\"").append(key).append("\":null,");
}

base::Result<Days> days_in(std::string_view query, Days otherwise, std::int32_t most) {
  constexpr std::array<std::string_view, 2> parameters{"from", "to"};
  const auto read = api::parse_query(query, parameters);
  if (!read) return std::unexpected{read.error()};
  Days days = otherwise;
  for (const std::size_t at : {0UZ, 1UZ}) {
    const auto& text = read->values.at(at);
    if (!text) continue;
    const auto day = base::parse_day(*text);
    if (!day)
      return base::fail(base::Fault::invalid_value,
                        std::string{parameters.at(at)} + ": expected a date that exists, YYYY-MM-DD");
    (at == 0 ? days.from : days.to) = *day;
  }
  // One of them alone keeps the usual number of days.
  if (read->values[0] && !read->values[1]) days.to = days.from + (otherwise.to - otherwise.from);
  if (!read->values[0] && read->values[1]) days.from = days.to - (otherwise.to - otherwise.from);
  if (days.to < days.from || days.to - days.from >= most)
    return base::fail(base::Fault::invalid_value, "to: expected a day from `from` on, at most " +
                                                      std::to_string(most) + " days with both");
  return days;
}

std::optional<base::Day> today_at(const RunningCall& call, Response& response) {
  const auto* place = call.context.booking->place(call.centre);
  if (place != nullptr) return booking::day_of(call.now / skranke::running::seconds_a_minute, *place->zone);
  write_refusal(response, skranke::running::Refusal::centre_unknown);
  return std::nullopt;
}

}  // namespace skranke::http::running
