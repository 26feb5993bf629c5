// Versions of which something is not known: answered where that doesn't matter, refused where it does, never
// guessed.
#include "policy/answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/testing.hpp"

namespace skranke::policy {
namespace {

using testing::HasSubstr;

Edition version(const std::string& file) {
  std::ifstream stream{SKRANKE_SOURCE_DIR "/policies/" + file};
  return edition_of(std::string{std::istreambuf_iterator<char>{stream}, {}});
}

base::Result<Verdict> ask(const Edition& edition, std::vector<proofing::Document> documents) {
  return answer(edition, {.visit = *base::parse_day("2023-06-01"), .place = 0, .documents = documents});
}

TEST(PartlyKnown, WhatTheKnownLinesAcceptIsAccepted) {
  const Edition earlier = version("mitid/2022.toml");
  const auto verdict = ask(earlier, {good_document(earlier.program, "driving-licence", "DK")});
  ASSERT_TRUE(verdict.has_value());
  EXPECT_EQ(verdict->outcome, Outcome::accepted);
}

TEST(PartlyKnown, WhatNoKnownLineTakesIsRefusedAndNotGuessed) {
  const Edition earlier = version("mitid/2022.toml");
  const auto verdict = ask(earlier, {good_document(earlier.program, "health-card", "DK")});
  ASSERT_FALSE(verdict.has_value());
  EXPECT_EQ(verdict.error().fault, base::Fault::unknown_version);
  EXPECT_THAT(verdict.error().text, HasSubstr("version 2022 of policy mitid"));
}

TEST(PartlyKnown, AConditionThatNobodyKnowsMattersOnlyToWhomItWouldRefuse) {
  const Edition earlier = version("mitid/2022.toml");
  proofing::Document licence = good_document(earlier.program, "driving-licence", "DK");
  licence.set_flag(proofing::Fact::temporary, proofing::Tri::yes);
  EXPECT_FALSE(ask(earlier, {licence}).has_value());
  licence.form = proofing::Form::copy;
  const auto copy = ask(earlier, {licence});
  ASSERT_TRUE(copy.has_value()) << "that a copy never counts is known";
  EXPECT_EQ(copy->outcome, Outcome::rejected);
}

TEST(PartlyKnown, NoDocumentIsNeverEnough) {
  for (const char* file : {"mitid/2021.toml", "mitid/2022.toml", "mitid-high/2024-01-01.toml",
                           "mitid-substantial/2024-01-01.toml"}) {
    const Edition edition = version(file);
    const auto verdict = ask(edition, {});
    ASSERT_TRUE(verdict.has_value()) << file;
    EXPECT_EQ(verdict->outcome, Outcome::rejected) << file;
  }
}

TEST(PartlyKnown, LevelHighIsKnownButForItsConditions) {
  const Edition high = version("mitid-high/2024-01-01.toml");
  EXPECT_EQ(ask(high, {good_document(high.program, "passport", "SE")})->outcome, Outcome::accepted);
  EXPECT_EQ(ask(high, {good_document(high.program, "driving-licence", "DK")})->outcome, Outcome::rejected);
}

TEST(PartlyKnown, OfAVersionThatIsKnownTheVerdictIsTheEnginesOwn) {
  EXPECT_EQ(mitid_edition().at_most, nullptr);
  EXPECT_EQ(ask(mitid_edition(), {good_document(mitid(), "health-card", "DK")})->outcome, Outcome::rejected);
}

TEST(PartlyKnown, NoDayChoosesAVersionWhoseDaysNobodyKnows) {
  Catalogue catalogue;
  for (const char* file : {"mitid/2021.toml", "mitid/2022.toml", "mitid/2024-01-01.toml"})
    ASSERT_TRUE(catalogue.add(version(file)).has_value());
  const auto on = [&](std::string_view day) { return catalogue.in_force("mitid", *base::parse_day(day)); };
  EXPECT_EQ((*on("2024-01-01"))->program.version, "2024-01-01");
  EXPECT_THAT(on("2023-12-31").error().text, HasSubstr("is not known; name one, as version: 2021 2022"));
  EXPECT_THAT(on("2021-12-31").error().text, HasSubstr("name one, as version: 2021"));
  EXPECT_THAT(on("2021-01-01").error().text, HasSubstr("the first known one is in force from 2024-01-01"));
  EXPECT_EQ((*catalogue.version("mitid", "2022"))->program.version, "2022");
}

}  // namespace
}  // namespace skranke::policy
