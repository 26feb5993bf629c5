// Every scenario, JSON text in and JSON text out, through the product and through the reference.
#include "scenarios/scenario.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "codec/check_text.hpp"
#include "policy/catalogue.hpp"
#include "policy/load.hpp"
#include "reference/case_json.hpp"

namespace skranke::scenarios {
namespace {

namespace json = boost::json;

const std::string folder = SKRANKE_SOURCE_DIR "/tests/scenarios/";

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The product, from the policy file to the text of an answer.
class Product {
 public:
  Product() : checks_(catalogue()) {}

  json::object answer(const json::object& which, bool advice) {
    std::string out;
    const auto outcome = checks_.check(json::serialize(which), {.advice = advice}, out);
    if (!outcome) return {{"error", outcome.error().text}};
    return json::parse(out).as_object();
  }

 private:
  static const policy::Catalogue& catalogue() {
    static const policy::Catalogue all = [] {
      policy::Catalogue made;
      policy::Loaded loaded =
          policy::load(text_of(SKRANKE_SOURCE_DIR "/policies/mitid/2024-01-01.toml"), "mitid");
      if (!made.add(std::move(loaded.edition.value()))) std::abort();
      return made;
    }();
    return all;
  }
  codec::CheckText checks_;
};

// The reference tells reasons without their clauses.
json::object without_clauses(json::object expected) {
  if (json::value* documents = expected.if_contains("documents")) {
    for (json::value& document : documents->as_array()) {
      for (json::value& reason : document.at("refused").as_array()) reason.as_object().erase("clause");
    }
  }
  return expected;
}

void check_all(const std::vector<Scenario>& scenarios) {
  Product product;
  for (const Scenario& s : scenarios) {
    const bool advice = s.expected.contains("advice");
    const json::object given = product.answer(s.which, advice);
    EXPECT_TRUE(holds(s.expected, given)) << s.name << "\n  case:      " << s.which
                                          << "\n  expected:  " << s.expected << "\n  product:   " << given;
    const json::object naive = reference::write_answer(reference::read_case(s.which), advice ? 20 : 0);
    EXPECT_TRUE(holds(without_clauses(s.expected), naive))
        << s.name << "\n  case:      " << s.which << "\n  expected:  " << s.expected
        << "\n  reference: " << naive;
  }
}

TEST(Scenarios, WrittenByHandAreAnsweredAsExpected) {
  const auto scenarios = read(folder + "scenarios.jsonl");
  ASSERT_GT(scenarios.size(), 300U);
  check_all(scenarios);
}

TEST(Scenarios, WrittenByHandShowEveryLineServedAndRefusedAndEveryConditionAndExclusion) {
  std::map<std::string, int> accepted, other;
  for (const Scenario& s : read(folder + "scenarios.jsonl")) {
    for (const std::string& clause : s.clauses) {
      ++(s.expected.at("verdict") == "accepted" ? accepted : other)[clause];
    }
  }
  std::vector<std::string> clauses(reference::line_names.begin(), reference::line_names.end());
  for (const char* clause : {"G1", "G2", "G3", "G4", "X1"}) clauses.emplace_back(clause);
  for (const std::string& clause : clauses) {
    EXPECT_GT(accepted[clause], 0) << clause << " is nowhere accepted";
    EXPECT_GT(other[clause], 0) << clause << " is nowhere refused";
  }
}

TEST(Scenarios, WrittenByHandHaveNamesOfTheirOwn) {
  std::map<std::string, int> names;
  for (const Scenario& s : read(folder + "scenarios.jsonl")) {
    EXPECT_EQ(++names[s.name], 1) << s.name;
    EXPECT_FALSE(s.clauses.empty()) << s.name;
  }
}

TEST(Scenarios, GeneratedAreAnsweredAsExpected) {
  const auto scenarios = read(folder + "generated.jsonl");
  ASSERT_EQ(scenarios.size(), 2'000U);
  check_all(scenarios);
}

TEST(Scenarios, GeneratedAreWhatTheGeneratorWrites) {
  EXPECT_TRUE(generated(2'000) == text_of(folder + "generated.jsonl")) << "see tests/scenarios/README.md";
}

TEST(Conformance, EveryCaseOfTheFileNamedByTheEnvironmentIsAnsweredAsExpected) {
  const char* path = std::getenv("SKRANKE_CONFORMANCE");
  if (path == nullptr) GTEST_SKIP() << "SKRANKE_CONFORMANCE names no file of cases";
  const auto scenarios = read(path);
  ASSERT_FALSE(scenarios.empty());
  check_all(scenarios);
  std::cout << scenarios.size() << " cases of conformance\n";
}

}  // namespace
}  // namespace skranke::scenarios
