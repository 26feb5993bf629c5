// On PostgreSQL the log lies in parts: entries by time, rows by hash. What a database from before had is
// kept.
#include "logged.hpp"
#include "storage/log/take_over.hpp"

namespace skranke::test {

class LogParts : public Logged {
 protected:
  [[nodiscard]] bool is_there(std::string_view part) {
    return integer(*own_, "select case when to_regclass($1) is null then 0 else 1 end", {text(part)}) == 1;
  }
  [[nodiscard]] std::int64_t entries_in(const std::string& part) {
    return integer(*own_, "select count(*) from " + part);
  }
};
INSTANTIATE_TEST_SUITE_P(Storage, LogParts, testing::Values(Engine::postgresql), engine_name);

constexpr std::int64_t part_size = std::int64_t{1} << 24;

TEST_P(LogParts, ThePartAfterTheOneThatIsBegunIsThere) {
  EXPECT_TRUE(is_there("log_entry_0"));
  EXPECT_TRUE(is_there("log_entry_1"));
  EXPECT_FALSE(is_there("log_entry_2"));
  write("update log_state set size = $1", {number(part_size - 1)});
  EXPECT_FALSE(is_there("log_entry_2"));
  write("update log_state set size = $1", {number(part_size)});
  EXPECT_TRUE(is_there("log_entry_2"));
  EXPECT_FALSE(is_there("log_entry_3"));
}

TEST_P(LogParts, EntriesLieByTheirPlacesAndAreFoundInOnePart) {
  write("select log_make_room($1)", {number(4 * part_size)});
  for (const std::int64_t place : {std::int64_t{0}, part_size - 1, part_size, 5 * part_size + 7})
    write("insert into log_entry (place, entry) values ($1, $2)", {number(place), bytes("e")});
  EXPECT_EQ(entries_in("log_entry_0"), 2);
  EXPECT_EQ(entries_in("log_entry_1"), 1);
  EXPECT_EQ(entries_in("log_entry_5"), 1);
  EXPECT_FALSE(write_one(*own_, "insert into log_entry (place, entry) values ($1, $2)",
                         {number(part_size), bytes("other")}))
      << "a place is had once";
  const Rows plan =
      read_one(*own_, "explain select entry from log_entry where place = " + std::to_string(part_size))
          .value();
  std::string whole;
  for (const Row& row : plan) whole += std::get<std::string>(row[0]);
  EXPECT_NE(whole.find("log_entry_1"), std::string::npos) << whole;
  EXPECT_EQ(whole.find("log_entry_0"), std::string::npos) << whole;
}

TEST_P(LogParts, ALogThatWasTakenOverHasRoomToGoOn) {
  const auto from = storage::open_database("sqlite:" + keys_.file("small.db")).value();
  ASSERT_TRUE(write_one(*from, "update log_state set size = $1", {number(2 * part_size)}));
  ASSERT_TRUE(storage::take_over(*from, *own_, {}));
  EXPECT_TRUE(is_there("log_entry_2"));
  EXPECT_TRUE(is_there("log_entry_3"));
  EXPECT_FALSE(is_there("log_entry_4"));
}

TEST_P(LogParts, RowsLieByTheHashOfTheirKeys) {
  constexpr int people = 400;
  constexpr int parts = 16;
  for (int i = 0; i < people; ++i) add_person("p" + std::to_string(i));
  take_in();
  for (int part = 0; part < parts; ++part)
    EXPECT_GT(entries_in("log_row_" + std::to_string(part)), people / parts / 4) << part;
  EXPECT_EQ(audit().findings_count, 0U);
}

class OlderLog : public Logged {
 protected:
  void SetUp() override { key_ = keys::LogKey::open(keys_.file("keys"), "example.org/log").value(); }
  void open_with(const Options& options) {
    log_.reset();
    own_.reset();
    own_ = open(options);
    log_ = std::make_unique<storage::StoredLog>(*own_, "example.org/log",
                                                [this](const std::string& text) { return key_->sign(text); });
  }
};
SKRANKE_FOR_BOTH_ENGINES(OlderLog);

TEST_P(OlderLog, IsKeptAndGoesOn) {
  constexpr std::size_t before_parts = 22;
  constexpr int people = 300;
  Options older;
  older.migrations = storage::all_migrations().first(before_parts);
  open_with(older);
  for (int i = 0; i < people; ++i) add_person("p" + std::to_string(i));
  take_in();
  const ledger::Checkpoint then = seen();
  add_person("waits");
  open_with(Options{});
  EXPECT_EQ(seen().root, then.root);
  write("update witness_person set frozen = 1 where person_id = 'p7'");
  take_in();
  EXPECT_EQ(seen().size, then.size + 2);
  const storage::Audit found = audit();
  EXPECT_EQ(found.findings_count, 0U);
  EXPECT_EQ(found.rows, 301U);
}

}  // namespace skranke::test
