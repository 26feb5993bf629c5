#include "codec/plan_text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

#include "base/limits.hpp"
#include "codec/json_writer.hpp"

namespace skranke::codec {
namespace {

constexpr std::string_view mark = "SKRANKE1";

// The parts of a text, the first `parts.size()` of them; how many there are.
std::size_t split(std::string_view text, char separator, std::span<std::string_view> parts) {
  std::size_t count = 0;
  while (true) {
    const std::size_t end = text.find(separator);
    if (count < parts.size()) parts[count] = text.substr(0, end);
    ++count;
    if (end == std::string_view::npos) return count;
    text.remove_prefix(end + 1);
  }
}

bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_id(std::string_view text) {
  constexpr std::size_t id_max = 64;
  return !text.empty() && text.size() <= id_max && is_small(text.front()) &&
         std::ranges::all_of(text, [](char c) { return is_small(c) || is_digit(c) || c == '-'; });
}

// A value as JSON, or nothing where the fact has no such value.
using Value = std::optional<std::string>;

std::string quoted(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

template <std::size_t N>
Value one_of(std::string_view text, const std::array<std::string_view, N>& values) {
  return std::ranges::find(values, text) == values.end() ? Value{} : quoted(text);
}

Value country(std::string_view text) {
  const bool is_code =
      text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
  return is_code ? Value{quoted(text)} : std::nullopt;
}

Value form(std::string_view text) {
  return one_of(text, std::array<std::string_view, 3>{"physical", "app", "copy"});
}

Value authority(std::string_view text) {
  return one_of(text, std::array<std::string_view, 3>{"immigration-service", "foreign-ministry", "other"});
}

Value yes_no(std::string_view text) {
  if (text == "yes") return "true";
  return text == "no" ? Value{"false"} : std::nullopt;
}

Value date(std::string_view text) { return base::parse_day(text) ? Value{quoted(text)} : std::nullopt; }

Value date_or_never(std::string_view text) { return text == "never" ? Value{"null"} : date(text); }

Value year(std::string_view text) {
  const bool is_year = text.size() == 4 && text.front() != '0' && std::ranges::all_of(text, is_digit);
  return is_year ? Value{std::string{text}} : std::nullopt;
}

struct Fact {
  std::string_view name;
  Value (*read)(std::string_view);
};

constexpr std::array facts{Fact{"issuer", country},      Fact{"form", form},
                           Fact{"photo", yes_no},        Fact{"cpr_number", yes_no},
                           Fact{"temporary", yes_no},    Fact{"name_matches", yes_no},
                           Fact{"authority", authority}, Fact{"expires", date_or_never},
                           Fact{"issued", date},         Fact{"income_year", year}};

bool read_facts(std::string_view text, PlannedDocument& document) {
  std::array<std::string_view, facts.size()> pairs;
  const std::size_t count = split(text, ',', pairs);
  if (count > pairs.size()) return false;
  std::array<bool, facts.size()> seen{};
  for (const std::string_view pair : std::span{pairs}.first(count)) {
    std::array<std::string_view, 2> sides;
    if (split(pair, '=', sides) != sides.size()) return false;
    const auto* const fact = std::ranges::find(facts, sides[0], &Fact::name);
    if (fact == facts.end()) return false;
    if (std::exchange(seen.at(static_cast<std::size_t>(fact - facts.begin())), true)) return false;
    const Value value = fact->read(sides[1]);
    if (!value) return false;
    document.facts.append(",\"").append(fact->name).append("\":").append(*value);
  }
  return true;
}

bool read_document(std::string_view text, PlannedDocument& document) {
  std::array<std::string_view, 2> sides;
  const std::size_t count = split(text, ':', sides);
  if (count > sides.size() || !is_id(sides[0])) return false;
  document.kind = sides[0];
  return count == 1 || read_facts(sides[1], document);
}

std::unexpected<base::Problem> no_plan(std::string_view what) {
  return base::fail(base::Fault::invalid_value, std::string{"plan: expected "}.append(what), "/plan");
}

}  // namespace

base::Result<Plan> read_plan(std::string_view text) {
  constexpr std::size_t head_parts = 4;
  if (text.size() > plan_bytes_max) return no_plan("at most 4096 characters");
  std::array<std::string_view, head_parts + base::limits::documents_per_case_max> parts;
  const std::size_t count = split(text, ';', parts);
  if (parts[0] != mark) return no_plan("a text that begins with SKRANKE1");
  if (count > parts.size()) return no_plan("at most 32 documents");
  if (count < head_parts || !is_id(parts[1]) || !is_id(parts[3]))
    return no_plan("SKRANKE1;policy;day;place, then documents");
  const auto day = base::parse_day(parts[2]);
  if (!day) return no_plan("a day that exists, YYYY-MM-DD, as its third part");
  Plan plan{.policy = std::string{parts[1]}, .day = *day, .place = std::string{parts[3]}, .documents = {}};
  for (const std::string_view part : std::span{parts}.first(count).subspan(head_parts)) {
    if (!read_document(part, plan.documents.emplace_back()))
      return no_plan(
          "documents as kind or kind:fact=value,fact=value, each fact once and with a value it can have");
  }
  return plan;
}

std::string case_of(const Plan& plan, base::Day day, std::string_view place) {
  std::string out{"{\"policy\":"};
  append_json_string(out, plan.policy);
  out.append(",\"date\":\"").append(base::format_day(day)).append("\",");
  if (!place.empty()) append_member(out, "centre", place);
  out.append("\"documents\":[");
  for (const PlannedDocument& document : plan.documents) {
    if (&document != &plan.documents.front()) out.push_back(',');
    out.append("{\"kind\":");
    append_json_string(out, document.kind);
    out.append(document.facts).push_back('}');
  }
  return out.append("]}");
}

}  // namespace skranke::codec
