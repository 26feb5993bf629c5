// The program itself, as a script calls it: what it prints, where, and its exit (contract).
#include <algorithm>
#include <string>

#include <gmock/gmock.h>

#include "cli/program.hpp"

namespace skranke::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

TEST_F(Program, CheckExitsByTheVerdict) {
  EXPECT_EQ(run("check -", accepted).code, 0);
  EXPECT_EQ(run("check -", rejected).code, 1);
  EXPECT_EQ(run("check -", undetermined).code, 3);
  EXPECT_EQ(run("check " + file("case.json", accepted)).code, 0);
}

TEST_F(Program, CheckPrintsOneObjectAndNothingElse) {
  const Ran ran = run("check -", rejected);
  EXPECT_THAT(ran.out, StartsWith(R"({"policy":"mitid")"));
  EXPECT_THAT(ran.out, EndsWith("}\n"));
  EXPECT_THAT(ran.out, HasSubstr(R"("advice":[{"add":["A1"]})"));
  EXPECT_THAT(ran.error, IsEmpty());
}

TEST_F(Program, BadInputIsFourAndSaysWhere) {
  const Ran ran = run("check -", R"({"documents":[{"kind":"passprt"}]})");
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.out, IsEmpty());
  EXPECT_THAT(ran.error, StartsWith("skranke: /documents/0/kind: kind: expected one of:"));
  EXPECT_EQ(run("check -", std::string(100'000, ' ')).code, 4);
}

TEST_F(Program, AMissingFileIsFive) {
  EXPECT_EQ(run("check /nowhere/at-all.json").code, 5);
  EXPECT_EQ(run("check --jsonl /nowhere/at-all.jsonl").code, 5);
  EXPECT_EQ(run("--home /nowhere check -", accepted).code, 5);
}

TEST_F(Program, OutputThatCannotBeWrittenIsFive) {
  const std::string input = file("case.json", accepted);
  for (const char* arguments : {"check -", "check - --lang en", "check --jsonl -", "policy list",
                                "cpr check --jsonl -", "policy show mitid", "policy show mitid --format json",
                                "ask", "register generate --persons 5 --out -"}) {
    EXPECT_EQ(run(std::string{arguments} + " <" + input + " >/dev/full 2>&1 #").code, 5) << arguments;
  }
}

TEST_F(Program, InputThatCannotBeReadIsFive) {
  EXPECT_EQ(run("check - </ 2>&1 #").code, 5);
  EXPECT_EQ(run("policy lint - </ 2>&1 #").code, 5);
  EXPECT_EQ(run("check /").code, 5);
  EXPECT_EQ(run("cpr check /").code, 5);
  EXPECT_EQ(run("mrz /").code, 5);
}

TEST_F(Program, AWrongCommandLineIsTwo) {
  for (const char* arguments : {"",
                                "chekc",
                                "check",
                                "check - extra",
                                "check - --advice some",
                                "check - --advice -1",
                                "policy",
                                "policy show",
                                "policy show mitid --format docx",
                                "policy show mitid --version 2022 --date 2026-01-01",
                                "policy show mitid --date tomorrow",
                                "ask --date 2026-02-30",
                                "ask --centre moon",
                                "ask --lang kl",
                                "check - --lang xx",
                                "check - --lang kl",
                                "check - --lang en --advice 3",
                                "serve --listen nonsense",
                                "serve --threads 0",
                                "bench check",
                                "cpr",
                                "cpr check",
                                "cpr check - extra",
                                "cpr chek -",
                                "mrz",
                                "mrz - extra",
                                "mrz - --date 2026-02-30",
                                "register",
                                "register generate --persons 5",
                                "register generate --persons 0 --out -",
                                "register generate --persons 6000001 --out -",
                                "register generate --persons 5 --seed -1 --out -",
                                "register import",
                                "questions",
                                "questions ask -",
                                "verifier extra"}) {
    const Ran ran = run(arguments, accepted);
    EXPECT_EQ(ran.code, 2) << arguments;
    EXPECT_FALSE(ran.error.empty()) << arguments;
    EXPECT_THAT(ran.out, IsEmpty()) << arguments;
  }
}

TEST_F(Program, EverySubcommandHasHelp) {
  for (const char* command : {"",
                              "check",
                              "ask",
                              "policy",
                              "policy list",
                              "policy show",
                              "policy lint",
                              "policy compile",
                              "policy diff",
                              "policy verify",
                              "serve",
                              "bench",
                              "bench check",
                              "cpr",
                              "cpr check",
                              "mrz",
                              "register",
                              "register import",
                              "register generate",
                              "register show",
                              "register stats",
                              "questions",
                              "questions count",
                              "questions feasible",
                              "questions ask",
                              "verifier",
                              "cpr-direkte",
                              "stand-in"}) {
    const Ran ran = run(std::string{command} + " --help");
    EXPECT_EQ(ran.code, 0) << command;
    EXPECT_FALSE(ran.out.empty()) << command;
  }
}

TEST_F(Program, CprCheckExitsByTheNumber) {
  const Ran valid = run("cpr check -", R"({"number": "020101-1234", "date": "2026-11-24"})");
  EXPECT_EQ(valid.code, 0);
  EXPECT_EQ(valid.out, R"({"verdict":"valid","kind":"ordinary","born":"1901-01-02","sex":"female",)"
                       R"("modulus_11":false,"refused":[]})"
                       "\n");
  EXPECT_THAT(valid.error, IsEmpty());
  const Ran invalid = run("cpr check " + file("number.json", R"({"number": "6202011234"})"));
  EXPECT_EQ(invalid.code, 1);
  EXPECT_THAT(invalid.out, HasSubstr(R"("refused":["replacement-number"])"));
  const Ran bad = run("cpr check -", R"({"number": "0201011234", "nummer": ""})");
  EXPECT_EQ(bad.code, 4);
  EXPECT_THAT(bad.out, IsEmpty());
  EXPECT_THAT(bad.error, StartsWith("skranke: /nummer: "));
  EXPECT_EQ(run("cpr check /nowhere/at-all.json").code, 5);
}

TEST_F(Program, CprCheckAnswersJsonLinesInTheirOrder) {
  const Ran good = run("cpr check --jsonl -", "{\"number\":\"x\"}\n{\"number\":\"0201011234\"}\n");
  EXPECT_EQ(good.code, 0);
  EXPECT_THAT(good.out, StartsWith(R"({"verdict":"invalid")"));
  EXPECT_EQ(std::ranges::count(good.out, '\n'), 2);
  const Ran bad = run("cpr check --jsonl -", "\n{\"number\":\"0201011234\"}\n");
  EXPECT_EQ(bad.code, 4);
  EXPECT_THAT(bad.out, StartsWith(R"({"error":{"code":"invalid-json")"));
  EXPECT_THAT(bad.out, HasSubstr(R"("line":1}})"));
  EXPECT_THAT(bad.out, HasSubstr(R"("verdict":"valid")"));
}

TEST_F(Program, JsonLinesAnswerLineByLineWhateverTheVerdicts) {
  const Ran good = run("check --jsonl -", std::string{accepted} + "\n" + rejected + "\n" + undetermined);
  EXPECT_EQ(good.code, 0);
  EXPECT_EQ(std::ranges::count(good.out, '\n'), 3);
  EXPECT_EQ(good.out.find("advice"), std::string::npos);
  const Ran bad = run("check --jsonl -", std::string{accepted} + "\n\nnonsense\n" +
                                             std::string(200'000, 'x') + "\n" + rejected + "\n");
  EXPECT_EQ(bad.code, 4);
  EXPECT_EQ(std::ranges::count(bad.out, '\n'), 5);
  EXPECT_THAT(bad.out, HasSubstr(R"("path":"","line":2}})"));
  EXPECT_THAT(bad.out, HasSubstr(R"("path":"","line":3}})"));
  EXPECT_THAT(bad.out, HasSubstr(R"({"error":{"code":"too-large")"));
  EXPECT_THAT(bad.out, EndsWith("\"open_facts\":[]}\n"));
  EXPECT_EQ(run("check --jsonl -", "").code, 0);
}

TEST_F(Program, AdviceIsAsLongAsAskedFor) {
  const auto sets = [this](const std::string& flag) {
    const std::string out = run("check - " + flag, rejected).out;
    std::size_t count = 0;
    for (std::size_t at = out.find("\"add\""); at != std::string::npos; at = out.find("\"add\"", at + 1))
      ++count;
    return count;
  };
  EXPECT_EQ(sets(""), 20U);
  EXPECT_EQ(sets("--advice 3"), 3U);
  EXPECT_EQ(sets("--advice 0"), 0U);
  EXPECT_EQ(sets("--advice none"), 0U);
  EXPECT_EQ(sets("--jsonl"), 0U);
  EXPECT_EQ(sets("--jsonl --advice 3"), 3U);
  EXPECT_EQ(sets("--jsonl --advice none"), 0U);
  // 5 lines of A; 5 of B1 with 7 of B2; pairs of the 11 lines of C, but for tax with benefit.
  EXPECT_EQ(sets("--advice all"), 5U + 35U + 55U - 1U);
}

TEST_F(Program, AnswersInWords) {
  EXPECT_THAT(run("check - --lang en", accepted).out, StartsWith("You have what you need\nBy list A: "));
  EXPECT_THAT(run("check - --lang da", rejected).out, HasSubstr("(højst 3 måneder gammel) (B2.8)"));
}

TEST_F(Program, AsksOverAPipe) {
  const Ran ran = run("ask --date 2026-11-24", "4\nDK\nphysical\nno\nyes\n-\n");
  EXPECT_EQ(ran.code, 0) << ran.error;
  EXPECT_THAT(ran.out, StartsWith("You have what you need\n"));
}

constexpr const char* two_for_each_other =
    R"({"day":"2026-03-01","witness":"p1","applicant":"p2","officer":"o1","centre":"c1","face_bound":true})"
    "\n"
    R"({"day":"2026-04-02","witness":"p2","applicant":"p1","officer":"o2","centre":"c1","face_bound":false})"
    "\n";

TEST_F(Program, WitnessPatternsTellsEachAlertWithItsEvidence) {
  const Ran words = run("witness patterns -", two_for_each_other);
  EXPECT_EQ(words.code, 0) << words.error;
  EXPECT_EQ(words.out,
            "reciprocal, 2026-03-01 to 2026-04-02: two who vouched for each other.\n"
            "  2026-03-01  p1 for p2, officer o1, centre c1, face compared\n"
            "  2026-04-02  p2 for p1, officer o2, centre c1\n\n");
  const Ran json = run("witness patterns --json " + file("statements.jsonl", two_for_each_other));
  EXPECT_EQ(json.code, 0);
  EXPECT_THAT(json.out, StartsWith(R"({"rule":"reciprocal","first_day":"2026-03-01",)"));
  EXPECT_THAT(json.out, EndsWith("]}\n"));
}

TEST_F(Program, WitnessPatternsLeavesOutWhatEndedBeforeADay) {
  EXPECT_THAT(run("witness patterns - --since 2026-04-02", two_for_each_other).out, StartsWith("reciprocal"));
  EXPECT_THAT(run("witness patterns - --since 2026-04-03", two_for_each_other).out, IsEmpty());
  EXPECT_EQ(run("witness patterns - --since 2026-02-30", two_for_each_other).code, 2);
}

TEST_F(Program, WitnessPatternsStopsAtABadLineAndNamesIt) {
  const Ran ran = run("witness patterns -", std::string{two_for_each_other} + "{}\n");
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.out, IsEmpty());
  EXPECT_THAT(ran.error, HasSubstr("line 3: /day: day: expected in every statement"));
  EXPECT_EQ(run("witness patterns nowhere.jsonl").code, 5);
}

TEST_F(Program, ServeRefusesADatabaseThatIsNone) {
  const Ran ran = run("serve --listen 127.0.0.1:0 --database sqlite:" + file("people.db", "not a database"));
  EXPECT_EQ(ran.code, 5);
  EXPECT_THAT(ran.error, HasSubstr("--database: "));
  EXPECT_EQ(read(folder_ / "people.db"), "not a database");
}

TEST_F(Program, SettingsComeFromFileThenEnvironmentThenFlag) {
  const std::string config = file("skranke.toml", "listen = \"nonsense-of-the-file\"\n");
  EXPECT_EQ(run("--config " + config + " serve").code, 2);
  EXPECT_THAT(run("--config " + file("bad.toml", "colour = \"red\"\n") + " serve").error,
              HasSubstr("colour"));
  for (const char* key : {" broker,", " verifier,", " staff,", " staff-broker,", " keys,"})
    EXPECT_THAT(run("--config " + file("bad.toml", "colour = \"red\"\n") + " serve").error, HasSubstr(key));
  EXPECT_THAT(run("--config /nowhere.toml serve").error, HasSubstr("/nowhere.toml"));
  // A good flag beats the file's nonsense: the failure is then the port's, not the command line's.
  EXPECT_EQ(run("--config " + config + " serve --listen 192.0.2.1:80").code, 5);
}

TEST_F(Program, BenchCheckMeasuresTheCasesOfAFile) {
  const Ran ran = run("bench check " + file("cases.jsonl", std::string{accepted} + "\n" + rejected + "\n") +
                      " --rounds 1");
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("2 cases, 1 documents, 1 accepted"));
}

}  // namespace
}  // namespace skranke::cli
