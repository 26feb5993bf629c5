// The program itself, as a script calls it: what it prints, where, and its exit (contract).
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

struct Ran {
  int code;
  std::string out;
  std::string error;
};

std::string read(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

class Program : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "skranke-cli-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
    std::ofstream{folder_ / name, std::ios::binary} << text;
    return (folder_ / name).string();
  }

  // `arguments` goes through the shell; `input` is standard input.
  [[nodiscard]] Ran run(const std::string& arguments, const std::string& input = {}) const {
    const std::string in = file("in", input);
    const std::string out = (folder_ / "out").string();
    const std::string error = (folder_ / "error").string();
    const std::string command = std::string{"env -u SKRANKE_HOME "} + SKRANKE_BINARY + " " + arguments +
                                " <" + in + " >" + out + " 2>" + error;
    const int status = std::system(command.c_str());
    return {.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128, .out = read(out), .error = read(error)};
  }

  std::filesystem::path folder_;
};

constexpr const char* accepted =
    R"({"documents":[{"kind":"foreign-ministry-id-card","issuer":"DK","form":"physical","temporary":false,"name_matches":true,"expires":null}]})";
constexpr const char* rejected = R"({"documents":[]})";
constexpr const char* undetermined = R"({"documents":[{"kind":"foreign-ministry-id-card"}]})";

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
                                "policy show mitid --format pdf",
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
