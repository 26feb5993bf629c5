// The plan format (docs/plan-format.md) as the pages write it: read, turned into a case for another day, and
// refused where any part of it is not as described.
#include "codec/plan_text.hpp"

#include <array>

#include <gtest/gtest.h>

namespace skranke::codec {
namespace {

constexpr std::string_view example =
    "SKRANKE1;mitid;2026-11-24;citizen-service;passport:issuer=SE,form=physical,expires=2031-01-01;"
    "health-card:issuer=DK,cpr_number=yes";
const base::Day first_of_december = *base::parse_day("2026-12-01");

TEST(PlanText, IsReadAndMadeACaseOfTheDayOfTheVisit) {
  const auto plan = read_plan(example);
  ASSERT_TRUE(plan.has_value()) << plan.error().text;
  EXPECT_EQ(base::format_day(plan->day), "2026-11-24");
  EXPECT_EQ(plan->place, "citizen-service");
  ASSERT_EQ(plan->documents.size(), 2U);
  EXPECT_EQ(plan->documents[1].kind, "health-card");
  EXPECT_EQ(case_of(*plan, first_of_december, "high-commissioner-faroe"),
            R"({"policy":"mitid","date":"2026-12-01","centre":"high-commissioner-faroe","documents":[)"
            R"({"kind":"passport","issuer":"SE","form":"physical","expires":"2031-01-01"},)"
            R"({"kind":"health-card","issuer":"DK","cpr_number":true}]})");
}

TEST(PlanText, MayHaveNoDocumentsAndDocumentsWithoutFacts) {
  const auto none = read_plan("SKRANKE1;mitid;2026-11-24;citizen-service");
  ASSERT_TRUE(none.has_value());
  EXPECT_EQ(case_of(*none, first_of_december, ""),
            R"({"policy":"mitid","date":"2026-12-01","documents":[]})");
  const auto bare = read_plan("SKRANKE1;mitid;2026-11-24;citizen-service;passport");
  ASSERT_TRUE(bare.has_value());
  EXPECT_EQ(bare->documents[0].facts, "");
}

TEST(PlanText, WritesEveryFactAsACaseHasIt) {
  const auto plan = read_plan(
      "SKRANKE1;mitid;2026-11-24;citizen-service;other:photo=no,temporary=yes,name_matches=yes,"
      "authority=other,expires=never,issued=2020-02-29,income_year=2025");
  ASSERT_TRUE(plan.has_value());
  EXPECT_EQ(plan->documents[0].facts,
            R"(,"photo":false,"temporary":true,"name_matches":true,"authority":"other","expires":null,)"
            R"("issued":"2020-02-29","income_year":2025)");
}

TEST(PlanText, IsRefusedWhereAnyPartIsNotAsDescribed) {
  const std::string head = "SKRANKE1;mitid;2026-11-24;citizen-service";
  const std::array refused{
      std::string{},
      std::string{"SKRANKE1"},
      std::string{"SKRANKE2;mitid;2026-11-24;citizen-service"},
      std::string{"SKRANKE1;mitid;2026-11-24"},
      std::string{"SKRANKE1;mitid;2026-02-30;citizen-service"},
      std::string{"SKRANKE1;;2026-11-24;citizen-service"},
      std::string{"SKRANKE1;Mitid;2026-11-24;citizen-service"},
      head + ";",
      head + ";passport:",
      head + ";passport:issuer",
      head + ";passport:issuer=",
      head + ";passport:issuer=se",
      head + ";passport:issuer=SE=SE",
      head + ";passport:issuer=SE,issuer=SE",
      head + ";passport:issuer=SE:form=app",
      head + ";passport:form=paper",
      head + ";passport:colour=red",
      head + ";passport:photo=true",
      head + ";passport:expires=2031-13-01",
      head + ";passport:issued=never",
      head + ";passport:income_year=25",
      head + ";pass\"port",
      head + ";passport\n",
      head + ";" + std::string(65, 'a'),
  };
  for (const std::string& text : refused) {
    const auto plan = read_plan(text);
    ASSERT_FALSE(plan.has_value()) << text;
    EXPECT_EQ(plan.error().path, "/plan");
  }
}

TEST(PlanText, HasItsLimits) {
  std::string text = "SKRANKE1;mitid;2026-11-24;citizen-service";
  for (int i = 0; i < 32; ++i) text += ";passport";
  EXPECT_TRUE(read_plan(text).has_value());
  EXPECT_FALSE(read_plan(text + ";passport").has_value());
  // The limit in characters comes first: such a text is never looked into.
  EXPECT_EQ(read_plan(std::string(plan_bytes_max + 1, 'a')).error().text,
            "plan: expected at most 4096 characters");
  EXPECT_NE(read_plan(std::string(plan_bytes_max, 'a')).error().text,
            "plan: expected at most 4096 characters");
}

}  // namespace
}  // namespace skranke::codec
