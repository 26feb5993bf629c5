#include "property/compare.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "reference/case_json.hpp"

namespace skranke::property {
namespace {

std::string show(const reference::Answer& answer) {
  std::string text = std::string(reference::outcome_names.at(static_cast<std::size_t>(answer.outcome))) +
                     ' ' + answer.list + " used";
  for (const std::size_t i : answer.used) text += ' ' + std::to_string(i);
  for (std::size_t i = 0; i < answer.lines.size(); ++i) {
    text += "; " + std::to_string(i) + ':';
    for (std::size_t l = 0; l < reference::line_names.size(); ++l) {
      if ((answer.lines[i] >> l & 1U) != 0) text += ' ' + std::string(reference::line_names[l]);
    }
    for (std::size_t r = 0; r < reference::reason_names.size(); ++r) {
      if ((answer.refused[i] >> r & 1U) != 0) text += ' ' + std::string(reference::reason_names[r]);
    }
  }
  text += "; open";
  for (const auto& [document, fact] : answer.open_facts) {
    text += ' ' + std::to_string(document) + '.' + std::string(reference::fact_names[fact]);
  }
  return text;
}

// Some of the sets, from the first that differs.
std::string show(const std::vector<std::vector<std::size_t>>& sets, std::size_t from) {
  std::string text = std::to_string(sets.size()) + " sets, from number " + std::to_string(from) + ':';
  for (std::size_t i = from; i < std::min(sets.size(), from + 8); ++i) {
    text += " [";
    for (const std::size_t line : sets[i]) text += ' ' + std::string(reference::line_names[line]);
    text += " ]";
  }
  return text;
}

testing::AssertionResult failure(const reference::Case& which, const std::string& engine,
                                 const std::string& reference) {
  return testing::AssertionFailure() << boost::json::serialize(reference::write_case(which))
                                     << "\n  engine:    " << engine << "\n  reference: " << reference;
}

}  // namespace

testing::AssertionResult same(const reference::Case& which, const reference::Answer& engine,
                              const reference::Answer& reference) {
  const bool equal = engine.outcome == reference.outcome && engine.list == reference.list &&
                     engine.used == reference.used && engine.lines == reference.lines &&
                     engine.refused == reference.refused && engine.open_facts == reference.open_facts;
  return equal ? testing::AssertionSuccess() : failure(which, show(engine), show(reference));
}

testing::AssertionResult same_advice(const reference::Case& which,
                                     const std::vector<std::vector<std::size_t>>& engine,
                                     const std::vector<std::vector<std::size_t>>& reference) {
  if (engine == reference) return testing::AssertionSuccess();
  const auto differing = std::ranges::mismatch(engine, reference).in1 - engine.begin();
  const auto from = static_cast<std::size_t>(differing);
  return failure(which, show(engine, from), show(reference, from));
}

}  // namespace skranke::property
