#include "counter/applicant.hpp"

#include <gtest/gtest.h>

namespace skranke::counter {
namespace {

using base::PersonalText;

ApplicantDetails somebody() {
  ApplicantDetails details;
  details.number = PersonalText{"1702404204"};
  details.name.given = PersonalText{"Åse Marie"};
  details.name.middle = PersonalText{"Berg"};
  details.name.family = PersonalText{"Ødegård"};
  details.name.given_mark = '*';
  details.name.family_mark = '=';
  details.born = base::Personal<base::Day>{base::parse_day("1940-02-17").value()};
  details.sex = "female";
  return details;
}

TEST(Applicant, ComesBackAsTheyWereKept) {
  const auto back = read_applicant(to_text(somebody()));
  ASSERT_TRUE(back && *back);
  const cpr::Name& name = (*back)->name;
  EXPECT_EQ(name.given.reveal(), "Åse Marie");
  EXPECT_EQ(name.middle.reveal(), "Berg");
  EXPECT_EQ(name.family.reveal(), "Ødegård");
  EXPECT_EQ((std::string{name.given_mark, name.middle_mark, name.family_mark}), "* =");
  EXPECT_EQ((*back)->born->reveal(), base::parse_day("1940-02-17").value());
}

// Servers of two versions work side by side, and a case may wait for days.
TEST(Applicant, OfACaseFromBeforeHasTheGivenNamesInOne) {
  const auto back = read_applicant(PersonalText{
      R"({"number":"1702404204","given":"Åse Marie Berg","family":"Ødegård","born":null,"sex":"female","protected":false})"});
  ASSERT_TRUE(back && *back);
  EXPECT_EQ((*back)->name.given.reveal(), "Åse Marie Berg");
  EXPECT_EQ((*back)->name.middle.reveal(), "");
  EXPECT_EQ((*back)->name.given_mark, ' ');
}

TEST(Applicant, IsWrittenSoThatAServerFromBeforeReadsThem) {
  const std::string text = to_text(somebody()).reveal();
  EXPECT_NE(text.find(R"("given":"Åse Marie Berg","family":"Ødegård")"), std::string::npos) << text;
}

TEST(Applicant, WhatIsNoneIsAProblem) {
  for (
      const char* text :
      {"{", "[]", "{}",
       R"({"number":"1702404204","given":"A","family":"B","name":{"given":"A","middle":"","marks":"*"},"born":null,"sex":"female","protected":false})"})
    EXPECT_FALSE(read_applicant(PersonalText{text}).has_value()) << text;
  EXPECT_FALSE(read_applicant(PersonalText{""})->has_value()) << "nobody yet";
}

TEST(Applicant, NamesAreJoinedWhereThereAreBoth) {
  EXPECT_EQ(full_name_of(somebody()).reveal(), "Åse Marie Berg Ødegård");
  EXPECT_EQ(initials_of(somebody()), "Å.Ø.");
  ApplicantDetails one;
  one.name.family = PersonalText{"Madonna"};
  EXPECT_EQ(full_name_of(one).reveal(), "Madonna");
  EXPECT_EQ(given_names_of(one).reveal(), "");
}

}  // namespace
}  // namespace skranke::counter
