// Each rule broken once: a policy with one mistake in it has to disagree with the reference.
//
// This tests the tests. A mistake that no case here shows could be made in the real policy unseen.
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "property/compare.hpp"
#include "property/engine.hpp"
#include "reference/random_case.hpp"

namespace skranke::property {
namespace {

namespace ref = reference;

struct Mutation {
  const char* name;
  const char* find;  // stands in the policy once, or more often where `everywhere`
  const char* replace;
  bool everywhere = false;
};

std::string mutated(std::string text, const Mutation& mutation) {
  std::size_t at = text.find(mutation.find);
  EXPECT_NE(at, std::string::npos) << "the policy has no such text";
  EXPECT_TRUE(mutation.everywhere || text.find(mutation.find, at + 1) == std::string::npos) << "not unique";
  for (; at != std::string::npos;
       at = text.find(mutation.find, at + std::string_view(mutation.replace).size())) {
    text.replace(at, std::string_view(mutation.find).size(), mutation.replace);
  }
  return text;
}

// The number of cases until engine and reference disagree, if they do.
std::optional<int> cases_until_disagreement(const Engine& engine) {
  for (int i = 0; i < 20'000; ++i) {
    ref::Dice dice(7'000'000 + static_cast<std::uint64_t>(i));
    const ref::Case which = ref::random_case(dice, {.documents_max = 3, .unknown_in_ten = 1});
    if (!same(which, engine.answer(which), ref::answer(which))) return i + 1;
    if (i % 20 == 0 && !same_advice(which, engine.advice(which), ref::advice(which))) return i + 1;
  }
  return std::nullopt;
}

class EachRule : public testing::TestWithParam<Mutation> {};

TEST_P(EachRule, BrokenOnceIsSeen) {
  const Engine engine(mutated(policy_text(), GetParam()));
  const auto cases = cases_until_disagreement(engine);
  EXPECT_TRUE(cases.has_value()) << "every case agrees with a policy that is wrong";
}

constexpr Mutation mutations[]{
    {"G1AcceptsACopy", "require = { form = \"physical\" }", "require = { form = [\"physical\", \"copy\"] }"},
    {"G1AcceptsTheAppOfAnyHealthCard",
     "{ kind = \"health-card\", issuer = [\"DK\", \"GL\"], form = \"app\" }",
     "{ kind = \"health-card\", form = \"app\" }, { kind = \"special-health-card\", form = \"app\" }"},
    {"G1RefusesTheHealthCardAppOfGreenland",
     "{ kind = \"health-card\", issuer = [\"DK\", \"GL\"], form = \"app\" }",
     "{ kind = \"health-card\", issuer = [\"DK\"], form = \"app\" }"},
    {"G2AcceptsTemporary", "require = { temporary = false }", "require = { name_matches = true }"},
    {"G3AcceptsAnotherName", "require = { name_matches = true }", "require = { temporary = false }"},
    {"G4AcceptsExpired", "require = { expires = \"not-before-visit\" }", "require = { temporary = false }"},
    {"A1RefusesGreenland",
     "accepts = [{ kind = \"driving-licence\", issuer = [\"DK\", \"GL\"], form = \"physical\" }]",
     "accepts = [{ kind = \"driving-licence\", issuer = [\"DK\"], form = \"physical\" }]"},
    {"A3AcceptsTheAppForALicenceOfGreenland",
     "{ kind = \"driving-licence\", issuer = [\"DK\"], form = \"app\" }",
     "{ kind = \"driving-licence\", issuer = [\"DK\", \"GL\"], form = \"app\" }", true},
    {"A4AcceptsAPassportWithoutCprNumber",
     "accepts = [{ kind = \"passport\", issuer = [\"DK\", \"GL\", \"FO\"], cpr_number = true }]",
     "accepts = [{ kind = \"passport\", issuer = [\"DK\", \"GL\", \"FO\"] }]"},
    {"A5AcceptsAnyAuthority", ", authority = [\"immigration-service\", \"foreign-ministry\"] }", " }"},
    {"A5AcceptsAPermitWithoutPicture", "photo = true, cpr_number = true, authority",
     "cpr_number = true, authority"},
    {"A6AcceptsAnyIssuer", "{ kind = \"foreign-ministry-id-card\", issuer = [\"DK\"] }",
     "{ kind = \"foreign-ministry-id-card\" }"},
    {"NothingIsOnlyAtTheHighCommissioner", "only_at = [\"high-commissioner-faroe\"]", "", true},
    {"B12AcceptsAPassportOfTheFaroes", "{ kind = \"passport\", issuer = { not = [\"DK\", \"GL\", \"FO\"] } }",
     "{ kind = \"passport\", issuer = { not = [\"DK\", \"GL\"] } }"},
    {"B13AcceptsADanishIdentityCard",
     "{ kind = \"national-id-card\", issuer = { not = [\"DK\", \"GL\", \"FO\"] } }",
     "{ kind = \"national-id-card\" }"},
    {"B15RefusesGreenland", "accepts = [{ kind = \"passport\", issuer = [\"DK\", \"GL\", \"FO\"] }]",
     "accepts = [{ kind = \"passport\", issuer = [\"DK\", \"FO\"] }]"},
    {"B22AcceptsACertificateWithoutCprNumber",
     "{ kind = \"residence-certificate\", issuer = [\"DK\", \"GL\"], cpr_number = true }",
     "{ kind = \"residence-certificate\", issuer = [\"DK\", \"GL\"] }"},
    {"B25RefusesGreenland", "{ kind = \"birth-certificate\", issuer = [\"DK\", \"GL\"], cpr_number = true }",
     "{ kind = \"birth-certificate\", issuer = [\"DK\"], cpr_number = true }"},
    {"TheTaxYearsAreSwapped", "income_year = \"previous\"", "income_year = \"current\"", true},
    {"TheIncomeYearIsNotAsked", "income_year = \"current\", ", "", true},
    {"BenefitsMayBeFourMonthsOld", "months_old_max = 3", "months_old_max = 4", true},
    {"BenefitsMayBeOfAnyAge", "issued = { months_old_max = 3 }, ", "", true},
    {"C1AcceptsTheBirthCertificate",
     "accepts = [{ kind = \"personal-certificate\", issuer = [\"DK\", \"GL\"] }]",
     "accepts = [{ kind = \"personal-certificate\", issuer = [\"DK\", \"GL\"] }, "
     "{ kind = \"birth-certificate\", issuer = [\"DK\", \"GL\"] }]"},
    {"C7AcceptsACertificateOfDenmark", "{ kind = \"residence-certificate\", issuer = [\"FO\"] }",
     "{ kind = \"residence-certificate\", issuer = [\"FO\", \"DK\"] }"},
    {"CNeedsNoCprNumber", "at_least_one = { cpr_number = true }", ""},
    {"CTakesOneDocument", "take = [{ count = 2,", "take = [{ count = 1,"},
    {"X1IsForgotten", "never_together = [\"tax\", \"benefit\"]", "never_together = [\"C8\", \"C9\"]"},
};

// The lists' order is the preference, and lists are tables: their names are exchanged instead.
std::string with_lists_exchanged() {
  const std::string text = policy_text();
  const std::string list = "[[list]]\n", b = "id = \"B\"\n", c = "id = \"C\"\n";
  const std::size_t begin = text.find(list + b);
  const std::size_t middle = text.find(list + c);
  const std::size_t end = text.find("\n# ----", middle);
  return text.substr(0, begin) + text.substr(middle, end - middle) + "\n" +
         text.substr(begin, middle - begin) + text.substr(end);
}

TEST(EachRuleBroken, CPreferredToBIsSeen) {
  EXPECT_TRUE(cases_until_disagreement(Engine(with_lists_exchanged())).has_value());
}

TEST(EachRuleBroken, ThePolicyAsItIsDisagreesNowhere) {
  EXPECT_EQ(cases_until_disagreement(Engine()), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Policy, EachRule, testing::ValuesIn(mutations),
                         [](const auto& mutation) { return std::string(mutation.param.name); });

}  // namespace
}  // namespace skranke::property
