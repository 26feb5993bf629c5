#include "scenarios/scenario.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include <boost/json.hpp>

#include "reference/case_json.hpp"
#include "reference/random_case.hpp"

namespace skranke::scenarios {

namespace json = boost::json;

std::vector<Scenario> read(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("no scenarios at " + path);
  std::vector<Scenario> scenarios;
  for (std::string line; std::getline(file, line);) {
    const json::value value = json::parse(line);
    const json::object& object = value.as_object();
    Scenario scenario{.name = {},
                      .clauses = {},
                      .which = object.at("case").as_object(),
                      .expected = object.at("expected").as_object()};
    if (const auto* name = object.if_contains("name")) scenario.name = name->as_string();
    if (const auto* clauses = object.if_contains("clauses")) {
      for (const json::value& clause : clauses->as_array()) scenario.clauses.emplace_back(clause.as_string());
    }
    scenarios.push_back(std::move(scenario));
  }
  return scenarios;
}

bool holds(const json::value& expected, const json::value& actual) {
  if (expected.is_object() && actual.is_object()) {
    return std::ranges::all_of(expected.get_object(), [&](const auto& member) {
      const json::value* found = actual.get_object().if_contains(member.key());
      return found != nullptr && holds(member.value(), *found);
    });
  }
  if (expected.is_array() && actual.is_array()) {
    return std::ranges::equal(expected.get_array(), actual.get_array(), holds);
  }
  return expected == actual;
}

std::string generated(int count) {
  constexpr std::uint64_t first_seed = 20'240'101;
  std::string lines;
  for (int i = 0; i < count; ++i) {
    reference::Dice dice(first_seed + static_cast<std::uint64_t>(i));
    const reference::Shape shape{.documents_max = 1 + i % 4, .unknown_in_ten = i / 4 % 4};
    const reference::Case which = reference::random_case(dice, shape);
    json::object written = reference::write_case(which);
    // An unknown fact may be left out or null; all facts but `expires`, whose null says "never".
    for (json::value& document : written["documents"].as_array()) {
      for (const std::string_view fact : reference::fact_names) {
        const bool stated = document.as_object().contains(fact);
        if (i % 3 == 0 && !stated && fact != "expires") document.as_object()[fact] = nullptr;
      }
    }
    const std::size_t advice_max = i % 10 == 0 ? 20 : 0;
    const json::object scenario{
        {"name", "Generated from seed " + std::to_string(first_seed + static_cast<std::uint64_t>(i))},
        {"case", written},
        {"expected", reference::write_answer(which, advice_max)}};
    lines += json::serialize(scenario) + '\n';
  }
  return lines;
}

}  // namespace skranke::scenarios
