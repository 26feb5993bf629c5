// What somebody changes who can write to the database, and has no key: each is found.
#include "logged.hpp"

namespace skranke::test {

class Audit : public Logged {
 protected:
  void SetUp() override {
    Logged::SetUp();
    for (int i = 0; i < 300; ++i) add_person("p" + std::to_string(i));
    write("update witness_person set frozen = 1 where person_id in ('p3', 'p4')");
    write("delete from witness_person where person_id = 'p5'");
    take_in();
    earlier_ = seen();
    add_person("late");
    take_in();
    ASSERT_EQ(audit({.earlier = {earlier_}, .progress = {}}).findings, std::vector<std::string>{});
  }
  void expect_found(std::string_view part) {
    const auto found = audit({.earlier = {earlier_}, .progress = {}});
    ASSERT_GT(found.findings_count, 0U) << "nothing was found of " << part;
    bool is_told = false;
    for (const std::string& each : found.findings) is_told = is_told || each.find(part) != std::string::npos;
    EXPECT_TRUE(is_told) << part << "; found was: " << found.findings.front();
  }

  ledger::Checkpoint earlier_;
};
SKRANKE_FOR_BOTH_ENGINES(Audit);

TEST_P(Audit, FindsARowThatWasChanged) {
  silently("witness_person", "update witness_person set depth = 3 where person_id = 'p7'");
  expect_found("witness_person p7: it is not what was written");
}

TEST_P(Audit, FindsARowThatWasAdded) {
  silently("witness_person",
           "insert into witness_person (person_id, root, frozen, depth) values ('x', 'x', 0, 0)");
  expect_found("witness_person x: the log has no entry of it");
}

TEST_P(Audit, FindsARowThatWasTakenAway) {
  silently("witness_person", "delete from witness_person where person_id = 'p7'");
  expect_found("witness_person: 1 rows that the log has are gone");
}

TEST_P(Audit, FindsARowThatWasTakenAwayWithItsSalt) {
  silently("witness_person", "delete from witness_person where person_id = 'p7'");
  write("delete from log_row where row_key = 'p7'");
  expect_found("the log says that 300 rows stand, and 299 are kept");
}

TEST_P(Audit, FindsARowThatWasSetBackToWhatItWas) {
  // Who kept the salt of what was before.
  silently("witness_person", "update witness_person set frozen = 0 where person_id = 'p3'");
  write("update log_row set place = 3 where row_key = 'p3'");
  expect_found("witness_person p3: its entry is not its newest");
}

TEST_P(Audit, FindsARowWithTheEntryOfAnother) {
  write("update log_row set place = 8 where row_key = 'p7'");
  expect_found("witness_person p7: the entry that it names is another row's");
}

TEST_P(Audit, FindsAnEntryThatWasChanged) {
  write("update log_entry set entry = (select entry from log_entry where place = 8) where place = 7");
  expect_found("the first 303 entries are others");
  expect_found("the checkpoint is not that of the entries");
  expect_found("tile 0/0 is not that of the entries");
}

TEST_P(Audit, FindsAnEntryThatWasTakenAway) {
  write("delete from log_entry where place = 7");
  expect_found("entry 7 is not there");
}

TEST_P(Audit, FindsThatTheEndIsCutOff) {
  write("delete from log_entry where place >= 302");
  expect_found("the log is cut off");
  expect_found("its state says 304");
}

TEST_P(Audit, FindsATileThatWasChanged) {
  write(
      "update log_tile set hashes = (select hashes from log_tile where level = 1) where level = 0 and number "
      "= 1");
  expect_found("tile 0/1 is not that of the entries");
}

TEST_P(Audit, FindsACheckpointThatIsAnothers) {
  write("update log_state set checkpoint = 'none'");
  expect_found("the checkpoint can't be read");
}

TEST_P(Audit, FindsAChangeThatWaitsAndWasChanged) {
  add_person("waiting");
  EXPECT_EQ(audit().findings, std::vector<std::string>{});
  EXPECT_EQ(audit().waiting, 1U);
  silently("witness_person", "update witness_person set depth = 3 where person_id = 'waiting'");
  expect_found("witness_person waiting: it is not what was written");
}

TEST_P(Audit, FindsTablesThatAreEmptied) {
  silently("witness_person", "delete from witness_person");
  expect_found("witness_person: 300 rows that the log has are gone");
}

}  // namespace skranke::test
