// The settings of booking, from TOML.
#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/toml_reader.hpp"
#include "booking/settings.hpp"

namespace skranke::booking {
namespace {

using base::Findings;
using base::Name;
using base::TableReader;

constexpr std::size_t bytes_max = 256UL * 1024;
constexpr std::array<std::string_view, 3> part_names{"DK", "GL", "FO"};
constexpr std::array<std::string_view, 7> day_names{"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};

std::optional<std::int32_t> whole(std::string_view text) {
  std::int32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// "HH:MM", to "24:00".
std::optional<Minute> minute_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hours = whole(text.substr(0, 2));
  const auto minutes = whole(text.substr(3, 2));
  if (!hours || !minutes || *hours < 0 || *minutes < 0 || *minutes > 59) return std::nullopt;
  const Minute minute = *hours * 60 + *minutes;
  return minute <= minutes_a_day ? std::optional{minute} : std::nullopt;
}

void read_rule(const Name& rule, HolidayRule& holiday, Findings& findings) {
  const std::string_view text = rule.text;
  constexpr std::int32_t around_easter = 100;
  if (text.starts_with("E+") || text.starts_with("E-")) {
    const auto days = whole(text.substr(2));
    if (days && *days >= 0 && *days <= around_easter) {
      holiday.is_from_easter = true;
      holiday.days_after_easter = text[1] == '-' ? -*days : *days;
      return;
    }
  } else if (text.size() == 5 && text[2] == '-') {
    // In a leap year, so that the 29th of February is a day.
    const auto day = base::parse_day("2024-" + std::string{text});
    if (day) {
      holiday.month = base::date_from(*day).month;
      holiday.day = base::date_from(*day).day;
      return;
    }
  }
  findings.add(rule.where, "rule: expected MM-DD, or E+n or E-n for days from Easter Sunday, n at most 100");
}

HolidayRule read_holiday(TableReader& table) {
  constexpr std::int32_t year_max = 9999;
  HolidayRule holiday;
  if (const auto id = table.text("id")) holiday.id = id->text;
  if (const auto rule = table.text("rule")) read_rule(*rule, holiday, table.findings());
  holiday.last_year = table.whole("last_year", 1, year_max, false);
  if (const auto from = table.text("from", false)) {
    const auto minute = minute_of_day(from->text);
    if (!minute) table.findings().add(from->where, "from: expected a time of day, as in 12:00");
    holiday.closed_from = minute.value_or(0);
  }
  for (const Name& part : table.texts("parts")) {
    const auto* const found = std::ranges::find(part_names, part.text);
    if (found == part_names.end())
      table.findings().add(part.where, "parts: expected DK, GL or FO");
    else
      holiday.parts.at(static_cast<std::size_t>(found - part_names.begin())) = true;
  }
  return holiday;
}

Service read_service(TableReader& table, std::int32_t grid) {
  constexpr std::int32_t minutes_max = 240;
  Service service;
  if (const auto id = table.text("id")) service.id = id->text;
  service.minutes = table.whole("minutes", 1, minutes_max).value_or(grid);
  if (service.minutes % grid != 0)
    table.findings().add(table.where(), "minutes: expected a multiple of the grid");
  service.needs_documents = table.yes_no("documents", false).value_or(false);
  service.is_witness_advised = table.yes_no("witness_advised", false).value_or(false);
  return service;
}

WeeklyHours read_hours(TableReader& table) {
  WeeklyHours hours;
  if (const auto from = table.text("from")) {
    const auto day = base::parse_day(from->text);
    if (!day) table.findings().add(from->where, "from: expected a day that exists, YYYY-MM-DD");
    hours.from = day.value_or(0);
  }
  hours.is_assumed = table.yes_no("assumed", false).value_or(false);
  const std::int32_t counters = table.whole("counters", 1, counters_max).value_or(1);
  for (std::size_t i = 0; i < day_names.size(); ++i) {
    for (const Name& text : table.texts(day_names.at(i), false)) {
      const auto opening = parse_opening(text.text, counters);
      if (opening)
        hours.days.at(i).push_back(*opening);
      else
        table.findings().add(text.where, "expected opening hours, as in 10:00-14:00");
    }
    if (!put_in_order(hours.days.at(i)))
      table.findings().add(table.where(), "opening hours of one day overlap; expected one after another");
  }
  return hours;
}

void read_services(TableReader& root, Settings& settings) {
  std::set<std::string, std::less<>> ids;
  for (const toml::table* each : root.tables("service")) {
    TableReader table{*each, "[[service]]", root.findings()};
    settings.services.push_back(read_service(table, settings.grid));
    if (!ids.insert(settings.services.back().id).second)
      root.findings().add(table.where(), "expected each id of a service once");
  }
  const auto wanted = root.text("default_service");
  if (!wanted) return;
  const auto found = std::ranges::find(settings.services, wanted->text, &Service::id);
  if (found == settings.services.end())
    root.findings().add(wanted->where, "default_service: expected the id of a service");
  else
    settings.default_service = static_cast<std::size_t>(found - settings.services.begin());
}

}  // namespace

std::optional<Opening> parse_opening(std::string_view text, std::int32_t counters) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto opens = minute_of_day(text.substr(0, dash));
  const auto closes = minute_of_day(text.substr(dash + 1));
  if (!opens || !closes || *opens >= *closes) return std::nullopt;
  return Opening{.opens = *opens, .closes = *closes, .counters = counters};
}

bool put_in_order(std::vector<Opening>& openings) {
  std::ranges::sort(openings, {}, &Opening::opens);
  return std::ranges::adjacent_find(openings, [](const Opening& one, const Opening& next) {
           return next.opens < one.closes;
         }) == openings.end();
}

const Service* Settings::service(std::string_view id) const {
  const auto found = std::ranges::find(services, id, &Service::id);
  return found == services.end() ? nullptr : &*found;
}

Settings parse_settings(std::string_view text, std::string_view file, std::vector<base::Finding>& findings) {
  constexpr std::int32_t grid_max = 60;
  constexpr std::int32_t horizon_max = 366;
  constexpr std::int32_t contact_places_max = 48;
  constexpr std::int32_t requests_max = 1'000'000;
  Settings settings;
  Findings into{.file = file, .list = findings};
  const auto parsed = base::toml_table(text, bytes_max, into);
  if (!parsed) return settings;
  TableReader root{*parsed, "the file", into};
  settings.grid = root.whole("grid", 5, grid_max).value_or(settings.grid);
  settings.horizon_days = root.whole("horizon_days", 1, horizon_max).value_or(settings.horizon_days);
  settings.visits_per_contact =
      root.whole("visits_per_contact", 1, contact_places_max, false).value_or(settings.visits_per_contact);
  settings.requests_per_address =
      root.whole("requests_per_address", 1, requests_max, false).value_or(settings.requests_per_address);
  settings.days_remembered =
      root.whole("days_remembered", 0, horizon_max, false).value_or(settings.days_remembered);
  for (const toml::table* each : root.tables("holiday")) {
    TableReader table{*each, "[[holiday]]", into};
    settings.holidays.push_back(read_holiday(table));
  }
  read_services(root, settings);
  for (const toml::table* each : root.tables("hours")) {
    TableReader table{*each, "[[hours]]", into};
    settings.assumed_hours.push_back(read_hours(table));
  }
  std::ranges::stable_sort(settings.assumed_hours, {}, &WeeklyHours::from);
  return settings;
}

}  // namespace skranke::booking
