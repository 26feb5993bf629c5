// Whom a change hits: the differences that are known beforehand, and nothing for the same rules in another
// order.
#include "policy/difference.hpp"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/decide.hpp"
#include "policy/testing.hpp"

namespace skranke::policy {
namespace {

using Kinds = std::multiset<std::string>;

// The kinds of documents of each difference, every choice of them.
std::set<Kinds> kinds_of(const Space& space, const std::vector<Difference>& all) {
  std::set<Kinds> kinds;
  for (const Difference& one : all) {
    std::vector<Kinds> sets{Kinds{}};
    for (const AnyOf& any : one.documents) {
      std::vector<Kinds> longer;
      for (const Kinds& set : sets) {
        for (const DocumentClass& document : any) {
          longer.push_back(set);
          longer.back().insert(space.kinds()[document.kind]);
        }
      }
      sets = std::move(longer);
    }
    kinds.insert(sets.begin(), sets.end());
  }
  return kinds;
}

// Each difference's own documents are decided as it says.
void expect_true(const Space& space, const std::vector<Difference>& all) {
  for (const Difference& one : all) {
    for (const std::size_t place : one.places) {
      for (std::size_t p = 0; p < 2; ++p) {
        std::vector<proofing::Document> documents;
        for (const AnyOf& any : one.documents)
          documents.push_back(space.document(p, any.back().kind, any.back().states.back()));
        const Verdict verdict =
            decide(space.program(p),
                   {.visit = space.visit(), .place = space.place_in(p, place), .documents = documents});
        EXPECT_EQ(verdict.outcome == Outcome::accepted,
                  p == 0 ? one.is_accepted_before : one.is_accepted_after);
      }
    }
  }
}

TEST(Difference, WithoutX1ATaxAndABenefitDocumentAreEnough) {
  const Edition without =
      edition_of(mitid_with("[[exclusion]]\nclause = \"X1\"\nnever_together = [\"tax\", \"benefit\"]\n", ""));
  const Space space{{&mitid(), &without.program}};
  const auto all = differences(space);
  EXPECT_EQ(kinds_of(space, all),
            (std::set<Kinds>{{"tax-assessment-notice", "public-benefit-documentation"},
                             {"preliminary-income-assessment", "public-benefit-documentation"}}));
  for (const Difference& one : all) EXPECT_FALSE(one.is_accepted_before);
  expect_true(space, all);
}

TEST(Difference, WithoutFaroeseLicencesOneSetAtOnePlaceIsShutOut) {
  std::string text = mitid_with("[\"A1\", \"A2\", ", "[\"A1\", ");
  const std::size_t from = text.find("[[line]]\nid = \"A2\"");
  text.erase(from, text.find("[[line]]\nid = \"A3\"") - from);
  const Edition without = edition_of(text);
  const Space space{{&mitid(), &without.program}};
  const auto all = differences(space);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(kinds_of(space, all), std::set<Kinds>{{"driving-licence"}});
  ASSERT_EQ(all[0].places.size(), 1U);
  EXPECT_EQ(space.places()[all[0].places[0]], "high-commissioner-faroe");
  EXPECT_TRUE(all[0].is_accepted_before);
  const auto boxes = space.boxes(all[0].documents[0][0].states);
  ASSERT_EQ(boxes.size(), 1U);
  EXPECT_EQ(space.issuers(boxes[0]).named, std::vector{*base::parse_country("FO")});
  EXPECT_FALSE(space.issuers(boxes[0]).all_but);
  expect_true(space, all);
}

TEST(Difference, AnEdgeOfAClockIsSeenFromBothSides) {
  std::string text = mitid_text();
  for (std::size_t at = text.find("months_old_max = 3"); at != std::string::npos;
       at = text.find("months_old_max = 3"))
    text.replace(at, 18, "months_old_max = 2");
  const Edition stricter = edition_of(text);
  const Space space{{&mitid(), &stricter.program}};
  const auto all = differences(space);
  ASSERT_FALSE(all.empty());
  for (const Kinds& kinds : kinds_of(space, all)) EXPECT_TRUE(kinds.contains("public-benefit-documentation"));
  expect_true(space, all);
}

TEST(Difference, ThereIsNoneForTheSameRulesInAnotherOrder) {
  std::string text = mitid_text();
  const std::size_t from = text.find("[[line]]\nid = \"C1\"");
  const std::size_t to = text.find("[[line]]\nid = \"C2\"");
  const std::string line = text.substr(from, to - from);
  text.erase(from, to - from);
  text += "\n" + line;
  const Edition reordered = edition_of(text);
  EXPECT_TRUE(differences(Space{{&mitid(), &reordered.program}}).empty());
  EXPECT_TRUE(decide_alike(mitid(), reordered.program));
}

TEST(Difference, AnAgeThatMovesHitsThoseInBetweenAlone) {
  std::ifstream file{SKRANKE_SOURCE_DIR "/policies/us-form-i-9/2023-08-01.toml"};
  std::string text{std::istreambuf_iterator<char>{file}, {}};
  const Edition before = edition_of(text);
  constexpr std::string_view below = "age_years_below = 18";
  for (std::size_t at = text.find(below); at != std::string::npos; at = text.find(below))
    text.replace(at, below.size(), "age_years_below = 17");
  const Edition after = edition_of(text);
  const Space space{{&before.program, &after.program}};
  const auto all = differences(space);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].documents.size(), 2U);
  ASSERT_EQ(all[0].applicant.size(), 1U);
  ASSERT_EQ(all[0].applicant[0].states.size(), 1U);
  const auto born = all[0].applicant[0].states[0][static_cast<std::size_t>(proofing::Fact::born)];
  EXPECT_EQ(space.values(proofing::Fact::born)[born].label, "age-17-to-17");
}

// A policy of five kinds, each with twelve lines of a country each, from the given country on.
std::string with_countries_from(std::size_t first) {
  std::string text = R"(id = "wide"
version = "1"
effective = 2024-01-01
time_zone = "UTC"
unlisted = "S"
source = "nowhere"
guidance = []
[[place]]
id = "here"
)";
  std::string of;
  for (std::size_t line = 0; line < 60; ++line) {
    const std::string kind = "k" + std::to_string(line / 12);
    if (line % 12 == 0) text += "[[kind]]\nid = \"" + kind + "\"\npicture = \"never\"\nissuers = []\n";
    const std::string id = "l" + std::to_string(line);
    text += "[[line]]\nid = \"" + id + "\"\naccepts = [{ kind = \"" + kind + "\", issuer = [\"" +
            std::string{base::assigned_countries.substr(2 * (first + line), 2)} + "\"] }]\n";
    of += "\"" + id + "\", ";
  }
  return text + "[[list]]\nid = \"L\"\ntake = [{ count = 1, of = [" + of + "] }]\n";
}

TEST(Difference, TellsMoreCountriesApartThanAWordHasBits) {
  const Edition before = edition_of(with_countries_from(0));
  const Edition after = edition_of(with_countries_from(60));
  const Space space{{&before.program, &after.program}};
  EXPECT_EQ(space.values(proofing::Fact::issuer).size(), 121U);
  const auto all = differences(space);
  ASSERT_EQ(all.size(), 2U);
  for (const Difference& one : all) {
    for (const DocumentClass& document : one.documents[0]) {
      const auto boxes = space.boxes(document.states);
      ASSERT_EQ(boxes.size(), 1U);
      const SomeCountries issuers = space.issuers(boxes[0]);
      EXPECT_FALSE(issuers.all_but);
      // Of the kind kN the countries from 12 N on, in the version that takes them.
      const auto kind = static_cast<std::size_t>(space.kinds()[document.kind][1] - '0');
      std::vector<base::Country> expected;
      for (std::size_t i = 0; i < 12; ++i) {
        const std::size_t country = 12 * kind + i + (one.is_accepted_after ? 60 : 0);
        expected.push_back(base::country_number(base::assigned_countries.substr(2 * country, 2)));
      }
      EXPECT_EQ(issuers.named, expected);
    }
  }
  expect_true(space, all);
}

TEST(Difference, EverySmallSetThatDiffersHasOneOfTheToldOnesInIt) {
  const Edition other = edition_of(mitid_with("at_least_one = { cpr_number = true }", ""));
  const Space space{{&mitid(), &other.program}};
  const auto all = differences(space);
  ASSERT_FALSE(all.empty());
  const auto documents = space.classes(0).documents;
  std::size_t differing = 0;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    for (std::size_t j = i; j < documents.size(); ++j) {
      std::array<Outcome, 2> outcomes{};
      for (std::size_t p = 0; p < 2; ++p) {
        const std::array pair{space.document(p, documents[i].kind, documents[i].states.front()),
                              space.document(p, documents[j].kind, documents[j].states.front())};
        outcomes[p] = decide(space.program(p),
                             {.visit = space.visit(), .place = space.place_in(p, 0), .documents = pair})
                          .outcome;
      }
      if (outcomes[0] == outcomes[1]) continue;
      ++differing;
      const auto holds = [&](const AnyOf& any, const DocumentClass& one) {
        return std::ranges::any_of(any, [&](const DocumentClass& known) {
          return known.kind == one.kind && known.states == one.states;
        });
      };
      EXPECT_TRUE(std::ranges::any_of(all, [&](const Difference& one) {
        return one.documents.size() == 2 &&
               ((holds(one.documents[0], documents[i]) && holds(one.documents[1], documents[j])) ||
                (holds(one.documents[0], documents[j]) && holds(one.documents[1], documents[i])));
      }));
    }
  }
  EXPECT_GT(differing, 10U);
}

}  // namespace
}  // namespace skranke::policy
