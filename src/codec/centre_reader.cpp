#include "codec/centre_reader.hpp"

#include <algorithm>
#include <charconv>
#include <ranges>
#include <utility>

#include "codec/json_input.hpp"
#include "codec/object_reader.hpp"

namespace skranke::codec {
namespace {

using base::fail;
using base::Fault;
using base::Result;
namespace limits = base::limits;
using simdjson::dom::element;

constexpr std::size_t text_max = 200;
constexpr std::size_t parts_max = 64;  // lines of an address, names of a town, hours of a week

// A list of texts; a missing one is empty.
std::vector<std::string> texts(ObjectReader& reader, std::string_view key, bool is_required) {
  std::vector<std::string> list;
  const auto value = reader.take(key, is_required);
  simdjson::dom::array array;
  if (!value) return list;
  if (value->get(array) != simdjson::SUCCESS || array.size() > parts_max) {
    reader.keep(Fault::wrong_type, std::string{key} + ": expected a short array of texts", key);
    return list;
  }
  for (const element each : array) {
    std::string_view text;
    if (each.get(text) != simdjson::SUCCESS || text.empty() || text.size() > text_max)
      reader.keep(Fault::wrong_type, std::string{key} + ": expected texts of 1 to 200 bytes", key);
    list.emplace_back(text);
  }
  return list;
}

std::optional<std::string> optional_text(ObjectReader& reader, std::string_view key) {
  std::string text = reader.optional_text(key, text_max);
  return text.empty() ? std::nullopt : std::optional{std::move(text)};
}

double degrees(ObjectReader& reader, std::string_view key) {
  const auto value = reader.take(key, true);
  double number = 0;
  if (value && value->get(number) != simdjson::SUCCESS)
    reader.keep(Fault::wrong_type, std::string{key} + ": expected a number", key);
  return number;
}

// Hands the mistake of an inner object to the one around it.
void finish_within(ObjectReader& outer, ObjectReader& inner, std::string_view key) {
  if (auto finished = inner.finish(); !finished)
    outer.keep(finished.error().fault, std::string{key} + ": " + finished.error().text, key);
}

template <class T, class Read>
std::optional<centre::Told<T>> told(ObjectReader& outer, std::string_view key, bool is_required, Read read) {
  const auto value = outer.take(key, is_required);
  if (!value) return std::nullopt;
  ObjectReader inner{*value};
  centre::Told<T> told{.value = read(inner),
                       .source = inner.text("source", limits::id_bytes_max),
                       .as_of = inner.optional_day("as_of")};
  finish_within(outer, inner, key);
  return told;
}

std::optional<centre::Told<std::string>> told_text(ObjectReader& outer, std::string_view key) {
  return told<std::string>(outer, key, false,
                           [](ObjectReader& inner) { return inner.text("text", text_max); });
}

// "09:00" as minutes; -1 for anything else.
std::int32_t minute_of(std::string_view time) {
  std::int32_t hour = 0;
  std::int32_t minute = 0;
  if (time.size() != 5 || time[2] != ':') return -1;
  const auto [hour_end, hour_error] = std::from_chars(time.data(), time.data() + 2, hour);
  const auto [minute_end, minute_error] = std::from_chars(time.data() + 3, time.data() + 5, minute);
  const bool is_whole = hour_error == std::errc{} && hour_end == time.data() + 2 &&
                        minute_error == std::errc{} && minute_end == time.data() + 5;
  return is_whole && hour >= 0 && hour <= 24 && minute >= 0 && minute <= 59 ? hour * 60 + minute : -1;
}

// {"mon": "09:00-15:00", …}
std::vector<centre::Hours> hours(ObjectReader& outer) {
  std::vector<centre::Hours> week;
  const auto value = outer.take("hours", false);
  if (!value) return week;
  ObjectReader inner{*value};
  for (std::size_t day = 0; day < centre::weekday_names.size(); ++day) {
    const std::string span = inner.optional_text(centre::weekday_names[day], text_max);
    if (span.empty()) continue;
    const std::string_view all{span};
    const std::int32_t from = minute_of(all.substr(0, all.find('-')));
    const std::int32_t to = all.contains('-') ? minute_of(all.substr(all.find('-') + 1)) : -1;
    if (from < 0 || to <= from)
      inner.keep(Fault::invalid_value, "hours: expected HH:MM-HH:MM, the end after the beginning",
                 centre::weekday_names[day]);
    week.push_back({static_cast<centre::Weekday>(day), from, to});
  }
  finish_within(outer, inner, "hours");
  return week;
}

centre::Report read_report(ObjectReader& outer, element value) {
  ObjectReader reader{value};
  centre::Report report;
  report.kind = reader.text("kind", text_max);
  report.name = reader.optional_text("name", text_max);
  report.address = texts(reader, "address", false);
  report.phone = reader.optional_text("phone", text_max);
  report.email = reader.optional_text("email", text_max);
  report.hours = hours(reader);
  report.remarks = texts(reader, "remarks", false);
  report.source = reader.text("source", text_max);
  report.as_of = reader.optional_day("as_of");
  finish_within(outer, reader, "newer");
  return report;
}

std::optional<centre::Part> part_of(std::string_view code) {
  for (const centre::Part part : centre::all_parts) {
    if (centre::name(part) == code) return part;
  }
  return std::nullopt;
}

Result<centre::Centre> read_centre(element value) {
  ObjectReader reader{value};
  centre::Centre centre;
  centre.id = reader.text("id", limits::id_bytes_max);
  centre.name = reader.text("name", text_max);
  centre.also_known_as = texts(reader, "also_known_as", false);
  if (const auto part = part_of(reader.text("country", 2))) {
    centre.part = *part;
  } else {
    reader.keep(Fault::invalid_value, "country: expected DK, GL or FO", "country");
  }
  centre.is_municipality = reader.flag("is_municipality", true);
  centre.time_zone = reader.text("time_zone", text_max);
  centre.municipality_code = optional_text(reader, "municipality_code");
  centre.region = optional_text(reader, "region");
  centre.town = reader.text("town", text_max);
  centre.other_towns = texts(reader, "other_towns", false);
  auto position = told<centre::Position>(reader, "position", true, [](ObjectReader& inner) {
    return centre::Position{.latitude = degrees(inner, "latitude"), .longitude = degrees(inner, "longitude")};
  });
  if (position) centre.position = std::move(*position);
  centre.address = told<std::vector<std::string>>(
      reader, "address", false, [](ObjectReader& inner) { return texts(inner, "lines", true); });
  centre.phone = told_text(reader, "phone");
  centre.email = told_text(reader, "email");
  centre.web = told_text(reader, "web");
  const auto newer = reader.take("newer", false);
  simdjson::dom::array reports;
  if (newer && newer->get(reports) == simdjson::SUCCESS) {
    for (const element each : reports) centre.newer.push_back(read_report(reader, each));
  } else if (newer) {
    reader.keep(Fault::wrong_type, "newer: expected an array", "newer");
  }
  if (auto finished = reader.finish(); !finished)
    return fail(finished.error().fault, "centre " + centre.id + ": " + finished.error().text);
  return centre;
}

Result<centre::Source> read_source(element value) {
  ObjectReader reader{value};
  centre::Source source;
  source.id = reader.text("id", limits::id_bytes_max);
  source.title = reader.text("title", text_max);
  source.covers = texts(reader, "covers", true);
  source.licence = reader.text("licence", text_max);
  source.url = reader.optional_text("url", text_max);
  source.as_of = reader.optional_day("as_of");
  if (auto finished = reader.finish(); !finished)
    return fail(finished.error().fault, "source " + source.id + ": " + finished.error().text);
  return source;
}

// What `read` makes of each element of the list `key`.
template <class T, class Read>
Result<std::vector<T>> read_list(ObjectReader& reader, std::string_view key, Read read) {
  std::vector<T> list;
  const auto value = reader.take(key, true);
  simdjson::dom::array array;
  if (!value || value->get(array) != simdjson::SUCCESS || array.size() > limits::centres_max)
    return fail(Fault::wrong_type, std::string{key} + ": expected an array of at most 1000");
  for (const element each : array) {
    auto one = read(each);
    if (!one) return std::unexpected{std::move(one.error())};
    list.push_back(std::move(*one));
  }
  return list;
}

Result<std::vector<centre::Postcode>> read_postcodes(std::string_view text) {
  std::vector<centre::Postcode> postcodes;
  std::size_t number = 0;
  for (const auto part : std::views::split(text, '\n')) {
    const std::string_view line{part.begin(), part.end()};
    if (++number == 1 || line.empty()) continue;
    const std::size_t first = line.find(',');
    const std::size_t second = line.find(',', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos ||
        line.find(',', second + 1) != line.npos)
      return fail(Fault::invalid_value,
                  "line " + std::to_string(number) + ": expected code,district,municipalities");
    centre::Postcode postcode{.code = std::string{line.substr(0, first)},
                              .district = std::string{line.substr(first + 1, second - first - 1)},
                              .municipality_codes = {}};
    for (const auto code : std::views::split(line.substr(second + 1), '|'))
      postcode.municipality_codes.emplace_back(code.begin(), code.end());
    postcodes.push_back(std::move(postcode));
  }
  return postcodes;
}

}  // namespace

Result<centre::Directory> read_centres(std::string_view centres, std::string_view postcodes) {
  JsonInput input{limits::centres_bytes_max};
  const auto root = input.parse(centres, "a list of centres");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  auto sources = read_list<centre::Source>(reader, "sources", read_source);
  if (!sources) return std::unexpected{std::move(sources.error())};
  auto all = read_list<centre::Centre>(reader, "centres", read_centre);
  if (!all) return std::unexpected{std::move(all.error())};
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  auto codes = read_postcodes(postcodes);
  if (!codes) return std::unexpected{std::move(codes.error())};
  return centre::Directory::make(std::move(*sources), std::move(*all), std::move(*codes));
}

}  // namespace skranke::codec
