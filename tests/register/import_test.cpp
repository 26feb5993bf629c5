// `skranke register` itself, as an operator runs it: what it prints, its exits, and what a crash leaves.
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "register/extract_builder.hpp"

namespace skranke::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
namespace json = boost::json;

struct Ran {
  int code;
  std::string out;
  std::string error;
};

std::string read(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

// Numbers that can't be anybody's: born on 2 to 28 of a month, with a wrong check digit.
std::vector<std::string> impossible_numbers(std::size_t count) {
  constexpr std::array weights{4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
  std::vector<std::string> numbers;
  for (std::size_t i = 0; numbers.size() < count; ++i) {
    std::string number = std::to_string(1'000'000'000 + (2 + i % 27) * 100'000'000 +
                                        (1 + i % 12) * 1'000'000 + (i % 100) * 10'000 + i / 324 % 10'000)
                             .substr(0, 10);
    number[0] = static_cast<char>(number[0] - 1);
    int sum = 0;
    for (std::size_t digit = 0; digit < 10; ++digit) sum += weights[digit] * (number[digit] - '0');
    if (sum % 11 != 0) numbers.push_back(number);
  }
  return numbers;
}

class Import : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "skranke-import-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    database_ = "sqlite:" + (folder_ / "register.db").string();
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
    std::ofstream{folder_ / name, std::ios::binary} << text;
    return (folder_ / name).string();
  }

  // `before` is shell that runs in the same process first.
  [[nodiscard]] Ran run(const std::string& arguments, const std::string& before = {}) const {
    const std::string out = (folder_ / "out").string();
    const std::string error = (folder_ / "error").string();
    const std::string command = before + " exec " SKRANKE_BINARY " register " + arguments + " --database " +
                                database_ + " >" + out + " 2>" + error;
    const int status = std::system(command.c_str());
    return {.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128, .out = read(out), .error = read(error)};
  }

  [[nodiscard]] json::object stats() const {
    const Ran ran = run("stats");
    EXPECT_EQ(ran.code, 0) << ran.error;
    return ran.code == 0 ? json::parse(ran.out).as_object() : json::object{};
  }
  [[nodiscard]] std::int64_t persons() const { return stats()["persons"].to_number<std::int64_t>(); }

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
  std::string database_;
};

TEST_F(Import, TheFictitiousPersonsComeInWithoutABrokenLine) {
  const Ran ran = run("import " + file("extract", fictitious_extract({.line_end = "\r\n"})));
  EXPECT_EQ(ran.code, 0) << ran.error;
  EXPECT_THAT(ran.error, IsEmpty());
  EXPECT_THAT(ran.out, HasSubstr(R"("persons":80,"quarantined":0)"));
  EXPECT_EQ(stats()["statuses"], json::parse(R"({"01":69,"50":1,"60":3,"70":1,"80":3,"90":3})"));
}

TEST_F(Import, ShowFollowsAnOldNumberAndSaysNoForOneThatThereIsNot) {
  ASSERT_EQ(run("import - <" + file("extract", fictitious_extract())).code, 0);
  const Ran shown = run("show 010152-0013");
  EXPECT_EQ(shown.code, 0);
  EXPECT_EQ(json::parse(shown.out).at("number"), "0107529039");
  // Their name and address are protected.
  const std::string road = "road_name: Industriv\xC3\xA6nget\n";
  const Ran unasked = run("show 0101520013 --format text");
  EXPECT_EQ(unasked.code, 0);
  EXPECT_THAT(unasked.out, AllOf(HasSubstr("withheld:\n  - address\n"), Not(HasSubstr(road))));
  EXPECT_THAT(unasked.error, HasSubstr("--with-protected-address"));
  EXPECT_THAT(run("show 0101520013 --format text --with-protected-address").out, HasSubstr(road));
  EXPECT_EQ(run("show 0202611111").code, 0) << "named as a former number";
  const Ran missing = run("show 0202611112");
  EXPECT_EQ(missing.code, 1);
  EXPECT_THAT(missing.error, Not(HasSubstr("0202611112")));
  EXPECT_EQ(run("show 12").code, 1);
}

TEST_F(Import, ABrokenLineIsToldByPlaceAndReasonAndNeverByValue) {
  std::vector<std::string> records = short_records("0107529039", "01");
  records.push_back(short_records("0709610015", "01")[0].replace(23, 2, "77"));
  const std::string quarantine = (folder() / "broken").string();
  const Ran ran = run("import --quarantine " + quarantine + " " + file("extract", extract_of(records)));
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.error, HasSubstr("line 4: record 001, field STATUS: not one of the field's codes\n"));
  EXPECT_THAT(read(quarantine), HasSubstr(R"({"line":4,"record":"001","field":"STATUS","reason":"code")"));
  EXPECT_THAT(ran.error + read(quarantine), Not(HasSubstr("0709610015")));
  EXPECT_EQ(persons(), 1);
  EXPECT_EQ(stats()["quarantined"], 1);
}

TEST_F(Import, StrictRefusesEverythingForABrokenLine) {
  ASSERT_EQ(run("import " + file("good", extract_of(short_records("0107529039", "01")))).code, 0);
  std::vector<std::string> records = short_records("0107529039", "90");
  records.emplace_back("!!!");
  const Ran ran = run("import --strict " + file("extract", extract_of(records)));
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.error, HasSubstr("the register is as it was"));
  EXPECT_EQ(stats()["statuses"], json::parse(R"({"01":1})"));
}

TEST_F(Import, ADeliveryThatIsCutOffOrOfTheOtherDialectChangesNothing) {
  const std::string extract = fictitious_extract();
  EXPECT_EQ(run("import " + file("cut", extract.substr(0, extract.size() - 200))).code, 4);
  EXPECT_EQ(run("import " + file("other", fictitious_extract({.task = "370716"}))).code, 4);
  EXPECT_EQ(run("import " + file("empty", "")).code, 4);
  EXPECT_EQ(run("import /nowhere").code, 5);
  EXPECT_EQ(persons(), 0);
}

TEST_F(Import, UnknownRecordTypesAreCountedAndTold) {
  std::vector<std::string> records = short_records("0107529039", "01");
  records.emplace_back("0340107529039 something new");
  const Ran ran = run("import --strict " + file("extract", extract_of(records)));
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr(R"("unknown_records":{"034":1})"));
  EXPECT_THAT(ran.error, HasSubstr("1 records of type 034"));
}

TEST_F(Import, ADeliveryOlderThanTheLastOfItsTaskIsRefused) {
  ASSERT_EQ(
      run("import " + file("new", extract_of(short_records("0107529039", "90"), {.produced = "20011117"})))
          .code,
      0);
  const std::string old =
      file("old", extract_of(short_records("0107529039", "01"), {.produced = "20011116"}));
  EXPECT_EQ(run("import " + old).code, 4);
  EXPECT_EQ(stats()["statuses"], json::parse(R"({"90":1})"));
  EXPECT_EQ(run("import --replace " + old).code, 0);
  EXPECT_EQ(stats()["statuses"], json::parse(R"({"01":1})"));
}

TEST_F(Import, AMissingDeliveryIsToldOf) {
  ASSERT_EQ(run("import " + file("a", extract_of(short_records("0107529039", "01")))).code, 0);
  const std::string later =
      extract_of(short_records("0107529039", "90"), {.produced = "20011118", .previous = "20011117"});
  EXPECT_THAT(run("import " + file("b", later)).error, HasSubstr("a delivery of this task is missing"));
}

TEST_F(Import, ReplacingByNobodyIsRefused) {
  ASSERT_EQ(run("import " + file("a", extract_of(short_records("0107529039", "01")))).code, 0);
  EXPECT_EQ(run("import --replace " + file("b", extract_of({}))).code, 4);
  EXPECT_EQ(persons(), 1);
}

// A child process whose standard input is fed piece by piece.
class FedImport {
 public:
  FedImport(const std::string& database) {
    std::array<int, 2> in{};
    std::array<int, 2> error{};
    if (pipe2(in.data(), O_CLOEXEC) != 0 || pipe2(error.data(), O_CLOEXEC) != 0) std::abort();
    process_ = fork();
    if (process_ == 0) {
      dup2(in[0], STDIN_FILENO);
      dup2(error[1], STDERR_FILENO);
      execl(SKRANKE_BINARY, "skranke", "register", "--database", database.c_str(), "import", "--progress",
            "-", static_cast<char*>(nullptr));
      _exit(127);
    }
    ::close(in[0]);
    ::close(error[1]);
    in_ = in[1];
    error_ = error[0];
  }
  ~FedImport() {
    kill();
    ::close(error_);
  }
  FedImport(const FedImport&) = delete;
  FedImport& operator=(const FedImport&) = delete;

  void feed(std::string_view text) {
    while (!text.empty()) {
      const ssize_t count = ::write(in_, text.data(), text.size());
      if (count <= 0) return;
      text.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  // Waits until the bar is drawn: a batch was stored.
  void wait_for_progress() {
    char byte = 0;
    while (::read(error_, &byte, 1) == 1) {
      if (byte == 'K') return;
    }
  }

  void kill() {
    if (in_ >= 0) ::close(in_);
    in_ = -1;
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    process_ = -1;
  }

  void end_of_input() {
    ::close(in_);
    in_ = -1;
  }

 private:
  pid_t process_ = -1;
  int in_ = -1;
  int error_ = -1;
};

class Crash : public Import {
 protected:
  void SetUp() override {
    Import::SetUp();
    signal(SIGPIPE, SIG_IGN);
    ASSERT_EQ(run("import " + file("old", fictitious_extract())).code, 0);
    std::vector<std::string> records;
    for (const std::string& number : impossible_numbers(people)) {
      for (std::string& record : short_records(number, "01")) records.push_back(std::move(record));
    }
    big_ = extract_of(records, {.produced = "20011117"});
  }

  // The register is the old one, and takes the delivery as if nothing had happened.
  void expect_old_and_whole() {
    EXPECT_EQ(persons(), 80);
    const Ran ran = run("import " + file("big", big_));
    EXPECT_EQ(ran.code, 0) << ran.error;
    EXPECT_EQ(persons(), 80 + people);
  }

  [[nodiscard]] std::string database() const { return "sqlite:" + (folder() / "register.db").string(); }

  static constexpr std::int64_t people = 13'000;
  std::string big_;
};

TEST_F(Crash, KilledBeforeTheFirstPersonTheRegisterIsTheOldOne) {
  FedImport import{database()};
  import.feed(std::string_view{big_}.substr(0, 1000));
  import.kill();
  expect_old_and_whole();
}

TEST_F(Crash, KilledAmongTheBatchesTheRegisterIsTheOldOne) {
  FedImport import{database()};
  import.feed(std::string_view{big_}.substr(0, big_.size() / 2));
  import.wait_for_progress();
  import.kill();
  expect_old_and_whole();
}

TEST_F(Crash, KilledBeforeTheEndRecordTheRegisterIsTheOldOne) {
  FedImport import{database()};
  import.feed(std::string_view{big_}.substr(0, big_.rfind("\n999")));
  import.wait_for_progress();
  import.kill();
  expect_old_and_whole();
}

TEST_F(Crash, KilledAroundTheCommitTheRegisterIsTheOldOneOrTheNewOne) {
  FedImport import{database()};
  import.feed(big_);
  import.wait_for_progress();
  import.end_of_input();
  import.wait_for_progress();
  import.kill();
  const std::int64_t count = persons();
  EXPECT_TRUE(count == 80 || count == 80 + people) << count;
  EXPECT_EQ(run("import " + file("big", big_)).code, 0);
  EXPECT_EQ(persons(), 80 + people);
}

// A limit on the size of files is what a process meets of a full disk without one to fill.
TEST_F(Crash, WhereTheDiskIsFullTheRegisterIsTheOldOne) {
  for (const char* blocks : {"300", "900", "2000"}) {
    const Ran ran =
        run("import " + file("big", big_), std::string{"trap '' XFSZ; ulimit -f "} + blocks + ";");
    EXPECT_EQ(ran.code, 5) << ran.error;
    EXPECT_EQ(persons(), 80);
  }
  expect_old_and_whole();
}

}  // namespace
}  // namespace skranke::testing
