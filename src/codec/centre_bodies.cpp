#include "codec/centre_bodies.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/service_limits.hpp"
#include "codec/booking_bodies.hpp"
#include "codec/json_input.hpp"
#include "codec/object_reader.hpp"

namespace skranke::codec {
namespace {

using base::Fault;
using base::Problem;
using base::Result;

constexpr std::array<std::string_view, 7> weekday_names{"monday", "tuesday",  "wednesday", "thursday",
                                                        "friday", "saturday", "sunday"};
constexpr std::int32_t counters_max = 64;
constexpr std::int32_t minutes_a_day = 1440;
constexpr std::int32_t revision_max = 1'000'000'000;
constexpr std::size_t moment_bytes_max = 40;

std::optional<std::int32_t> digits_in(std::string_view text) {
  std::int32_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

// "HH:MM", to "24:00".
std::optional<std::int32_t> minute_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hours = digits_in(text.substr(0, 2));
  const auto minutes = digits_in(text.substr(3, 2));
  if (!hours || !minutes || *minutes > 59) return std::nullopt;
  const std::int32_t minute = *hours * 60 + *minutes;
  return minute <= minutes_a_day ? std::optional{minute} : std::nullopt;
}

std::int32_t read_minute(ObjectReader& reader, std::string_view key, std::int32_t grid) {
  const std::string text = reader.text(key, 5);
  const auto minute = minute_of_day(text);
  if (!minute || *minute % grid != 0) {
    std::string why{key};
    reader.keep(Fault::invalid_value,
                why.append(": expected a time of day, as in 10:00, at a multiple of ")
                    .append(std::to_string(grid))
                    .append(" minutes"),
                key);
  }
  return minute.value_or(0);
}

Result<OpeningBody> read_opening(simdjson::dom::element value, std::int32_t grid) {
  ObjectReader reader{value};
  OpeningBody opening;
  opening.opens = read_minute(reader, "opens", grid);
  opening.closes = read_minute(reader, "closes", grid);
  opening.counters = reader.whole("counters", counters_max);
  if (opening.counters == 0) reader.keep(Fault::invalid_value, "counters: expected 1 to 64", "counters");
  if (opening.opens >= opening.closes)
    reader.keep(Fault::invalid_value, "closes: expected a later time than opens", "closes");
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  return opening;
}

// The hours of one day, which stand at `path`.
Result<OpeningsBody> read_openings(simdjson::dom::element value, const std::string& path, std::int32_t grid) {
  simdjson::dom::array array;
  if (value.get(array) != simdjson::SUCCESS)
    return base::fail(Fault::wrong_type, "expected an array of hours, each with opens, closes and counters",
                      path);
  if (array.size() > base::limits::openings_a_day_max)
    return base::fail(Fault::too_many, "expected at most 8 openings on a day", path);
  OpeningsBody openings;
  for (const auto each : array) {
    auto opening = read_opening(each, grid);
    if (!opening) {
      Problem problem = std::move(opening.error());
      problem.path = path + "/" + std::to_string(openings.size()) + problem.path;
      return std::unexpected{std::move(problem)};
    }
    openings.push_back(*opening);
  }
  std::ranges::sort(openings, {}, &OpeningBody::opens);
  const auto overlap = std::ranges::adjacent_find(
      openings, [](const OpeningBody& one, const OpeningBody& next) { return next.opens < one.closes; });
  if (overlap != openings.end())
    return base::fail(Fault::invalid_value, "hours of one day overlap; expected one after another", path);
  return openings;
}

Result<std::array<OpeningsBody, 7>> read_weekdays(simdjson::dom::element value, std::int32_t grid) {
  simdjson::dom::object object;
  if (value.get(object) != simdjson::SUCCESS)
    return base::fail(Fault::wrong_type, "weekdays: expected an object of weekdays", "/weekdays");
  ObjectReader reader{value};
  std::array<OpeningsBody, 7> weekdays;
  bool is_ever_open = false;
  for (std::size_t i = 0; i < weekdays.size(); ++i) {
    const auto day = reader.take(weekday_names.at(i), false);
    if (!day) continue;
    auto openings = read_openings(*day, "/weekdays/" + std::string{weekday_names.at(i)}, grid);
    if (!openings) return std::unexpected{std::move(openings.error())};
    weekdays.at(i) = std::move(*openings);
    is_ever_open = is_ever_open || !weekdays.at(i).empty();
  }
  if (auto finished = reader.finish(); !finished) {
    Problem problem = std::move(finished.error());
    problem.path = "/weekdays" + problem.path;
    return std::unexpected{std::move(problem)};
  }
  if (!is_ever_open)
    return base::fail(Fault::invalid_value,
                      "weekdays: expected hours on one day at least; single days are closed by exceptions",
                      "/weekdays");
  return weekdays;
}

base::Day read_required_day(ObjectReader& reader, std::string_view key) {
  const auto day = reader.optional_day(key);
  if (!day) reader.keep(Fault::missing_key, std::string{key} + ": expected a day, YYYY-MM-DD", key);
  return day.value_or(0);
}

std::optional<std::int64_t> read_seen(ObjectReader& reader) {
  const auto value = reader.take("seen", false);
  if (!value) return std::nullopt;
  std::int64_t number = 0;
  if (value->get(number) != simdjson::SUCCESS || number < 0 || number > revision_max)
    reader.keep(Fault::invalid_value, "seen: expected the revision of the hours that were looked at", "seen");
  return number;
}

std::string read_reason(ObjectReader& reader) {
  std::string reason = reader.text("reason", base::limits::reason_bytes_max);
  const bool is_blank = std::ranges::all_of(reason, [](char c) { return c == ' '; });
  if (!is_one_line(reason) || is_blank)
    reader.keep(Fault::invalid_value, "reason: expected one line, without control characters", "reason");
  return reason;
}

std::int64_t read_moment(ObjectReader& reader, std::string_view key) {
  const auto moment = parse_moment(reader.text(key, moment_bytes_max));
  if (!moment) {
    std::string why{key};
    reader.keep(Fault::invalid_value,
                why.append(": expected a time with its offset, as in 2026-12-01T10:00:00+01:00"), key);
  }
  return moment.value_or(0);
}

// Minutes of "+01:00", "-03:00" or "Z".
std::optional<std::int32_t> offset_in(std::string_view text) {
  if (text == "Z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const auto minutes = minute_of_day(text.substr(1));
  if (!minutes || *minutes == minutes_a_day) return std::nullopt;
  return text[0] == '-' ? -*minutes : *minutes;
}

}  // namespace

std::optional<std::int64_t> parse_moment(std::string_view text) {
  constexpr std::size_t to_seconds = 19;  // "2026-12-01T10:00:00"
  constexpr std::int64_t seconds_a_minute = 60;
  if (text.size() <= to_seconds || text[10] != 'T' || text[16] != ':') return std::nullopt;
  const auto day = base::parse_day(text.substr(0, 10));
  const auto minute = minute_of_day(text.substr(11, 5));
  const auto second = digits_in(text.substr(17, 2));
  if (!day || !minute || *minute == minutes_a_day || !second || *second > 59) return std::nullopt;
  std::string_view rest = text.substr(to_seconds);
  if (rest.front() == '.') {
    const std::size_t end = rest.find_first_not_of("0123456789", 1);
    if (end == 1 || end == std::string_view::npos) return std::nullopt;
    rest.remove_prefix(end);
  }
  const auto offset = offset_in(rest);
  if (!offset) return std::nullopt;
  return (std::int64_t{*day} * minutes_a_day + *minute - *offset) * seconds_a_minute + *second;
}

Result<HoursBody> read_hours(std::string_view text, std::int32_t grid) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  HoursBody body;
  body.valid_from = read_required_day(reader, "valid_from");
  const auto weekdays = reader.take("weekdays", true);
  body.is_preview = reader.flag("preview", false);
  body.seen = read_seen(reader);
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  auto hours = read_weekdays(*weekdays, grid);
  if (!hours) return std::unexpected{std::move(hours.error())};
  body.weekdays = std::move(*hours);
  return body;
}

Result<ExceptionBody> read_exception(std::string_view text, std::int32_t grid) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  ExceptionBody body;
  body.day = read_required_day(reader, "day");
  const auto open = reader.take("open", true);
  body.reason = read_reason(reader);
  body.is_preview = reader.flag("preview", false);
  body.seen = read_seen(reader);
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  auto openings = read_openings(*open, "/open", grid);
  if (!openings) return std::unexpected{std::move(openings.error())};
  body.open = std::move(*openings);
  return body;
}

Result<RemovalBody> read_removal(std::string_view text) {
  if (text.empty()) return RemovalBody{};
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  RemovalBody body;
  body.is_preview = reader.flag("preview", false);
  body.seen = read_seen(reader);
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  return body;
}

Result<ClosureBody> read_closure(std::string_view text) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  ClosureBody body;
  body.from = read_moment(reader, "from");
  body.to = read_moment(reader, "to");
  const auto counter = reader.take("counter", false);
  if (counter) {
    std::int64_t number = 0;
    if (counter->get(number) != simdjson::SUCCESS)
      reader.keep(Fault::wrong_type, "counter: expected a whole number, or null for every counter",
                  "counter");
    else if (number < 1 || number > counters_max)
      reader.keep(Fault::invalid_value, "counter: expected 1 to 64, or null for every counter", "counter");
    body.counter = static_cast<std::int32_t>(number);
  }
  body.reason = read_reason(reader);
  body.is_preview = reader.flag("preview", false);
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  if (body.from >= body.to)
    return base::fail(Fault::invalid_value, "to: expected a later time than from", "/to");
  return body;
}

}  // namespace skranke::codec
