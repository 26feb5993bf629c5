// One server's part of a storm of vouchings: many clients in threads, on one ledger, until it is killed.
//
//   vouching_child URL ISOLATION JOURNAL THREADS WITNESSES START_MS DAY_MS SEED
//
// Time is scaled: a day lasts DAY_MS milliseconds since START_MS of the monotonic clock, the same for all
// processes. What was answered is written to JOURNAL, a line each, before the next try: what is there has to
// be in the ledger.
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "connect/keys/envelope.hpp"
#include "storage/witness/stored_vouchings.hpp"

namespace {

using namespace skranke;

constexpr desk::Moment now = 1'795'500'000;
constexpr int day_zero = 20'454;  // 2026-01-01
constexpr int lines_a_word = 50;

struct Storm {
  storage::StoredVouchings& ledger;
  int journal;
  std::vector<std::string> witnesses;
  std::int64_t start_ms;
  std::int64_t day_ms;
  std::uint64_t seed;
  std::atomic<std::int64_t> tries = 0;

  [[nodiscard]] base::Day today() const {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
    return day_zero + static_cast<base::Day>((ms - start_ms) / day_ms);
  }

  void say(const std::string& line) const {
    if (::write(journal, line.data(), line.size()) != static_cast<ssize_t>(line.size())) _exit(5);
  }
};

// A proven approval; false where the database did not take it.
bool prepare(Storm& storm, const std::string& id, const std::string& witness, const std::string& applicant) {
  desk::Approval approval;
  approval.approval_id = approval.case_id = approval.state = id;
  approval.officer_id = "officer";
  approval.centre_id = "centre";
  approval.applicant_id = applicant;
  approval.statement = "{}";
  approval.begun_at = now;
  approval.expires_at = now + 300;
  return storm.ledger.begin(approval).has_value() &&
         storm.ledger
             .prove(
                 id,
                 {.witness_id = witness, .born = {}, .mitid_since = {}, .level = "high", .tokens = "token"},
                 now)
             .has_value();
}

void client(Storm& storm, int number) {
  std::mt19937_64 random{storm.seed * 1000 + static_cast<std::uint64_t>(number)};
  const auto any = [&](std::size_t count) { return random() % count; };
  std::vector<std::string> given;
  for (int round = 0;; ++round) {
    const std::string id =
        std::to_string(storm.seed) + "-" + std::to_string(number) + "-" + std::to_string(round);
    const std::string& witness = storm.witnesses[any(storm.witnesses.size())];
    const std::string& applicant = storm.witnesses[any(storm.witnesses.size())];
    if (witness == applicant || !prepare(storm, id, witness, applicant)) continue;
    desk::NewStatement statement;
    statement.statement_id = statement.approval_id = statement.case_id = id;
    statement.officer_id = "officer";
    statement.centre_id = "centre";
    statement.given_at = now;
    statement.face_bound = true;
    statement.quota = {.applies = true, .times = 3, .days = 120};
    statement.record = "{}";
    statement.signature = "signature";
    statement.day = storm.today();
    const auto answer = storm.ledger.give(statement);
    if (answer && !answer->refusal) {
      storm.say("given " + id + "\n");
      given.push_back(id);
    }
    // A clerical error now and then.
    if (!given.empty() && any(200) == 0) {
      const std::string& undone = given[any(given.size())];
      static_cast<void>(storm.ledger.ask_withdrawal(undone, {"one", "centre"}, "a mistake", now));
      static_cast<void>(storm.ledger.agree_withdrawal(undone, {"two", "centre"}, now));
    }
    if (++storm.tries % lines_a_word == 0) {
      std::printf("%d\n", lines_a_word);
      if (std::fflush(stdout) != 0) _exit(0);
    }
  }
}

std::int64_t number_of(const char* text) {
  std::int64_t number = 0;
  std::from_chars(text, text + std::strlen(text), number);
  return number;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 9) return 2;
  storage::Options options;
  options.isolation = std::strcmp(arguments[2], "read-committed") == 0 ? storage::Isolation::read_committed
                                                                       : storage::Isolation::serializable;
  const auto database = storage::open_database(arguments[1], options);
  if (!database) {
    std::fprintf(stderr, "%s\n", database.error().text.c_str());
    return 5;
  }
  // Beside the journal, so that the children of a run share the master key.
  const auto sealer = keys::Envelope::open(std::string{arguments[3]} + ".keys");
  if (!sealer) return 5;
  storage::StoredVouchings ledger{**database, **sealer};
  Storm storm{.ledger = ledger,
              .journal = ::open(arguments[3], O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600),
              .witnesses = {},
              .start_ms = number_of(arguments[6]),
              .day_ms = number_of(arguments[7]),
              .seed = static_cast<std::uint64_t>(number_of(arguments[8]))};
  for (std::int64_t i = 0; i < number_of(arguments[5]); ++i) {
    const auto person =
        ledger.person_of({.register_id = {}, .number = {}, .mitid = "person " + std::to_string(i)});
    if (!person) return 5;
    storm.witnesses.push_back(*person);
  }
  std::vector<std::thread> threads;
  for (int i = 0; i < static_cast<int>(number_of(arguments[4])); ++i)
    threads.emplace_back([&storm, i] { client(storm, i); });
  for (std::thread& thread : threads) thread.join();
}
