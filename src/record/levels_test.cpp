// Levels as a truth table: what was compared, and what that would be worth to others.
#include "record/levels.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "record/testing.hpp"

namespace skranke::record {
namespace {

using proofing::Form;
using proofing::Tri;
using testing::Contains;
using testing::ElementsAre;

ShownDocument in_force(ShownDocument document) {
  document.in_force = Tri::yes;
  return document;
}
ShownDocument unseen(ShownDocument document) {
  document.features.back().seen = false;
  return document;
}
ShownDocument not_compared(ShownDocument document) {
  document.face.reset();
  return document;
}
ShownDocument without_number(ShownDocument document) {
  document.cpr_number = Tri::no;
  return document;
}

struct Row {
  const char* what;
  std::vector<ShownDocument> documents;
  bool questions;
  bool witness;
  bool in_register;
  Binding binding;
  Ial ial;
  Assurance assurance;
  std::vector<std::int32_t> parts;  // strength, validity, activity, fraud, verification
};

std::vector<Row> truth_table() {
  using enum Assurance;
  constexpr auto face = Binding::face;
  constexpr auto vouch = Binding::vouching;
  constexpr auto nothing = Binding::none;
  const auto health = paper("health-card");
  const auto passport = portrait("passport");
  const auto foreign = portrait("passport", "SE");
  return {
      // Register questions bind nobody, whatever papers stand beside them (63A-4, 2.5.1).
      {"papers, questions",
       {paper("personal-certificate"), health},
       true,
       false,
       true,
       nothing,
       Ial::none,
       low,
       {2, 2, 1, 1, 1}},
      {"papers in force, questions",
       {in_force(paper("personal-certificate")), in_force(health)},
       true,
       false,
       true,
       nothing,
       Ial::none,
       low,
       {2, 3, 1, 1, 1}},
      {"passport not compared, questions",
       {not_compared(passport)},
       true,
       false,
       true,
       nothing,
       Ial::none,
       low,
       {3, 2, 1, 1, 1}},
      {"passport in force not compared, questions",
       {in_force(not_compared(passport))},
       true,
       false,
       true,
       nothing,
       Ial::none,
       low,
       {3, 3, 1, 1, 1}},
      // Two papers without a picture are never High, not with a witness either (2015/1502, 2.1.2).
      {"papers, witness",
       {paper("personal-certificate"), health},
       false,
       true,
       true,
       vouch,
       Ial::none,
       low,
       {2, 2, 0, 1, 0}},
      {"papers in force, witness",
       {in_force(paper("personal-certificate")), in_force(health)},
       false,
       true,
       true,
       vouch,
       Ial::none,
       substantial,
       {2, 3, 0, 1, 0}},
      // A face compared.
      {"passport, questions", {passport}, true, false, true, face, Ial::ial1, low, {3, 2, 1, 1, 2}},
      {"passport in force, questions",
       {in_force(passport)},
       true,
       false,
       true,
       face,
       Ial::ial1,
       high,
       {3, 3, 1, 1, 2}},
      {"passport and health card",
       {passport, health},
       true,
       false,
       true,
       face,
       Ial::ial2,
       low,
       {3, 2, 1, 1, 2}},
      {"both in force",
       {in_force(passport), in_force(health)},
       true,
       false,
       true,
       face,
       Ial::ial2,
       high,
       {3, 3, 1, 1, 2}},
      {"two strong ones",
       {passport, portrait("driving-licence")},
       false,
       true,
       true,
       face,
       Ial::ial2,
       low,
       {3, 2, 0, 1, 2}},
      {"a foreign passport and a health card",
       {in_force(foreign), in_force(health)},
       false,
       true,
       true,
       face,
       Ial::ial1,
       substantial,
       {2, 3, 0, 1, 2}},
      {"one not known to be in force",
       {in_force(passport), health},
       false,
       true,
       true,
       face,
       Ial::ial2,
       low,
       {3, 2, 0, 1, 2}},
      // What was not really compared counts for nothing.
      {"features not seen",
       {in_force(unseen(passport))},
       true,
       false,
       true,
       nothing,
       Ial::none,
       low,
       {0, 0, 1, 1, 1}},
      {"face in doubt",
       {in_force(portrait("passport", "DK", Likeness::doubt))},
       false,
       true,
       true,
       vouch,
       Ial::none,
       substantial,
       {3, 3, 0, 1, 0}},
      {"one face the same, one in doubt",
       {passport, portrait("driving-licence", "DK", Likeness::doubt)},
       false,
       true,
       true,
       vouch,
       Ial::none,
       low,
       {3, 2, 0, 1, 0}},
      {"face with the weaker document only",
       {not_compared(passport), foreign},
       false,
       true,
       true,
       face,
       Ial::none,
       low,
       {3, 2, 0, 1, 2}},
      {"a passport without number",
       {without_number(passport)},
       true,
       false,
       true,
       face,
       Ial::ial1,
       low,
       {2, 2, 1, 1, 2}},
      // Nobody whom the register does not know has a level.
      {"not in the register",
       {in_force(passport), in_force(health)},
       false,
       true,
       false,
       face,
       Ial::none,
       none,
       {3, 3, 0, 0, 2}},
  };
}

TEST(Levels, AreThoseOfTheTruthTable) {
  for (const Row& row : truth_table()) {
    CaseFacts facts = accepted_case("C", row.documents);
    if (row.questions) facts.questions = passed_questions();
    if (row.witness) facts.vouching = witness();
    facts.applicant->is_in_register = row.in_register;
    const Levels levels = levels_of(facts);
    EXPECT_EQ(name(levels.binding), name(row.binding)) << row.what;
    EXPECT_EQ(name(levels.ial), name(row.ial)) << row.what;
    EXPECT_EQ(name(levels.assurance), name(row.assurance)) << row.what;
    EXPECT_THAT((std::vector{levels.parts.strength, levels.parts.validity, levels.parts.activity,
                             levels.parts.fraud, levels.parts.verification}),
                testing::ElementsAreArray(row.parts))
        << row.what;
  }
}

// Every pair of kinds, with every thing that can be seen or not: what may never be, whatever else is so.
TEST(Levels, NeverRestOnQuestionsOrOnPapersWithoutPicture) {
  const std::vector<ShownDocument> all{
      portrait("passport"),          portrait("passport", "SE"),     portrait("driving-licence"),
      portrait("residence-permit"),  portrait("national-id-card"),   portrait("municipal-id-card"),
      paper("health-card"),          paper("special-health-card"),   paper("birth-certificate"),
      paper("personal-certificate"), paper("residence-certificate"), paper("tax-assessment-notice")};
  std::size_t looked_at = 0;
  for (const ShownDocument& first : all) {
    for (const ShownDocument& second : all) {
      for (unsigned bits = 0; bits < 64; ++bits) {
        CaseFacts facts = accepted_case("C", {first, second});
        if ((bits & 1U) != 0) facts.questions = passed_questions();
        if ((bits & 2U) != 0) facts.vouching = witness();
        if ((bits & 4U) != 0) facts.documents[0].face.reset();
        if ((bits & 8U) != 0) facts.documents[1].face.reset();
        if ((bits & 16U) != 0) facts.documents[0].in_force = facts.documents[1].in_force = Tri::yes;
        if ((bits & 32U) != 0) facts.documents[0] = unseen(facts.documents[0]);
        const Levels levels = levels_of(facts);
        const bool has_face = facts.documents[0].face || facts.documents[1].face;
        if (!has_face) {
          EXPECT_NE(levels.binding, Binding::face);
          EXPECT_EQ(levels.ial, Ial::none);
          EXPECT_NE(levels.assurance, Assurance::high);
          EXPECT_LE(levels.parts.verification, 1);
        }
        CaseFacts without = facts;
        without.questions.reset();
        const Levels same = levels_of(without);
        EXPECT_EQ(levels.binding, same.binding);
        EXPECT_EQ(levels.ial, same.ial);
        EXPECT_EQ(levels.assurance, same.assurance);
        ++looked_at;
      }
    }
  }
  EXPECT_EQ(looked_at, 12U * 12U * 64U);
}

TEST(Levels, SayWhyTheyAreNotHigher) {
  EXPECT_THAT(levels_of(two_papers_with_questions()).limits,
              ElementsAre("no-picture", "evidence-not-strong", "not-known-in-force"));
  EXPECT_THAT(levels_of(list_a_with_questions()).limits, ElementsAre("not-known-in-force"));
  EXPECT_THAT(levels_of(refused_case()).limits, ElementsAre("refused"));
  EXPECT_EQ(levels_of(refused_case()).ial, Ial::none);
  EXPECT_EQ(levels_of(refused_case()).assurance, Assurance::none);
}

TEST(Levels, TakeACopyOrAnUnknownKindForNothing) {
  ShownDocument copy = portrait("passport");
  copy.form = Form::copy;
  EXPECT_EQ(strength_of(copy), Strength::none);
  EXPECT_EQ(strength_of(portrait("library-card")), Strength::none);
  EXPECT_EQ(strength_of(portrait("passport")), Strength::strong);
  EXPECT_EQ(strength_of(portrait("driving-licence", "SE")), Strength::weak);
}

}  // namespace
}  // namespace skranke::record
