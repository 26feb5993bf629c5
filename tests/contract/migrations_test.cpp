// Storage contract: the schema goes forward step by step, and never back.
#include <regex>
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
    EXPECT_TRUE(outcome == "done" || (GetParam() == Engine::sqlite && outcome == "unavailable")) << outcome;
  }
  EXPECT_NE(std::ranges::find(outcomes, "done"), outcomes.end());
  EXPECT_EQ(integer(database(), "select count(*) from schema_version"), 2);
}

TEST(MigrationTexts, UseTheWordsThatMeanTheSameOnBothEngines) {
  const std::regex engine_word{
      R"(\b(integer|bigint|int|text|blob|bytea|varchar|real|boolean|strict|autoincrement|serial)\b)"};
  for (const storage::Migration& migration : storage::all_migrations()) {
    std::string sql{migration.sql};
    sql = std::regex_replace(sql, std::regex{"--[^\n]*|'[^']*'|\\{[a-z]+\\}"}, "");
    std::smatch found;
    EXPECT_FALSE(std::regex_search(sql, found, engine_word))
        << migration.name << ": " << found.str() << " without braces";
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
