// The verifier as it runs: its own process over an imported register, asked through its socket.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "asked_person.hpp"
#include "connect/keys/register_key.hpp"
#include "connect/verifier/remote_verifier.hpp"
#include "cpr/packed_person.hpp"
#include "postgres_server.hpp"
#include "running_program.hpp"
#include "storage/questions/question_store.hpp"
#include "storage/register/every_person.hpp"
#include "storage/register/imported_register.hpp"

namespace skranke {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

const std::string canary = "Zkanarie";

// One register for all tests: generated, imported and counted by the program.
class VerifierTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    std::string pattern = (fs::temp_directory_path() / "skranke-verifier-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    people_url_ = "sqlite:" + (folder_ / "people.db").string();
    keys_ = (folder_ / "keys").string();
    const std::string extract = (folder_ / "extract.txt").string();
    std::string said;
    ASSERT_EQ(test::run_program(
                  {"register", "generate", "--persons", "4000", "--seed", "3", "--out", extract}, said),
              0)
        << said;
    plant_canaries(extract);
    ASSERT_EQ(
        test::run_program({"register", "import", "--database", people_url_, "--keys", keys_, extract}, said),
        0)
        << said;
    ASSERT_EQ(test::run_program({"questions", "count", "--database", people_url_, "--keys", keys_}, said), 0)
        << said;
    key_ = keys::RegisterKey::find(keys_).value();
    storage::Options options;
    options.access = storage::Access::read_only;
    auto database = storage::open_database(people_url_, options);
    ASSERT_TRUE(database) << database.error().text;
    database_ = std::move(*database);
    ASSERT_TRUE(storage::every_person(*database_, key_.get(), [](std::span<const std::byte> packed) {
      auto person = cpr::person_from_packed(packed);
      if (person && person->status == cpr::Status::resident) persons_.push_back(std::move(*person));
    }));
    ASSERT_GT(persons_.size(), 1000U);
  }
  // Every woman's first given name, and every former family name, becomes one that is nowhere else: answers
  // that can be searched for. Record 008: given names from the 14th byte, 026: family name from the 107th
  // (docs/register.md).
  static void plant_canaries(const std::string& extract) {
    std::string text = read(extract);
    std::size_t planted = 0;
    for (std::size_t begin = 0; begin < text.size(); begin = text.find('\n', begin) + 1) {
      const std::string_view line = std::string_view{text}.substr(begin, text.find('\n', begin) - begin);
      const bool is_woman = line.starts_with("008") && line.size() > 64 && (line[12] - '0') % 2 == 0;
      const bool is_former = line.starts_with("026") && line.size() > 147;
      if (!is_woman && !is_former) continue;
      std::string name = canary;
      for (std::size_t number = planted++, i = 0; i < 4; ++i, number /= 26)
        name.push_back(static_cast<char>('a' + number % 26));
      name.resize(is_woman ? 50 : 40, ' ');
      text.replace(begin + (is_woman ? 13 : 106), name.size(), name);
    }
    ASSERT_GT(planted, 1000U);
    std::ofstream{extract, std::ios::binary} << text;
  }

  static std::string read(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
  }

  static void TearDownTestSuite() {
    persons_.clear();
    database_.reset();
    fs::remove_all(folder_);
  }

  void SetUp() override {
    socket_ = (folder_ / "door").string();
    own_ = folder_ / "own";
    fs::create_directory(own_);
    own_url_ = "sqlite:" + (own_ / "verifier.db").string();
    start();
  }
  void TearDown() override {
    program_.reset();
    fs::remove_all(own_);
  }

  void start() {
    program_ = std::make_unique<test::RunningProgram>(
        std::vector<std::string>{"verifier", "--register", people_url_, "--keys", keys_, "--database",
                                 own_url_, "--socket", socket_},
        "skranke: verifying on");
    verifier_ = std::make_unique<connect::RemoteVerifier>(socket_);
  }

  static desk::QuestionCase about(const cpr::Person& person) {
    return {.number = person.number, .shown = {"passport"}, .case_id = "case-1"};
  }

  // The next person who can be asked.
  const cpr::Person& somebody() {
    while (next_ < persons_.size()) {
      const cpr::Person& person = persons_[next_++];
      if (verifier_->feasible(about(person)).value_or(false)) return person;
    }
    ADD_FAILURE() << "nobody can be asked";
    return persons_.front();
  }

  // Answers every question, rightly or not, and concludes.
  bool answer_all(const cpr::Person& person, const desk::OpenedQuestions& opened, bool rightly) {
    const questions::Policy policy = test::question_policy();
    const auto knowledge = storage::load_knowledge(*database_, "cpr-1");
    storage::ImportedRegister people{*database_, key_.get()};
    for (std::size_t i = 0; i < opened.questions.size(); ++i) {
      const auto right =
          test::right_answer(opened.questions[i], person, people, knowledge.value().value().roads, policy);
      EXPECT_TRUE(right) << opened.questions[i].id;
      const std::string text = rightly ? right.value_or("") : "nothing of the kind";
      EXPECT_TRUE(verifier_->answer(opened.session, i, base::PersonalText{text}));
    }
    const auto passed = verifier_->conclude(opened.session);
    EXPECT_TRUE(passed);
    return passed.value_or(false);
  }

  // One line of the protocol, and the reply's bytes.
  [[nodiscard]] std::string say(const std::string& line) const {
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socket_.copy(static_cast<char*>(address.sun_path), sizeof address.sun_path - 1);
    EXPECT_EQ(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    const std::string sent = line + "\n";
    EXPECT_EQ(::send(socket, sent.data(), sent.size(), MSG_NOSIGNAL), static_cast<ssize_t>(sent.size()));
    std::string reply;
    std::array<char, 4096> piece{};
    while (!reply.ends_with('\n')) {
      const ssize_t count = ::recv(socket, piece.data(), piece.size(), 0);
      if (count <= 0) break;
      reply.append(piece.data(), static_cast<std::size_t>(count));
    }
    ::close(socket);
    return reply;
  }

  static inline fs::path folder_;
  static inline std::string people_url_;
  static inline std::string keys_;
  static inline std::unique_ptr<keys::RegisterKey> key_;
  static inline std::unique_ptr<storage::Database> database_;
  static inline std::vector<cpr::Person> persons_;
  std::string socket_;
  fs::path own_;
  std::string own_url_;
  std::unique_ptr<test::RunningProgram> program_;
  std::unique_ptr<connect::RemoteVerifier> verifier_;
  std::size_t next_ = 0;
};

TEST_F(VerifierTest, WhoKnowsTheAnswersPasses) {
  const cpr::Person& person = somebody();
  const auto opened = verifier_->open(about(person));
  ASSERT_TRUE(opened);
  ASSERT_EQ(opened->opening, desk::Opening::opened);
  EXPECT_GE(opened->questions.size(), 3U);
  EXPECT_TRUE(answer_all(person, *opened, true));
}

TEST_F(VerifierTest, WhoDoesNotKnowThemDoesNotPassAndHasToWait) {
  const cpr::Person& person = somebody();
  const auto opened = verifier_->open(about(person));
  ASSERT_TRUE(opened);
  EXPECT_FALSE(answer_all(person, *opened, false));
  const auto again = verifier_->open(about(person));
  ASSERT_TRUE(again);
  EXPECT_NE(again->opening, desk::Opening::opened);
  // Nobody's wrong answers keep somebody else waiting.
  const auto other = verifier_->open(about(somebody()));
  ASSERT_TRUE(other);
  EXPECT_EQ(other->opening, desk::Opening::opened);
}

TEST_F(VerifierTest, ReplyToAnAnswerIsTheSameForEveryAnswer) {
  const cpr::Person& person = somebody();
  const auto opened = verifier_->open(about(person));
  ASSERT_TRUE(opened);
  const auto said = [&](const std::string& text) {
    return say(R"({"do":"answer","session":")" + opened->session + R"(","question":0,"text":")" + text +
               "\"}");
  };
  EXPECT_EQ(said("x"), "{\"state\":\"recorded\"}\n");
  EXPECT_EQ(said(""), said("12-12"));
  EXPECT_TRUE(answer_all(person, *opened, true));
}

TEST_F(VerifierTest, AskedOnceIsSpentForLife) {
  const cpr::Person& person = somebody();
  const auto first = verifier_->open(about(person));
  ASSERT_TRUE(first);
  ASSERT_TRUE(answer_all(person, *first, true));
  const auto second = verifier_->open(about(person));
  ASSERT_TRUE(second);
  for (const desk::AskedQuestion& asked : second->questions) {
    for (const desk::AskedQuestion& before : first->questions)
      EXPECT_FALSE(asked.id == before.id && asked.ordinal == before.ordinal) << asked.id;
  }
}

TEST_F(VerifierTest, ASessionThatIsCutOffHasFailed) {
  const cpr::Person& person = somebody();
  const auto opened = verifier_->open(about(person));
  ASSERT_TRUE(opened);
  program_->stop(true);
  start();
  const auto gone = verifier_->conclude(opened->session);
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().fault, base::Fault::not_found);
  const auto again = verifier_->open(about(person));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->opening, desk::Opening::locked);
  EXPECT_THAT(again->locked_until, testing::MatchesRegex("[0-9]+-[0-9]+-[0-9]+T[0-9]+:[0-9]+:00Z"));
}

TEST_F(VerifierTest, KeepsScoresAndLookUpsInPostgresqlToo) {
  own_url_ = test::shared_server().url(test::shared_server().create_database());
  program_->stop();
  start();
  const cpr::Person& failing = somebody();
  const auto failed = verifier_->open(about(failing));
  ASSERT_TRUE(failed);
  EXPECT_FALSE(answer_all(failing, *failed, false));
  const cpr::Person& passing = somebody();
  const auto passed = verifier_->open(about(passing));
  ASSERT_TRUE(passed);
  EXPECT_TRUE(answer_all(passing, *passed, true));
  program_->stop(true);
  start();
  const auto again = verifier_->open(about(failing));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->opening, desk::Opening::locked);
  auto database = storage::open_database(own_url_);
  ASSERT_TRUE(database);
  std::vector<storage::Row> looked_up;
  const auto counted = (*database)->read([&](storage::Transaction& transaction) -> storage::Outcome<void> {
    auto rows = transaction.run("select count(*) from register_look_up");
    if (!rows) return std::unexpected{rows.error()};
    looked_up = std::move(*rows);
    return {};
  });
  ASSERT_TRUE(counted);
  EXPECT_GE(std::get<std::int64_t>(looked_up.at(0).at(0)), 5);
}

TEST_F(VerifierTest, WhoIsNotInTheRegisterIsAnsweredLikeWhoeverNeedsAWitness) {
  const std::string nobody = R"({"do":"open","number":"3112991111","shown":["passport"],"case":"case-1"})";
  EXPECT_EQ(say(nobody), "{\"state\":\"witness-needed\"}\n");
  const auto child =
      std::ranges::find_if(persons_, [](const cpr::Person& person) { return person.born.year > 2015; });
  ASSERT_NE(child, persons_.end());
  const std::string too_young = R"({"do":"open","number":")" + std::string{child->number.reveal()} +
                                R"(","shown":["passport"],"case":"case-1"})";
  EXPECT_EQ(say(too_young), "{\"state\":\"witness-needed\"}\n");
}

TEST_F(VerifierTest, WhatIsNoRequestIsAnErrorThatRepeatsNothing) {
  for (const std::string line :
       {"", "[]", "{}", "{\"do\":\"canary\"}", R"({"do":"open","number":"canary","shown":[],"case":"x"})",
        R"({"do":"open","number":"3112991111","shown":["passport"],"case":"x","canary":1})",
        R"({"do":"open","number":"3112991111","shown":["passport"],"case":""})",
        R"({"do":"answer","session":"canary","question":0,"text":"canary"})",
        R"({"do":"answer","session":"canary","question":-1,"text":"canary"})",
        R"({"do":"conclude","session":"canary"})", R"({"do":"conclude","do":"open"})"}) {
    const std::string reply = say(line);
    EXPECT_THAT(reply, testing::StartsWith("{\"error\":{\"code\":")) << line;
    EXPECT_THAT(reply, Not(HasSubstr("canary"))) << line;
  }
}

TEST_F(VerifierTest, NoAnswerLeavesTheRegister) {
  const questions::Policy policy = test::question_policy();
  const auto knowledge = storage::load_knowledge(*database_, "cpr-1");
  ASSERT_TRUE(knowledge && *knowledge);
  storage::ImportedRegister people{*database_, key_.get()};
  std::size_t canaries = 0;
  std::string heard;
  for (int i = 0; i < 25; ++i) {
    const cpr::Person& person = somebody();
    const std::string number{person.number.reveal()};
    std::string about_person = R"("number":")";
    about_person.append(number).append(R"(","shown":["passport"],"case":"case-1"})");
    heard += say(R"({"do":"feasible",)" + about_person);
    const auto opened = verifier_->open(about(person));
    ASSERT_TRUE(opened);
    for (std::size_t each = 0; each < opened->questions.size(); ++each) {
      const desk::AskedQuestion& asked = opened->questions[each];
      heard += asked.id + asked.form + testing::PrintToString(asked.options);
      const auto right = test::right_answer(asked, person, people, (*knowledge)->roads, policy);
      canaries += right && right->starts_with(canary) ? 1 : 0;
      EXPECT_TRUE(verifier_->answer(opened->session, each, base::PersonalText{right.value_or("")}));
    }
    EXPECT_TRUE(verifier_->conclude(opened->session).value_or(false));
  }
  EXPECT_GT(canaries, 5U);
  const std::string said_at_the_end = program_->stop();
  EXPECT_THAT(said_at_the_end, HasSubstr("skranke: stopped"));
  EXPECT_FALSE(fs::exists(socket_));
  heard += said_at_the_end;
  std::size_t searched = 0;
  for (const auto& entry : fs::directory_iterator{own_}) {
    heard += read(entry.path());
    ++searched;
  }
  EXPECT_GE(searched, 1U);
  EXPECT_GT(heard.size(), 10'000U);
  EXPECT_THAT(heard, Not(HasSubstr(canary)));
  // The search would have found it: the register itself has it, sealed.
  std::string records;
  ASSERT_TRUE(storage::every_person(*database_, key_.get(), [&](std::span<const std::byte> packed) {
    records.append(reinterpret_cast<const char*>(packed.data()), packed.size());
  }));
  EXPECT_THAT(records, HasSubstr(canary));
  EXPECT_THAT(read(folder_ / "people.db"), Not(HasSubstr(canary)));
}

TEST_F(VerifierTest, OneQuestionAfterAnotherAtATerminal) {
  const cpr::Person& person = somebody();
  std::string said;
  const std::vector<std::string> ask{"questions", "ask",        "-",        "--shown", "passport",
                                     "--case",    "terminal-1", "--socket", socket_};
  const std::string number{person.number.reveal()};
  EXPECT_EQ(test::run_program(ask, said, number + std::string(20, '\n')), 1);
  EXPECT_THAT(said, Not(HasSubstr(number)));
  EXPECT_THAT(said, Not(HasSubstr("question.")));
}

}  // namespace
}  // namespace skranke
