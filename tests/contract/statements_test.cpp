// Storage contract: several statements in one journey, and a transaction that its first statement begins.
#include <string>
#include <thread>
#include <vector>

#include "store.hpp"

namespace skranke::test {

using storage::Statement;

class Statements : public Contract {
 protected:
  static Statement insert(std::int64_t id, Value name = {}) {
    return {.sql = "insert into item(id, name) values($1, $2)", .values = {id, std::move(name)}};
  }
  [[nodiscard]] Outcome<std::vector<Rows>> write_all(const std::vector<Statement>& statements) {
    Outcome<std::vector<Rows>> all;
    const auto outcome = database().write([&](Transaction& transaction) -> Outcome<void> {
      all = transaction.run_all(statements);
      if (!all) return std::unexpected{all.error()};
      return {};
    });
    if (!outcome) return std::unexpected{outcome.error()};
    return all;
  }
};
SKRANKE_FOR_BOTH_ENGINES(Statements);

TEST_P(Statements, EachGivesWhatItGivesAlone) {
  const auto all = write_all(
      {insert(1, text("one")),
       insert(2),
       {.sql = "select id, name from item order by id", .values = {}},
       {.sql = "update item set amount = 7 where id = $1 returning amount", .values = {std::int64_t{2}}},
       {.sql = "select id from item where id = 99", .values = {}}});
  ASSERT_EQ(outcome_of(all), "done");
  ASSERT_EQ(all->size(), 5U);
  EXPECT_TRUE(all->at(0).empty());
  EXPECT_EQ(all->at(2), (Rows{{number(1), text("one")}, {number(2), Value{}}}));
  EXPECT_EQ(all->at(3), (Rows{{number(7)}}));
  EXPECT_TRUE(all->at(4).empty());
  reopen();
  EXPECT_EQ(integer(database(), "select count(*) from item"), 2);
}

TEST_P(Statements, OneThatFailsUndoesAllAndEndsTheWork) {
  for (const std::size_t place : {0U, 1U, 2U}) {
    std::vector<Statement> statements{insert(1), insert(2), insert(3)};
    statements[place] = {.sql = "insert into part(item, place) values($1, 1)", .values = {std::int64_t{99}}};
    EXPECT_EQ(outcome_of(write_all(statements)), "foreign_key") << place;
    EXPECT_EQ(integer(database(), "select count(*) from item"), 0);
  }
  EXPECT_EQ(outcome_of(write_all({insert(1), insert(1)})), "unique");
  EXPECT_EQ(outcome_of(write_all({insert(1), {.sql = "no statement", .values = {}}})), "invalid");
  EXPECT_EQ(outcome_of(write_all({insert(1), insert(2, text("\xff"))})), "invalid");
  EXPECT_EQ(integer(database(), "select count(*) from item"), 0);
  EXPECT_EQ(outcome_of(write_all({insert(1)})), "done") << "and the connection is as good as before";
}

TEST_P(Statements, AfterAFaultNothingMoreIsRun) {
  std::string second;
  const auto outcome = database().write([&](Transaction& transaction) -> Outcome<void> {
    const std::vector<Statement> twice{insert(1), insert(1)};
    static_cast<void>(transaction.run_all(twice));
    const std::vector<Statement> once{insert(2)};
    second = outcome_of(transaction.run_all(once));
    return {};
  });
  EXPECT_EQ(outcome_of(outcome), "unique");
  EXPECT_EQ(second, "unique");
  EXPECT_EQ(integer(database(), "select count(*) from item"), 0);
}

TEST_P(Statements, NoneAtAllIsAWorkToo) {
  EXPECT_EQ(outcome_of(write_all({})), "done");
  EXPECT_EQ(outcome_of(database().write([](Transaction&) -> Outcome<void> { return {}; })), "done");
  EXPECT_EQ(outcome_of(database().read([](Transaction&) -> Outcome<void> { return {}; })), "done");
  EXPECT_EQ(outcome_of(database().write([](Transaction&) -> Outcome<void> {
              return storage::fail(FaultKind::unique, "refused before anything was asked");
            })),
            "unique");
  EXPECT_EQ(outcome_of(write_all({insert(1)})), "done");
}

TEST_P(Statements, ATransactionBeginsWithWhateverComesFirst) {
  const auto with = [&](const std::function<void(Transaction&)>& first) {
    const auto outcome = database().write([&](Transaction& transaction) -> Outcome<void> {
      first(transaction);
      return storage::fail(FaultKind::unique, "undone");
    });
    EXPECT_EQ(outcome_of(outcome), "unique");
    EXPECT_EQ(integer(database(), "select count(*) from item"), 0);
  };
  with([](Transaction& transaction) { static_cast<void>(insert_item(transaction, 1)); });
  with([](Transaction& transaction) {
    const std::vector<Statement> two{insert(1), insert(2)};
    EXPECT_TRUE(transaction.run_all(two).has_value());
  });
  with([](Transaction& transaction) {
    const std::vector<storage::Argument> ids{std::int64_t{1}, std::int64_t{2}};
    EXPECT_TRUE(transaction.run_many("insert into item(id) values($1)", 1, ids).has_value());
  });
}

TEST_P(Statements, AWholeTransactionGivesWhatEachGives) {
  const std::vector<Statement> statements{
      insert(1, text("one")),
      insert(2),
      {.sql = "update item set amount = 7 where id = $1 returning amount", .values = {std::int64_t{2}}},
      {.sql = "select id, name from item order by id", .values = {}}};
  const auto all = database().write_all(statements);
  ASSERT_EQ(outcome_of(all), "done");
  ASSERT_EQ(all->size(), 4U);
  EXPECT_TRUE(all->at(0).empty());
  EXPECT_EQ(all->at(2), (Rows{{number(7)}}));
  EXPECT_EQ(all->at(3), (Rows{{number(1), text("one")}, {number(2), Value{}}}));
  EXPECT_EQ(outcome_of(database().write_all({})), "done");
  reopen();
  EXPECT_EQ(integer(database(), "select count(*) from item"), 2);
}

TEST_P(Statements, OneThatFailsInAWholeTransactionUndoesItAll) {
  for (const std::size_t place : {0U, 1U, 2U}) {
    std::vector<Statement> statements{insert(1), insert(2), insert(3)};
    statements[place] = {.sql = "insert into part(item, place) values($1, 1)", .values = {std::int64_t{99}}};
    EXPECT_EQ(outcome_of(database().write_all(statements)), "foreign_key") << place;
    EXPECT_EQ(integer(database(), "select count(*) from item"), 0);
  }
  const std::vector<Statement> twice{insert(1), insert(1)};
  EXPECT_EQ(outcome_of(database().write_all(twice)), "unique");
  const std::vector<Statement> wrong{insert(5), {.sql = "no statement", .values = {}}};
  EXPECT_EQ(outcome_of(database().write_all(wrong)), "invalid");
  const std::vector<Statement> good{insert(9)};
  EXPECT_EQ(outcome_of(database().write_all(good)), "done") << "and the connection is as good as before";
  EXPECT_EQ(integer(database(), "select count(*) from item where id in (5, 9)"), 1);
}

// Serializable transactions that all change one row meet, and each is tried until it is done.
TEST_P(Statements, WholeTransactionsThatMeetAreTriedAgain) {
  ASSERT_TRUE(write_one(database(), "insert into item(id, amount) values(1, 0)"));
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const std::vector<Statement> statements{
          {.sql = "select amount from item where id = 1", .values = {}},
          {.sql = "update item set amount = amount + 1 where id = 1", .values = {}}};
      for (int round = 0; round < 20; ++round)
        EXPECT_EQ(outcome_of(database().write_all(statements)), "done");
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(integer(database(), "select amount from item"), 160);
}

TEST_P(Statements, AReaderThatWouldWriteIsRefusedInAJourneyToo) {
  const auto outcome = database().read([&](Transaction& transaction) -> Outcome<void> {
    const std::vector<Statement> statements{{.sql = "select count(*) from item", .values = {}}, insert(1)};
    const auto all = transaction.run_all(statements);
    if (!all) return std::unexpected{all.error()};
    return {};
  });
  EXPECT_EQ(outcome_of(outcome), "invalid");
}

// More texts than a connection keeps prepared, in one journey with some that it has: none is taken for
// another.
TEST_P(Statements, ManyTextsAreKeptApart) {
  for (int round = 0; round < 3; ++round) {
    std::vector<std::string> texts;
    for (int i = 0; i < 200; ++i) texts.push_back("select " + std::to_string(round * 100 + i) + " + $1");
    std::vector<Statement> statements;
    for (const std::string& each : texts) statements.push_back({.sql = each, .values = {std::int64_t{1000}}});
    const auto all = write_all(statements);
    ASSERT_EQ(outcome_of(all), "done") << all.error().text;
    for (std::size_t i = 0; i < texts.size(); ++i)
      EXPECT_EQ(all->at(i), (Rows{{number(1000 + round * 100 + static_cast<std::int64_t>(i))}}));
  }
}

}  // namespace skranke::test
