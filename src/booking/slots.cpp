#include "booking/slots.hpp"

#include <algorithm>
#include <bit>

namespace skranke::booking {
namespace {

constexpr Instant hour = 60;

base::Day utc_day(Instant instant) {
  return static_cast<base::Day>(instant >= 0 ? instant / minutes_a_day
                                             : (instant - minutes_a_day + 1) / minutes_a_day);
}

void append_two(std::string& out, std::int64_t number) {
  out.push_back(static_cast<char>('0' + number / 10));
  out.push_back(static_cast<char>('0' + number % 10));
}

std::optional<std::int32_t> number_in(std::string_view digits) {
  std::int32_t number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

// "20261201T0900Z"
std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() != 14 || text[8] != 'T' || text[13] != 'Z') return std::nullopt;
  std::string date{text.substr(0, 4)};
  date.append("-").append(text.substr(4, 2)).append("-").append(text.substr(6, 2));
  const auto day = base::parse_day(date);
  const auto hours = number_in(text.substr(9, 2));
  const auto minutes = number_in(text.substr(11, 2));
  if (!day || !hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  return Instant{*day} * minutes_a_day + *hours * hour + *minutes;
}

bool is_id(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::uint64_t staffed(std::int32_t counters) {
  return counters >= counters_max ? ~std::uint64_t{0} : (std::uint64_t{1} << counters) - 1;
}

}  // namespace

std::vector<Cell> cells_on(std::span<const Opening> openings, base::Day day, const TimeZone& zone,
                           std::int32_t grid) {
  std::vector<Cell> cells;
  for (const Opening& opening : openings) {
    const Instant end = zone.at(day, opening.closes);
    bool is_continued = false;
    for (Instant start = zone.at(day, opening.opens); start + grid <= end; start += grid) {
      cells.push_back({.start = start, .counters = opening.counters, .is_continued = is_continued});
      is_continued = true;
    }
  }
  return cells;
}

std::vector<Slot> slots_of(std::span<const Cell> cells, std::span<const TakenSeat> taken,
                           std::int32_t length) {
  std::vector<std::uint64_t> free(cells.size());
  auto seat = taken.begin();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    free[i] = staffed(cells[i].counters);
    while (seat != taken.end() && seat->start < cells[i].start) ++seat;
    for (auto at = seat; at != taken.end() && at->start == cells[i].start; ++at)
      free[i] &= ~(std::uint64_t{1} << at->counter);
  }
  std::vector<Slot> slots;
  const auto cells_each = static_cast<std::size_t>(length);
  for (std::size_t i = 0; i + cells_each <= cells.size(); ++i) {
    std::uint64_t counters = free[i];
    bool is_whole = true;
    for (std::size_t k = 1; k < cells_each; ++k) {
      is_whole = is_whole && cells[i + k].is_continued;
      counters &= free[i + k];
    }
    if (!is_whole) continue;
    slots.push_back({.start = cells[i].start, .free = std::popcount(counters), .counters = counters});
  }
  return slots;
}

std::string to_string(const SlotName& name) {
  std::string text = name.centre;
  const std::string date = base::format_day(utc_day(name.start));
  const Instant minute = name.start - Instant{utc_day(name.start)} * minutes_a_day;
  text.append(".").append(date, 0, 4).append(date, 5, 2).append(date, 8, 2).append("T");
  append_two(text, minute / hour);
  append_two(text, minute % hour);
  return text.append("Z.").append(name.service);
}

std::optional<SlotName> parse_slot(std::string_view text) {
  const std::size_t first = text.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = text.find('.', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const std::string_view centre = text.substr(0, first);
  const std::string_view service = text.substr(second + 1);
  const auto start = parse_instant(text.substr(first + 1, second - first - 1));
  if (!is_id(centre) || !is_id(service) || !start) return std::nullopt;
  return SlotName{.centre = std::string{centre}, .start = *start, .service = std::string{service}};
}

std::string format_instant(Instant instant, const TimeZone& zone) {
  const std::int32_t offset = zone.offset(instant);
  const Instant local = instant + offset;
  const base::Day day = utc_day(local);
  const Instant minute = local - Instant{day} * minutes_a_day;
  std::string text = base::format_day(day);
  text.push_back('T');
  append_two(text, minute / hour);
  text.push_back(':');
  append_two(text, minute % hour);
  text.append(":00").push_back(offset < 0 ? '-' : '+');
  const std::int32_t size = offset < 0 ? -offset : offset;
  append_two(text, size / hour);
  text.push_back(':');
  append_two(text, size % hour);
  return text;
}

base::Day day_of(Instant instant, const TimeZone& zone) { return utc_day(instant + zone.offset(instant)); }

}  // namespace skranke::booking
