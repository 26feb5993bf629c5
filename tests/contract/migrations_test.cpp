// Storage contract: the schema goes forward step by step, and never back.
#include <algorithm>
#include <thread>

#include "base/ensure.hpp"
#include "store.hpp"

namespace skranke::test {

class Migrations : public Contract {
 protected:
  [[nodiscard]] Outcome<std::unique_ptr<Database>> open_with(std::span<const storage::Migration> migrations) {
    Options options;
    options.migrations = migrations;
    return storage::open_database(url(), options);
  }
};
SKRANKE_FOR_BOTH_ENGINES(Migrations);

TEST_P(Migrations, AreTakenOnceAndFurtherOnesLater) {
  {
    const auto first = open_with(test_migrations().first(1));
    ASSERT_EQ(outcome_of(first), "done") << first.error().text;
    EXPECT_EQ(integer(**first, "select max(version) from schema_version"), 1);
    ASSERT_TRUE(write_one(**first, "insert into item(id) values(1)"));
    EXPECT_EQ(outcome_of(read_one(**first, "select 1 from part")), "invalid");
  }
  reopen();
  EXPECT_EQ(integer(database(), "select count(*) from schema_version"), 2);
  EXPECT_EQ(integer(database(), "select count(*) from item"), 1);
  EXPECT_EQ(integer(database(), "select count(*) from part"), 0);
}

TEST_P(Migrations, ADatabaseThatIsNewerIsRefusedAndUntouched) {
  reopen();
  close();
  EXPECT_EQ(outcome_of(open_with(test_migrations().first(1))), "newer");
  EXPECT_EQ(outcome_of(open_with({})), "newer");
  EXPECT_EQ(integer(database(), "select max(version) from schema_version"), 2);
}

TEST_P(Migrations, AStepThatFailsLeavesWhatWasBefore) {
  const std::array broken{
      test_migrations()[0],
      storage::Migration{2, "broken",
                         "create table half(id {integer}) {table}; insert into nowhere values(1)"}};
  const auto refused = open_with(broken);
  ASSERT_EQ(outcome_of(refused), "invalid");
  EXPECT_NE(refused.error().text.find("migration 2"), std::string::npos);
  const auto opened = open_with(test_migrations());
  ASSERT_EQ(outcome_of(opened), "done") << opened.error().text;
  EXPECT_EQ(integer(**opened, "select max(version) from schema_version"), 2);
  EXPECT_EQ(outcome_of(read_one(**opened, "select 1 from half")), "invalid");
}

TEST_P(Migrations, TheProgramsOwnAreTakenByBothEngines) {
  Options options;
  for (int i = 0; i < 2; ++i) {
    const auto opened = storage::open_database(url(), options);
    ASSERT_EQ(outcome_of(opened), "done") << opened.error().text;
    EXPECT_EQ(integer(**opened, "select count(*) from schema_version"),
              static_cast<std::int64_t>(storage::all_migrations().size()));
  }
}

TEST_P(Migrations, ReadingAloneNeedsTheRightSchemaAndChangesNothing) {
  Options reading = test_options();
  reading.access = storage::Access::read_only;
  ASSERT_EQ(outcome_of(open_with(test_migrations().first(1))), "done");
  EXPECT_EQ(outcome_of(storage::open_database(url(), reading)), "unavailable");
  ASSERT_TRUE(write_one(database(), "insert into item(id) values(1)"));
  const auto beside = storage::open_database(url(), reading);
  ASSERT_EQ(outcome_of(beside), "done") << beside.error().text;
  EXPECT_EQ(integer(**beside, "select count(*) from item"), 1);
  EXPECT_EQ(outcome_of(write_one(**beside, "insert into item(id) values(2)")), "invalid");
  ASSERT_TRUE(write_one(database(), "insert into item(id) values(2)"));
  EXPECT_EQ(integer(**beside, "select count(*) from item"), 2);
}

TEST_P(Migrations, SeveralProgramsCanStartAtOnce) {
  std::array<std::string, 6> outcomes;
  std::vector<std::thread> threads;
  for (std::string& outcome : outcomes) {
    threads.emplace_back([&] { outcome = outcome_of(open_with(test_migrations())); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& outcome : outcomes) {
    // SQLite has one writing program: the others are told so.
    EXPECT_TRUE(outcome == "done" || (GetParam() == Engine::sqlite && outcome == "held")) << outcome;
  }
  EXPECT_NE(std::ranges::find(outcomes, "done"), outcomes.end());
  EXPECT_EQ(integer(database(), "select count(*) from schema_version"), 2);
}

namespace {

// The words of a step outside comments, quotes and braces.
std::vector<std::string> words_of(std::string_view sql) {
  std::vector<std::string> words{""};
  std::string_view until;  // what ends the comment, quote or brace that we are in
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (!until.empty()) {
      if (sql.substr(i).starts_with(until)) until = {};
    } else if (sql.substr(i).starts_with("--")) {
      until = "\n";
    } else if (sql[i] == '\'' || sql[i] == '{') {
      until = sql[i] == '{' ? "}" : "'";
    } else if ((sql[i] >= 'a' && sql[i] <= 'z') || sql[i] == '_') {
      words.back() += sql[i];
      continue;
    }
    if (!words.back().empty()) words.emplace_back();
  }
  return words;
}

}  // namespace

TEST(MigrationTexts, UseTheWordsThatMeanTheSameOnBothEngines) {
  EXPECT_THAT(words_of("int a; -- int\n'int' {int} big_int"), testing::ElementsAre("int", "a", "big_int"));
  for (const storage::Migration& migration : storage::all_migrations()) {
    for (const char* engines_own : {"integer", "bigint", "int", "text", "blob", "bytea", "varchar", "real",
                                    "boolean", "strict", "autoincrement", "serial"}) {
      EXPECT_THAT(words_of(migration.sql), testing::Not(testing::Contains(engines_own))) << migration.name;
    }
  }
}

TEST(MigrationTexts, AreTranslatedWordByWord) {
  EXPECT_EQ(storage::in_dialect("a {bytes}, {text}) {table}", Engine::sqlite), "a blob, text) strict");
  EXPECT_EQ(storage::in_dialect("a {bytes}, {text}) {table}", Engine::postgresql),
            "a bytea, text collate \"C\") ");
  EXPECT_THROW(static_cast<void>(storage::in_dialect("{blob}", Engine::sqlite)), base::BrokenAssumption);
  EXPECT_THROW(static_cast<void>(storage::in_dialect("{bytes", Engine::sqlite)), base::BrokenAssumption);
}

}  // namespace skranke::test
