// The dialogue over streams, as over a pipe.
#include "app/ask_command.hpp"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/exit_code.hpp"
#include "app/home.hpp"

namespace skranke::app {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct Heard {
  int code;
  std::string prompts;
  std::string result;
};

Heard dialogue(const std::string& answers, std::string_view language = "en") {
  static const policy::Catalogue catalogue = *load_policies(SKRANKE_SOURCE_DIR);
  const auto texts = Texts::load(SKRANKE_SOURCE_DIR, language);
  std::istringstream in{answers};
  std::ostringstream prompts;
  std::ostringstream result;
  const base::Day visit = *base::parse_day("2026-11-24");
  const int code = ask(**catalogue.in_force("mitid", visit), visit, 0, *texts, in, prompts, result);
  return {.code = code, .prompts = prompts.str(), .result = result.str()};
}

TEST(Ask, ASwedishPassportAndAHealthCardAreEnough) {
  // Passport: in physical form, no CPR number: not enough alone. Then a health card, and what is open of
  // both.
  const Heard heard =
      dialogue("passport\nphysical\nno\nhealth-card\nno\nyes\n2031-01-01\nDK\nyes\nno\nyes\n-\n1\n");
  EXPECT_EQ(heard.code, exit_yes) << heard.prompts;
  EXPECT_THAT(heard.result,
              StartsWith("You have what you need\nBy list B: Passport + Health insurance card\n"));
}

TEST(Ask, NothingAtAllIsNotEnough) {
  EXPECT_EQ(dialogue("").code, exit_no);
  EXPECT_EQ(dialogue("\n").code, exit_no);
}

TEST(Ask, AnAnswerThatIsLeftOutIsNotAskedForAgain) {
  const Heard heard = dialogue("4\n\n\n\n\n\n\n");
  EXPECT_EQ(heard.code, exit_undetermined);
  EXPECT_THAT(heard.result, HasSubstr("Still unknown: Issued in"));
}

TEST(Ask, NonsenseIsAskedForAgainWithWhatWouldBeRight) {
  const Heard heard = dialogue("77\nabc\n4\nmaybe\n9\nDK\nDK\nDK\n");
  EXPECT_THAT(heard.prompts, HasSubstr("Please give a number from 1 to 19"));
  EXPECT_THAT(heard.prompts, HasSubstr("That is not an answer here."));
}

TEST(Ask, TheLastAnswerCanBeTakenBack) {
  const Heard heard = dialogue("<\nother\n<\nforeign-ministry-id-card\n<\n");
  EXPECT_THAT(heard.prompts, HasSubstr("There is no answer to take back."));
  EXPECT_THAT(heard.prompts, HasSubstr("The last answer was taken back."));
  EXPECT_THAT(heard.result, Not(HasSubstr("Another document")));
}

TEST(Ask, SpeaksDanish) { EXPECT_THAT(dialogue("1\n", "da").result, HasSubstr("Kørekort")); }

}  // namespace
}  // namespace skranke::app
