// The policies of other countries: every scenario, and generated cases, through the product and the naive
// reference.
#include "reference/foreign.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "codec/check_text.hpp"
#include "policy/catalogue.hpp"
#include "policy/load.hpp"
#include "reference/random_case.hpp"
#include "scenarios/scenario.hpp"

namespace skranke::scenarios {
namespace {

namespace json = boost::json;

constexpr const char* files[]{"us-form-i-9/2023-08-01", "au-100-points/1990-07-01", "us-nist-ial2/2025-08-01",
                              "uk-gpg-45/2023-01-09"};

const policy::Catalogue& catalogue() {
  static const policy::Catalogue all = [] {
    policy::Catalogue made;
    for (const char* file : files) {
      std::ifstream stream(std::string(SKRANKE_SOURCE_DIR "/policies/") + file + ".toml");
      policy::Loaded loaded = policy::load(std::string(std::istreambuf_iterator<char>(stream), {}), file);
      for (const auto& finding : loaded.findings) ADD_FAILURE() << to_string(finding);
      if (!made.add(std::move(loaded.edition.value()))) std::abort();
    }
    return made;
  }();
  return all;
}

json::object product(const json::object& which, bool advice = true) {
  codec::CheckText checks{catalogue()};
  std::string out;
  const auto outcome = checks.check(json::serialize(which), {.advice = advice}, out);
  if (!outcome) return {{"error", outcome.error().path + " " + outcome.error().text}};
  return json::parse(out).as_object();
}

// The product's answer in the reference's words.
reference::ForeignAnswer in_words(const json::object& given) {
  reference::ForeignAnswer answer;
  if (given.contains("error")) return answer;
  answer.verdict = given.at("verdict").as_string();
  if (given.at("list").is_string()) answer.list = given.at("list").as_string();
  for (const json::value& open : given.at("open_facts").as_array()) {
    const std::string fact(open.at("fact").as_string());
    const json::value* document = open.as_object().if_contains("document");
    answer.open_facts.push_back(
        document == nullptr ? fact : "document " + std::to_string(document->as_int64()) + " " + fact);
  }
  std::ranges::sort(answer.open_facts);
  return answer;
}

void expect_same(const json::object& which, const json::object& given, const std::string& name) {
  const reference::ForeignAnswer product = in_words(given);
  const reference::ForeignAnswer naive = reference::foreign_answer(which);
  EXPECT_EQ(product.verdict, naive.verdict) << name << "\n  " << which << "\n  " << given;
  EXPECT_EQ(product.list, naive.list) << name << "\n  " << which << "\n  " << given;
  EXPECT_EQ(product.open_facts, naive.open_facts) << name << "\n  " << which << "\n  " << given;
}

class Foreign : public testing::TestWithParam<std::string_view> {};

TEST_P(Foreign, ScenariosAreAnsweredAsExpected) {
  const auto scenarios =
      read(std::string(SKRANKE_SOURCE_DIR "/tests/scenarios/") + std::string(GetParam()) + ".jsonl");
  EXPECT_GE(scenarios.size(), 25U);
  std::map<std::string, int> names;
  for (const Scenario& s : scenarios) {
    EXPECT_EQ(++names[s.name], 1) << s.name;
    const json::object given = product(s.which);
    EXPECT_TRUE(holds(s.expected, given))
        << s.name << "\n  " << s.which << "\n  expected " << s.expected << "\n  given " << given;
    expect_same(s.which, given, s.name);
  }
}

std::string value(reference::Dice& dice, const std::string& fact) {
  const auto score = [&] { return std::to_string(dice.roll(6)); };
  if (fact == "form") return dice.one_in(5) ? "\"copy\"" : "\"physical\"";
  if (fact == "expires")
    return dice.one_in(5) ? "\"2026-05-30\"" : dice.one_in(2) ? "null" : "\"2026-05-31\"";
  if (fact == "issuer")
    return dice.pick(std::vector<std::string>{"\"US\"", "\"US\"", "\"AU\"", "\"AU\"", "\"AU\"", "\"FM\"",
                                              "\"CA\"", "\"SE\""});
  if (fact == "born")
    return dice.pick(std::vector<std::string>{"\"2008-05-31\"", "\"2008-06-01\"", "\"1980-01-01\""});
  if (fact == "validity") return std::to_string(1 + dice.roll(4));
  if (fact == "photo" || fact == "name_matches") return dice.one_in(5) ? "false" : "true";
  return score();
}

TEST_P(Foreign, GeneratedCasesAreAnsweredAsByTheReference) {
  const std::string policy(GetParam());
  const std::vector<std::string> kinds = reference::foreign_kinds(policy);
  std::map<std::string, int> verdicts;
  for (int i = 0; i < 1'500; ++i) {
    reference::Dice dice(static_cast<std::uint64_t>(9'000'000 + i));
    int unknown = 0;
    const auto facts = [&](bool of_applicant, json::object& into) {
      for (const std::string& fact : reference::foreign_facts(policy, of_applicant)) {
        const std::string drawn = value(dice, fact);
        if (unknown < 4 && dice.one_in(10)) {
          ++unknown;
        } else {
          into[fact] = json::parse(drawn);
        }
      }
    };
    json::array documents;
    const int count = 1 + dice.roll(4);
    for (int d = 0; d < count; ++d) {
      json::object document{{"kind", dice.pick(kinds)}};
      facts(false, document);
      documents.push_back(document);
    }
    json::object which{{"policy", policy}, {"date", "2026-05-31"}, {"documents", documents}};
    if (!reference::foreign_facts(policy, true).empty()) facts(true, which["applicant"].emplace_object());
    const json::object given = product(which, false);
    expect_same(which, given, "generated");
    if (HasFailure()) return;
    ++verdicts[in_words(given).verdict];
  }
  EXPECT_GT(verdicts["accepted"], 10);
  EXPECT_GT(verdicts["rejected"], 100);
  EXPECT_GT(verdicts["undetermined"], 20);
}

TEST_P(Foreign, AdviceMakesItAccepted) {
  const json::object nothing{{"policy", GetParam()}, {"date", "2026-05-31"}, {"documents", json::array{}}};
  const json::object given = product(nothing);
  EXPECT_EQ(given.at("verdict"), "rejected");
  // Of an applicant of whom nothing is known no document makes an identity sure.
  EXPECT_EQ(given.at("advice").as_array().empty(), GetParam() == "uk-gpg-45");
}

// A profile as "4/3 2/2 activity 0 fraud 1 verification 3", its evidence from the strongest on.
std::string told(std::vector<std::pair<int, int>> evidence, int activity, int fraud, int verification) {
  std::ranges::sort(evidence, std::greater{});
  std::string text;
  for (const auto& [strength, validity] : evidence)
    text += std::to_string(strength) + "/" + std::to_string(validity) + " ";
  return text + "activity " + std::to_string(activity) + " fraud " + std::to_string(fraud) +
         " verification " + std::to_string(verification);
}

TEST(Gpg45, EveryProfileIsAsInTheFileNamedByTheEnvironment) {
  const char* path = std::getenv("SKRANKE_GPG45");
  if (path == nullptr) GTEST_SKIP() << "SKRANKE_GPG45 names no file of profiles";
  std::ifstream file(path);
  const json::value all = json::parse(std::string(std::istreambuf_iterator<char>(file), {}));
  std::map<std::string, std::string> expected, given;
  for (const json::value& profile : all.at("profiles").as_array()) {
    std::vector<std::pair<int, int>> evidence;
    for (const json::value& piece : profile.at("evidence").as_array())
      evidence.emplace_back(piece.at("strength").to_number<int>(), piece.at("validity").to_number<int>());
    expected[std::string(profile.at("profile").as_string())] =
        told(evidence, profile.at("activity").to_number<int>(), profile.at("fraud").to_number<int>(),
             profile.at("verification").to_number<int>());
  }
  const policy::Tree& tree = (*catalogue().version("uk-gpg-45", "2023-01-09"))->tree;
  for (const policy::List& list : tree.lists) {
    std::vector<std::pair<int, int>> evidence;
    for (const policy::Part& part : list.take)
      evidence.insert(evidence.end(), static_cast<std::size_t>(part.count),
                      {std::stoi(part.level_at_least.text), part.require->scores_min[0]});
    const auto score = [&](proofing::Fact fact) {
      return list.applicant->scores_min[proofing::score_index(fact)];
    };
    given[list.id.text] = told(evidence, score(proofing::Fact::activity), score(proofing::Fact::fraud),
                               score(proofing::Fact::verification));
  }
  EXPECT_EQ(given.size(), 32U);
  EXPECT_EQ(given, expected);
}

INSTANTIATE_TEST_SUITE_P(Policies, Foreign, testing::ValuesIn(reference::foreign_policies),
                         [](const auto& policy) {
                           std::string name(policy.param);
                           std::erase(name, '-');
                           return name;
                         });

}  // namespace
}  // namespace skranke::scenarios
