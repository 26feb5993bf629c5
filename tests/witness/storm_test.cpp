// A storm of vouchings with scaled time: 32 clients, on PostgreSQL in 8 processes of which half have their
// isolation forced down, killed at random and started again; an independent checker over the statements.
//
// SKRANKE_STORM_TRIES sets how many tries; the ordinary tests make a few thousand.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "child_storm.hpp"
#include "ledger.hpp"

namespace skranke::test {

namespace {

constexpr int clients = 32;
constexpr int witnesses = 60;
constexpr std::int64_t tries_by_default = 4000;

}  // namespace

class Storm : public Ledger {
 protected:
  [[nodiscard]] std::int64_t blow_with(int processes, std::int64_t tries) {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    const std::string start =
        std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
    return blow({.processes = processes, .tries = tries, .command = [&](int place, int seed) {
                   return std::vector<std::string>{SKRANKE_VOUCHING_CHILD,
                                                   url(),
                                                   place % 2 == 0 ? "serializable" : "read-committed",
                                                   journal(),
                                                   std::to_string(clients / processes),
                                                   std::to_string(witnesses),
                                                   start,
                                                   "40",
                                                   std::to_string(seed)};
                 }});
  }

  [[nodiscard]] std::string journal() const { return folder_.file("journal"); }

 private:
  TemporaryFolder folder_;
};
SKRANKE_FOR_BOTH_ENGINES(Storm);

TEST_P(Storm, NobodyEverHasMoreThanThreeInAnyWindowAndNothingAnsweredIsLost) {
  // SQLite has one process that writes; its lock says so to every other.
  const bool is_sqlite = GetParam() == Engine::sqlite;
  if (is_sqlite) close_ledger();
  const std::int64_t made = blow_with(is_sqlite ? 1 : 8, storm_tries(tries_by_default));
  open_ledger();
  std::map<std::string, std::vector<Day>> days;
  std::set<std::string> kept;
  const auto rows = read_one(ledger_database(),
                             "select s.statement_id, p.root, s.day, s.withdrawn from witness_statement s "
                             "join witness_person p on p.person_id = s.witness_id");
  ASSERT_TRUE(rows.has_value());
  for (const Row& row : *rows) {
    kept.insert(std::get<std::string>(row[0]));
    if (std::get<std::int64_t>(row[3]) == 0)
      days[std::get<std::string>(row[1])].push_back(day(std::get<std::string>(row[2])));
  }
  std::size_t full = 0;
  for (auto& [witness, given] : days) {
    std::ranges::sort(given);
    for (std::size_t i = 3; i < given.size(); ++i) ASSERT_GE(given[i] - given[i - 3], 120) << witness;
    full += given.size() >= 3 ? 1 : 0;
  }
  // The storm was one: nearly everybody who could had used up what there was. On a busy machine the last one
  // may not have come to it.
  EXPECT_GE(full * 10, static_cast<std::size_t>(9 * witnesses));
  std::ifstream answered{journal()};
  std::size_t lines = 0;
  for (std::string word, id; answered >> word >> id; ++lines) ASSERT_TRUE(kept.contains(id)) << id;
  EXPECT_GE(lines, 3 * full);
  std::printf("%lld tries, %zu statements, %zu answered\n", static_cast<long long>(made), kept.size(), lines);
}

}  // namespace skranke::test
