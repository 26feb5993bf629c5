// `skranke policy`, as a script calls it.
#include <string>

#include <gmock/gmock.h>

#include "cli/program.hpp"

namespace skranke::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

TEST_F(Program, ListsAndShowsPolicies) {
  EXPECT_THAT(run("policy list").out, HasSubstr("mitid\t2024-01-01\t2024-01-01\tin-force\t"));
  EXPECT_THAT(run("policy show mitid").out, HasSubstr("A4    Passport with CPR number"));
  EXPECT_THAT(run("policy show mitid --lang da").out, HasSubstr("A4    Pas med CPR-nummer"));
  EXPECT_THAT(run("policy show mitid --format json").out,
              StartsWith(R"({"id":"mitid","version":"2024-01-01")"));
  EXPECT_EQ(run("policy show other").code, 4);
  EXPECT_EQ(run("policy show mitid --version 9").code, 4);
}

TEST_F(Program, CompilesAPolicyToTheTextOfWhichItsHashIs) {
  const Ran by_id = run("policy compile mitid@2024-01-01");
  EXPECT_EQ(by_id.code, 0);
  EXPECT_THAT(by_id.out, StartsWith(R"({"clauses":[)"));
  EXPECT_EQ(run("policy compile " SKRANKE_SOURCE_DIR "/policies/mitid/2024-01-01.toml").out, by_id.out);
  const Ran wrong = run("policy compile -", "id = \"x\"\n");
  EXPECT_EQ(wrong.code, 4);
  EXPECT_THAT(wrong.out, IsEmpty());
  EXPECT_THAT(wrong.error, HasSubstr("standard input:"));
  EXPECT_EQ(run("policy compile nothing").code, 4);
  EXPECT_EQ(run("policy compile mitid@9").code, 4);
  EXPECT_EQ(run("policy compile ./nothing.toml").code, 5);
}

TEST_F(Program, DiffsTwoVersionsOfAPolicy) {
  const std::string policy = SKRANKE_SOURCE_DIR "/policies/mitid/2024-01-01.toml";
  const Ran same = run("policy diff mitid " + policy);
  EXPECT_EQ(same.code, 0) << same.error;
  EXPECT_EQ(same.out, "[]\n");
  std::string text = read(policy);
  text.replace(text.find("value = 30"), 10, "value = 29");
  const std::string other = file("other.toml", text);
  const Ran json = run("policy diff mitid@2024-01-01 " + other);
  EXPECT_EQ(json.code, 1);
  EXPECT_THAT(json.out, StartsWith(R"([{"asked":"witness","before":"not-eligible","after":"eligible")"));
  EXPECT_EQ(run("policy diff mitid " + other + " --lang en").out,
            "A witness who has had MitID for 30 days: may not be a witness before, may be a witness now\n");
  EXPECT_EQ(run("policy diff mitid mitid --lang da").out,
            "Ingen dokumenter og intet vidne bliver afgjort anderledes.\n");
  const Ran page = run("policy diff mitid " + other + " --html --lang da");
  EXPECT_EQ(page.code, 1);
  EXPECT_THAT(page.out, StartsWith("<!doctype html>\n<html lang=\"da\">"));
  EXPECT_THAT(page.out, HasSubstr("<h1>Hvad der ændres: mitid 2024-01-01 og mitid 2024-01-01</h1>"));
  EXPECT_THAT(page.out, testing::ContainsRegex("<li>Et vidne[^<]*30 dage[^<]*</li>"));
  EXPECT_THAT(run("policy diff mitid mitid --html").out,
              HasSubstr("<p>No set of documents and no witness is decided differently.</p>"));
  EXPECT_EQ(run("policy diff mitid nothing").code, 4);
  EXPECT_EQ(run("policy diff mitid " + file("wrong.toml", "id = 1")).code, 4);
  EXPECT_EQ(run("policy diff mitid mitid --lang kl").code, 2);
}

TEST_F(Program, DiffCountsTheGivenCasesThatFlip) {
  std::string text = read(SKRANKE_SOURCE_DIR "/policies/mitid/2024-01-01.toml");
  const std::string line = "accepts = [{ kind = \"foreign-ministry-id-card\", issuer = [\"DK\"] }]";
  text.replace(text.find(line), line.size(),
               "accepts = [{ kind = \"foreign-ministry-id-card\", issuer = [\"GL\"] }]");
  const Ran ran = run("policy diff mitid " + file("other.toml", text) + " --against -",
                      std::string{accepted} + "\n" + rejected + "\nnonsense\n");
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, StartsWith(R"({"differences":[{)"));
  EXPECT_THAT(
      ran.out,
      EndsWith(
          R"("against":{"cases":3,"accepted":0,"no_longer_accepted":1,"otherwise_changed":0,"not_readable":1}})"
          "\n"));
}

TEST_F(Program, VerifiesAPolicy) {
  const Ran sound = run("policy verify mitid");
  EXPECT_EQ(sound.code, 0) << sound.error;
  EXPECT_THAT(sound.out, HasSubstr(R"("sound":true)"));
  EXPECT_THAT(sound.out, HasSubstr(R"("unusable_kinds":["other"])"));
  const std::string policy = read(SKRANKE_SOURCE_DIR "/policies/mitid/2024-01-01.toml");
  const auto with = [&](const std::string& passage, const std::string& replacement) {
    std::string text = policy;
    return text.replace(text.find(passage), passage.size(), replacement);
  };
  const Ran clause =
      run("policy verify -", with("[[condition]]\nclause = \"G2\"\nrequire = { temporary = false }\n", ""));
  EXPECT_EQ(clause.code, 1);
  EXPECT_THAT(clause.out, HasSubstr(R"("clauses_without_rule":["G2"])"));
  const Ran list = run("policy verify -", with("[\"tax\", \"benefit\"]", "[\"B1\", \"B2\"]"));
  EXPECT_EQ(list.code, 1);
  EXPECT_THAT(list.out, HasSubstr(R"("unreachable":[{"text":"list \"B\" can never be met)"));
  const Ran text =
      run("policy verify -",
          with("[[kind]]", "[[kind]]\nid = \"library-card\"\npicture = \"never\"\nissuers = []\n\n[[kind]]"));
  EXPECT_EQ(text.code, 1);
  EXPECT_THAT(text.out, HasSubstr(R"("key":"policy.mitid.kind.library-card","language":"da")"));
  EXPECT_EQ(run("policy verify -", with("kind = \"passport\"", "kind = \"passprt\"")).code, 4);
}

TEST_F(Program, EveryPolicyThatIsVerifiedInSecondsIsSound) {
  for (const char* policy : {"mitid", "mitid@2022", "mitid@2021", "mitid-high", "mitid-substantial",
                             "us-form-i-9", "au-100-points", "us-nist-ial2"}) {
    const Ran ran = run(std::string{"policy verify "} + policy);
    EXPECT_EQ(ran.code, 0) << policy << ran.error << ran.out.substr(0, 600);
  }
}

TEST_F(Program, ACaseIsDecidedByTheVersionOfItsDayOrTheNamedOne) {
  const std::string licence =
      R"({"documents":[{"kind":"driving-licence","issuer":"GL","form":"app","temporary":false,"name_matches":true,"expires":null}]})";
  const std::string health_card =
      R"({"documents":[{"kind":"health-card","issuer":"DK","form":"physical","cpr_number":true,"temporary":false,"name_matches":true,"expires":null}]})";
  EXPECT_EQ(run("check - --date 2026-05-31", licence).code, 1);
  const Ran named = run("check - --version 2022", licence);
  EXPECT_EQ(named.code, 0) << named.error;
  EXPECT_THAT(named.out, HasSubstr(R"("version":"2022")"));
  const Ran doubtful = run("check - --date 2023-05-31", licence);
  EXPECT_EQ(doubtful.code, 4);
  EXPECT_THAT(doubtful.error, HasSubstr("which version of the policy was in force on that day is not known"));
  const Ran unknown = run("check - --version 2022", health_card);
  EXPECT_EQ(unknown.code, 4);
  EXPECT_THAT(unknown.error, HasSubstr("what version 2022 of policy mitid says of this case is not known"));
  EXPECT_EQ(run("check - --date tomorrow", licence).code, 2);
}

TEST_F(Program, LintSaysEveryMistakeWithItsPlace) {
  const std::string policy = read(SKRANKE_SOURCE_DIR "/policies/mitid/2024-01-01.toml");
  EXPECT_EQ(run("policy lint " + file("good.toml", policy)).code, 0);
  std::string wrong = policy;
  wrong.replace(wrong.find("kind = \"foreign-ministry-id-card\""), 33, "kind = \"foreign-ministry-card\"");
  const Ran ran = run("policy lint " + file("wrong.toml", wrong));
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("wrong.toml:"));
  EXPECT_THAT(ran.out, HasSubstr("unknown kind \"foreign-ministry-card\"; expected one of:"));
}

TEST_F(Program, LintWithoutAnyTextsSaysSo) {
  std::filesystem::create_directories(folder_ / "policies");
  const std::string policy = SKRANKE_SOURCE_DIR "/policies/mitid/2024-01-01.toml";
  EXPECT_EQ(run("--home " + folder_.string() + " policy lint " + policy).code, 5);
}

TEST_F(Program, LintOfAFileBeyondTheLimitIsBadInput) {
  EXPECT_EQ(run("policy lint -", std::string(1024UL * 1024, '#')).code, 1);
  EXPECT_EQ(run("policy lint -", std::string(1024UL * 1024 + 2, '#')).code, 4);
}

TEST_F(Program, LintMissesATextThatNoLanguageHas) {
  std::string policy = read(SKRANKE_SOURCE_DIR "/policies/mitid/2024-01-01.toml");
  policy.insert(policy.find("[[kind]]"),
                "[[kind]]\nid = \"library-card\"\npicture = \"never\"\nissuers = []\n\n");
  const Ran ran = run("policy lint -", policy);
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out,
              HasSubstr("no text for \"policy.mitid.kind.library-card\"; expected it in locales/da.json"));
  EXPECT_THAT(ran.out, HasSubstr("expected it in locales/en.json"));
}

}  // namespace
}  // namespace skranke::cli
