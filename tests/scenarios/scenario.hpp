// Scenarios: a case, and what has to be said of it. One corpus for every way of asking.
//
// A line of a scenario file is {"name", "case", "expected", "clauses"?}; of a conformance file the name
// is missing. `expected` holds some keys of the answer; those that it holds have to be right.
#pragma once

#include <string>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace skranke::scenarios {

struct Scenario {
  std::string name;
  std::vector<std::string> clauses;  // those that the scenario is about
  boost::json::object which;         // the case
  boost::json::object expected;
};

// Reads a file of scenarios. Throws where it isn't one.
[[nodiscard]] std::vector<Scenario> read(const std::string& path);

// Whether `actual` has everything that is expected: the keys of objects, all elements of arrays.
[[nodiscard]] bool holds(const boost::json::value& expected, const boost::json::value& actual);

// `count` scenarios from the reference and a fixed seed, as JSON lines: see README.md.
[[nodiscard]] std::string generated(int count);

}  // namespace skranke::scenarios
