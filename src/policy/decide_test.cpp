#include "policy/decide.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "base/ensure.hpp"
#include "policy/advice.hpp"
#include "policy/allocations.hpp"
#include "policy/judge.hpp"
#include "policy/question.hpp"
#include "policy/testing.hpp"

namespace skranke::policy {
namespace {

using proofing::Document;
using proofing::Fact;
using proofing::Tri;

const base::Day visit = *base::parse_day("2026-11-24");

Verdict decide_here(const std::vector<Document>& documents) {
  return decide(mitid(), {.visit = visit, .place = 0, .documents = documents});
}

TEST(Decide, AllocatesNothingWhateverIsKnown) {
  Document unknown;
  unknown.kind = kind_of(mitid(), "passport");
  const std::vector<std::vector<Document>> cases{
      {},
      {good_document(mitid(), "passport", "SE"), good_document(mitid(), "health-card", "DK")},
      {good_document(mitid(), "other", "SE")},
      {unknown, good_document(mitid(), "health-card", "DK")},
      {unknown, unknown, unknown, unknown},
  };
  for (const std::vector<Document>& documents : cases) {
    const std::size_t before = allocations_so_far();
    const Verdict verdict = decide_here(documents);
    const std::size_t after = allocations_so_far();
    EXPECT_EQ(after, before);
    EXPECT_EQ(verdict.document_count, documents.size());
  }
}

TEST(Decide, ASwedishPassportNeedsACompanionAndAHealthCardIsOne) {
  const Document passport = good_document(mitid(), "passport", "SE");
  EXPECT_EQ(decide_here({passport}).outcome, Outcome::rejected);
  const Verdict verdict = decide_here({passport, good_document(mitid(), "health-card", "DK")});
  EXPECT_EQ(verdict.outcome, Outcome::accepted);
  EXPECT_EQ(mitid().lists[verdict.list].id, "B");
  ASSERT_EQ(verdict.used_count, 2);
  EXPECT_EQ(verdict.used[0], 0);
  EXPECT_EQ(verdict.used[1], 1);
}

TEST(Decide, AnUnknownIssuerOfAPassportDoesNotMatterBesideAHealthCard) {
  Document passport = good_document(mitid(), "passport", "SE");
  passport.issuer = base::country_unknown;
  passport.set_flag(Fact::cpr_number, Tri::unknown);
  const Verdict verdict = decide_here({passport, good_document(mitid(), "health-card", "DK")});
  EXPECT_EQ(verdict.outcome, Outcome::accepted);
  EXPECT_EQ(verdict.list, no_list);  // A or B: that depends
  EXPECT_EQ(verdict.used_count, 2);
}

// The worst that limits allow: every document of the kind with the most ways, nothing known of any.
TEST(Decide, ThirtyTwoDocumentsOfWhichNothingIsKnownAreDecided) {
  std::vector<Document> documents;
  for (std::size_t i = 0; i < base::limits::documents_per_case_max; ++i) {
    Document document;
    document.kind = kind_of(mitid(), i % 2 == 0 ? "residence-certificate" : "residence-permit");
    documents.push_back(document);
  }
  const Verdict verdict = decide_here(documents);
  EXPECT_EQ(verdict.outcome, Outcome::undetermined);
  for (std::size_t i = 0; i < documents.size(); ++i) EXPECT_NE(verdict.documents[i].open, 0);
  const auto question = next_question(mitid(), {.visit = visit, .place = 0, .documents = documents}, verdict);
  ASSERT_TRUE(question.has_value());
  EXPECT_NE(verdict.documents[question->document].open & bit(question->fact), 0);
}

// Every day of four years, one of them a leap year, and every day of issue up to past each age's edge.
TEST(Clock, AgesInMonthsEndWhereTheCalendarSaysSo) {
  const base::Day first = base::day_from({.year = 2023, .month = 1, .day = 1});
  for (const std::int32_t months : {0, 1, 2, 3, 6, 11, 12, 13, 24}) {
    Program program;
    program.windows = {{.months_old_max = months, .alternatives = 1}};
    program.window_alternatives = 1;
    for (base::Day day = first; day < first + 4 * 366; ++day) {
      Clock clock{program, day};
      const base::Day edge = base::months_before(day, months);
      for (base::Day issued = day - 32 * months - 2; issued <= day + 2; ++issued) {
        ASSERT_EQ(clock.issued_row(issued).may == ~Mask{0}, issued >= edge && issued <= day)
            << months << " months before " << base::format_day(day) << ", " << base::format_day(issued);
      }
    }
  }
}

TEST(DecideDeathTest, MoreDocumentsThanTheLimitAreABug) {
  const std::vector<Document> documents(base::limits::documents_per_case_max + 1);
  EXPECT_THROW(static_cast<void>(decide_here(documents)), base::BrokenAssumption);
}

TEST(Advise, IsTheSameForAPolicyOfPairsAndForTheGeneralSearch) {
  // A list of three makes the general search answer; it adds nothing that a shorter set doesn't do.
  const Edition with_three = edition_of(mitid_text() + R"(
[[list]]
id = "D"
take = [{ count = 2, of = ["C1", "C2", "C3"] }, { count = 1, of = ["B1"] }]
at_least_one = { cpr_number = true }
)");
  ASSERT_EQ(with_three.program.slots_max, 3U);
  const std::vector<std::vector<Document>> cases{
      {},
      {good_document(mitid(), "passport", "SE")},
      {good_document(mitid(), "health-card", "DK")},
      {good_document(mitid(), "residence-certificate", "FO"),
       good_document(mitid(), "public-benefit-documentation", "DK")},
      {good_document(mitid(), "other", "SE")},
  };
  for (const auto& documents : cases) {
    for (const std::uint8_t place : {std::uint8_t{0}, std::uint8_t{1}}) {
      const proofing::Evidence evidence{.visit = visit, .place = place, .documents = documents};
      std::vector<Advice> pairs;
      std::vector<Advice> general;
      advise(mitid(), evidence, decide(mitid(), evidence), 1000, pairs);
      advise(with_three.program, evidence, decide(with_three.program, evidence), 1000, general);
      EXPECT_EQ(pairs, general);
      EXPECT_FALSE(pairs.empty());
    }
  }
}

}  // namespace
}  // namespace skranke::policy
