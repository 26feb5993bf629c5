// The quota at the same second: many threads, and on PostgreSQL many servers and less isolation.
#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "ledger.hpp"

namespace skranke::test {

class Races : public Ledger {
 protected:
  // Every thread tries each of the approvals that are its own; how many were given.
  int race(const std::vector<std::vector<std::string>>& approvals, Day on) {
    std::atomic<int> given = 0;
    std::vector<std::thread> threads;
    for (const auto& own : approvals) {
      threads.emplace_back([this, &own, &given, on] {
        for (const std::string& approval : own) given += give(statement(approval, on)) == "given" ? 1 : 0;
      });
    }
    for (std::thread& thread : threads) thread.join();
    return given;
  }

  void race_for_the_last_permits(storage::Isolation isolation) {
    open_ledger(isolation);
    for (int round = 0; round < 10; ++round) {
      const std::string witness = person("witness " + std::to_string(round));
      std::vector<std::vector<std::string>> approvals(8);
      for (auto& own : approvals) own = {proven(witness), proven(witness)};
      EXPECT_EQ(race(approvals, day("2026-11-24")), 3);
    }
    EXPECT_EQ(statements(), 30);
  }
};
SKRANKE_FOR_BOTH_ENGINES(Races);

TEST_P(Races, ManyAtOnceTakeExactlyThreePermits) {
  race_for_the_last_permits(storage::Isolation::serializable);
}

TEST_P(Races, AlsoWithTheIsolationForcedDown) {
  race_for_the_last_permits(storage::Isolation::read_committed);
}

TEST_P(Races, OneApprovalIsUsedOnceByWhoeverIsFirst) {
  open_ledger(storage::Isolation::read_committed);
  for (int round = 0; round < 10; ++round) {
    const std::string approval = proven(person("witness " + std::to_string(round)));
    std::atomic<int> given = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&, i] {
        desk::NewStatement mine = statement(approval, day("2026-11-24"));
        mine.statement_id += "-" + std::to_string(i);
        given += give(mine) == "given" ? 1 : 0;
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(given, 1);
  }
  EXPECT_EQ(statements(), 10);
}

TEST_P(Races, FindingThatTwoAreOneWhileBothVouchNeverGivesAFourth) {
  open_ledger(storage::Isolation::read_committed);
  for (int round = 0; round < 10; ++round) {
    const std::string number = "n" + std::to_string(round);
    const std::string mitid = "m" + std::to_string(round);
    const std::string one = ledger().person_of({.register_id = {}, .number = number, .mitid = {}}).value();
    const std::string other = ledger().person_of({.register_id = {}, .number = {}, .mitid = mitid}).value();
    std::vector<std::vector<std::string>> approvals(6);
    for (std::size_t i = 0; i < approvals.size(); ++i) approvals[i] = {proven(i % 2 == 0 ? one : other)};
    // What each has taken before the merge counts for both: at most three a person can have been given by
    // then.
    std::thread merging{[&] {
      EXPECT_TRUE(ledger().person_of({.register_id = {}, .number = number, .mitid = mitid}).has_value());
    }};
    static_cast<void>(race(approvals, day("2026-11-24")));
    merging.join();
    EXPECT_EQ(vouch(one, day("2026-11-24")), "quota-used");
    EXPECT_EQ(vouch(other, day("2026-11-24")), "quota-used");
  }
}

}  // namespace skranke::test
