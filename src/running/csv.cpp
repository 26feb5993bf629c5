#include "running/csv.hpp"

#include <optional>
#include <vector>

#include "running/figures.hpp"

namespace skranke::running {
namespace {

void append_cell(std::string& out, std::string_view cell) {
  constexpr std::string_view formula_begins = "=+-@\t\r";
  const bool is_formula = !cell.empty() && formula_begins.contains(cell.front());
  const bool is_quoted = cell.find_first_of(",\"\r\n") != std::string_view::npos;
  if (is_quoted) out.push_back('"');
  if (is_formula) out.push_back('\'');
  for (const char c : cell) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  if (is_quoted) out.push_back('"');
}

std::string text_of(std::optional<std::int64_t> value) {
  return value ? std::to_string(*value) : std::string{};
}

}  // namespace

void append_csv_line(std::string& out, std::span<const std::string> cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out.push_back(',');
    append_cell(out, cells[i]);
  }
  out.append("\r\n");
}

std::string csv_of(const Figures& figures) {
  std::string out{byte_order_mark};
  const std::vector<std::string> names{"day",      "booked",       "walk_ins",    "arrived",  "no_shows",
                                       "helped",   "wasted",       "wait_p50",    "wait_p90", "service_p50",
                                       "lead_p50", "minutes_open", "minutes_used"};
  append_csv_line(out, names);
  for (const DayFigures& day : figures.days) {
    const std::vector<std::string> cells{base::format_day(day.day),     text_of(day.booked),
                                         text_of(day.walk_ins),         text_of(day.arrived),
                                         text_of(day.no_shows),         text_of(day.helped),
                                         text_of(day.wasted),           text_of(day.wait_p50_minutes),
                                         text_of(day.wait_p90_minutes), text_of(day.service_p50_minutes),
                                         text_of(day.lead_p50_days),    text_of(day.minutes_open),
                                         text_of(day.minutes_used)};
    append_csv_line(out, cells);
  }
  return out;
}

}  // namespace skranke::running
