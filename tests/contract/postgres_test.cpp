// What is promised of PostgreSQL alone: connections and servers that go away, and what a commit then was.
#include <thread>

#include "postgres_server.hpp"
#include "store.hpp"

namespace skranke::test {

class PostgreSQL : public testing::Test {
 protected:
  [[nodiscard]] static std::unique_ptr<Database> open(const PostgresServer& server, const std::string& name) {
    auto opened = storage::open_database(server.url(name), test_options());
    EXPECT_EQ(outcome_of(opened), "done") << opened.error().text;
    return std::move(*opened);
  }
  [[nodiscard]] std::unique_ptr<Database> open() { return open(shared_server(), name_); }
  // Ends the server's processes of all other connections to this database.
  static void end_others(Database& database) {
    EXPECT_TRUE(read_one(database,
                         "select count(pg_terminate_backend(pid)) from pg_stat_activity "
                         "where datname = current_database() and pid <> pg_backend_pid()"));
  }
  [[nodiscard]] static Outcome<Rows> raise(Database& database, const std::string& state) {
    return write_one(database, "do $$ begin raise exception using errcode = '" + state + "'; end $$");
  }

 private:
  std::string name_ = shared_server().create_database();
};

TEST_F(PostgreSQL, AConnectionThatBrokeWhileIdleIsReplaced) {
  const auto database = open();
  ASSERT_TRUE(write_one(*database, "insert into item(id) values(1)"));
  end_others(*open());
  EXPECT_EQ(integer(*database, "select count(*) from item"), 1);
}

TEST_F(PostgreSQL, AWorkWhoseConnectionBreaksBeforeTheCommitRunsAgain) {
  const auto database = open();
  int runs = 0;
  const auto outcome = database->write([&](Transaction& transaction) -> Outcome<void> {
    if (auto done = insert_item(transaction, 1); !done) return done;
    if (++runs == 1) end_others(*open());
    return insert_item(transaction, 2);
  });
  EXPECT_EQ(outcome_of(outcome), "done");
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(integer(*database, "select count(*) from item"), 2);
}

TEST_F(PostgreSQL, AConnectionThatBreaksUnderTheCommitIsLostAndNotTriedAgain) {
  const auto database = open();
  ASSERT_TRUE(write_one(*database, R"(
    create function break_off() returns trigger language plpgsql as
    $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$)"));
  ASSERT_TRUE(write_one(*database,
                        "create constraint trigger break_off after insert on item "
                        "deferrable initially deferred for each row execute function break_off()"));
  int runs = 0;
  const auto outcome = database->write([&](Transaction& transaction) {
    ++runs;
    return insert_item(transaction, 1);
  });
  EXPECT_EQ(outcome_of(outcome), "lost");
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(integer(*database, "select count(*) from item"), 0);
}

TEST_F(PostgreSQL, ErrorCodesHaveTheirKinds) {
  const auto database = open();
  EXPECT_EQ(outcome_of(raise(*database, "53100")), "full");
  EXPECT_EQ(outcome_of(raise(*database, "XX001")), "corrupt");
  EXPECT_EQ(outcome_of(raise(*database, "XX002")), "corrupt");
  EXPECT_EQ(outcome_of(raise(*database, "53200")), "unavailable");
  EXPECT_EQ(outcome_of(raise(*database, "22012")), "invalid");
}

TEST_F(PostgreSQL, ConflictsAndDeadlocksAndLocksAreTriedAgain) {
  const auto database = open();
  for (const std::string state : {"40001", "40P01", "55P03"}) {
    int runs = 0;
    const std::string statement = "do $$ begin raise exception using errcode = '" + state + "'; end $$";
    const auto outcome = database->write([&](Transaction& transaction) -> Outcome<void> {
      // A fault of a transaction counts, whatever the work makes of it.
      if (++runs < 4) static_cast<void>(transaction.run(statement));
      return {};
    });
    EXPECT_EQ(outcome_of(outcome), "done") << state;
    EXPECT_EQ(runs, 4) << state;
  }
}

TEST_F(PostgreSQL, AServerThatCanNotBeReachedIsUnavailable) {
  EXPECT_EQ(outcome_of(storage::open_database("postgresql:///x?host=/nowhere", test_options())),
            "unavailable");
  EXPECT_EQ(outcome_of(storage::open_database(shared_server().url("no_such_database"), test_options())),
            "unavailable");
}

TEST_F(PostgreSQL, WhatWasAnsweredIsThereAfterTheServerCrashedAndTheDatabaseIsReachedAgain) {
  PostgresServer server{PostgresServer::Sync::on};
  const auto database = open(server, server.create_database());
  for (std::int64_t id = 0; id < 20; ++id) {
    ASSERT_TRUE(write_one(*database, "insert into item(id) values($1)", {number(id)}));
  }
  server.crash();
  EXPECT_EQ(outcome_of(read_one(*database, "select count(*) from item")), "unavailable");
  EXPECT_EQ(outcome_of(write_one(*database, "insert into item(id) values(99)")), "unavailable");
  server.start();
  EXPECT_EQ(integer(*database, "select count(*) from item"), 20);
}

TEST_F(PostgreSQL, ADatabaseThatIsNotUtf8IsRefused) {
  const auto database = open();
  PostgresServer& server = shared_server();
  const std::string name = server.create_database("encoding 'SQL_ASCII' template template0 locale 'C'");
  EXPECT_EQ(outcome_of(storage::open_database(server.url(name), test_options())), "unavailable");
}

TEST_F(PostgreSQL, CommitsAreDurableEvenWhereTheServerWouldNotWait) {
  const auto database = open();
  ASSERT_TRUE(write_one(*database, "alter role skranke set synchronous_commit = off"));
  const auto rows = read_one(*open(), "select current_setting('synchronous_commit')");
  ASSERT_TRUE(write_one(*database, "alter role skranke reset synchronous_commit"));
  ASSERT_EQ(outcome_of(rows), "done");
  EXPECT_TRUE(rows->front() == Row{text("on")});
}

}  // namespace skranke::test
