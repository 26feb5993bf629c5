// Storage contract: works are done as if one after another, and readers see one moment and never wait.
#include <algorithm>
#include <atomic>
#include <latch>
#include <thread>

#include "store.hpp"

namespace skranke::test {

class Transactions : public Contract {
 protected:
  void SetUp() override { reopen(); }  // before there are threads
};
SKRANKE_FOR_BOTH_ENGINES(Transactions);

namespace {

Outcome<void> add_one(Transaction& transaction) {
  const auto rows = transaction.run("select amount from item where id = 1");
  if (!rows) return std::unexpected{rows.error()};
  const std::array values{number(std::get<std::int64_t>(rows->front().front()) + 1)};
  const auto updated = transaction.run("update item set amount = $1 where id = 1", values);
  if (!updated) return std::unexpected{updated.error()};
  return {};
}

void in_threads(int count, const std::function<void(int)>& work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back(work, i);
  for (std::thread& thread : threads) thread.join();
}

}  // namespace

TEST_P(Transactions, FourThreadsThatReadAndThenWriteLoseNothing) {
  ASSERT_TRUE(write_one(database(), "insert into item(id) values(1)"));
  std::atomic<int> refused = 0;
  in_threads(4, [&](int) {
    for (int i = 0; i < 100; ++i) refused += database().write(add_one) ? 0 : 1;
  });
  EXPECT_EQ(refused, 0);
  reopen();
  EXPECT_EQ(integer(database(), "select amount from item where id = 1"), 400);
}

TEST_P(Transactions, AWorkThatFailsLeavesThoseThatWaitedBesideIt) {
  constexpr int count = 30;
  std::array<std::string, count> outcomes;
  std::latch started{1};
  // The first keeps the writer until all others have been started, so that on SQLite they share commits.
  std::thread first{[&] {
    static_cast<void>(database().write([&](Transaction& transaction) {
      started.wait();
      return insert_item(transaction, 1000);
    }));
  }};
  std::atomic<int> running = 0;
  std::thread others{[&] {
    in_threads(count, [&](int i) {
      if (++running == count) started.count_down();
      const bool good = i % 3 != 0;
      outcomes.at(static_cast<std::size_t>(i)) =
          outcome_of(database().write([&](Transaction& transaction) -> Outcome<void> {
            if (auto done = insert_item(transaction, i); !done) return done;
            return good ? Outcome<void>{} : insert_item(transaction, i);
          }));
    });
  }};
  first.join();
  others.join();
  reopen();
  for (int i = 0; i < count; ++i) {
    const bool good = i % 3 != 0;
    EXPECT_EQ(outcomes.at(static_cast<std::size_t>(i)), good ? "done" : "unique") << i;
    EXPECT_EQ(integer(database(), "select count(*) from item where id = $1", {number(i)}), good ? 1 : 0) << i;
  }
}

TEST_P(Transactions, ReadersDoNotWaitForTheWriterAndSeeWhatWasCommitted) {
  ASSERT_TRUE(write_one(database(), "insert into item(id) values(1)"));
  std::int64_t seen = -1;
  // The reader is done before the writer's work is: were it to wait, neither would end.
  const auto outcome = database().write([&](Transaction& transaction) -> Outcome<void> {
    if (auto done = add_one(transaction); !done) return done;
    std::thread reader{[&] { seen = integer(database(), "select amount from item where id = 1"); }};
    reader.join();
    return {};
  });
  EXPECT_EQ(outcome_of(outcome), "done");
  EXPECT_EQ(seen, 0);
  EXPECT_EQ(integer(database(), "select amount from item where id = 1"), 1);
}

TEST_P(Transactions, AReaderSeesOneMoment) {
  ASSERT_TRUE(write_one(database(), "insert into item(id) values(1)"));
  const auto amount = [](Transaction& transaction) {
    return std::get<std::int64_t>(
        transaction.run("select amount from item where id = 1").value().front().front());
  };
  const auto outcome = database().read([&](Transaction& transaction) -> Outcome<void> {
    const std::int64_t before = amount(transaction);
    EXPECT_EQ(outcome_of(database().write(add_one)), "done");
    EXPECT_EQ(amount(transaction), before);
    return {};
  });
  EXPECT_EQ(outcome_of(outcome), "done");
  EXPECT_EQ(integer(database(), "select amount from item where id = 1"), 1);
}

TEST_P(Transactions, AWriterSeesWhatItWroteItself) {
  std::size_t seen = 0;
  const auto outcome = database().write([&](Transaction& transaction) -> Outcome<void> {
    if (auto done = insert_item(transaction, 7); !done) return done;
    seen = transaction.run("select id from item where id = 7").value().size();
    return {};
  });
  EXPECT_EQ(outcome_of(outcome), "done");
  EXPECT_EQ(seen, 1U);
}

TEST_P(Transactions, MoreReadersThanConnectionsAreAllAnswered) {
  std::atomic<int> answered = 0;
  in_threads(24, [&](int) {
    for (int i = 0; i < 10; ++i) answered += read_one(database(), "select count(*) from item") ? 1 : 0;
  });
  EXPECT_EQ(answered, 240);
}

class ManyRows : public Contract {
 protected:
  [[nodiscard]] Outcome<std::int64_t> load(std::string_view sql, std::size_t columns,
                                           const std::vector<storage::Argument>& arguments) {
    Outcome<std::int64_t> changed;
    const auto outcome = database().write([&](Transaction& transaction) -> Outcome<void> {
      changed = transaction.run_many(sql, columns, arguments);
      if (!changed) return std::unexpected{changed.error()};
      return {};
    });
    if (!outcome) return std::unexpected{outcome.error()};
    return changed;
  }
};
SKRANKE_FOR_BOTH_ENGINES(ManyRows);

TEST_P(ManyRows, AreLoadedAsTheyAreWithNullsAmongThem) {
  const std::string body{"\0\xff body", 7};
  const auto raw = std::as_bytes(std::span{body});
  std::vector<storage::Argument> arguments;
  constexpr std::int64_t count = 5000;
  for (std::int64_t i = 0; i < count; ++i) {
    arguments.emplace_back(i);
    arguments.emplace_back(i % 7 == 0 ? storage::Argument{} : storage::Argument{std::string_view{"Åse"}});
    arguments.emplace_back(i < 300 ? storage::Argument{} : storage::Argument{raw});
  }
  const auto changed = load("insert into item(id, name, body) values($1, $2, $3)", 3, arguments);
  ASSERT_EQ(outcome_of(changed), "done") << changed.error().text;
  EXPECT_EQ(*changed, count);
  reopen();
  EXPECT_EQ(integer(database(), "select count(*) from item"), count);
  EXPECT_EQ(integer(database(), "select count(*) from item where name is null"), 715);
  EXPECT_EQ(integer(database(), "select count(*) from item where name = 'Åse'"), count - 715);
  EXPECT_EQ(integer(database(), "select count(*) from item where body = $1", {bytes(body)}), count - 300);
}

TEST_P(ManyRows, AreAllRefusedWithOneOfThem) {
  std::vector<storage::Argument> arguments;
  for (std::int64_t i = 0; i < 1000; ++i) arguments.emplace_back(i == 700 ? 3 : i);
  EXPECT_EQ(outcome_of(load("insert into item(id) values($1)", 1, arguments)), "unique");
  EXPECT_EQ(integer(database(), "select count(*) from item"), 0);
  arguments[700] = std::string_view{"\xff"};
  EXPECT_EQ(outcome_of(load("insert into item(id) values($1)", 1, arguments)), "invalid");
  EXPECT_EQ(integer(database(), "select count(*) from item"), 0);
}

TEST_P(ManyRows, ThatWereThereCanBeLeftAside) {
  ASSERT_TRUE(write_one(database(), "insert into item(id) values(5)"));
  std::vector<storage::Argument> arguments;
  for (std::int64_t i = 0; i < 10; ++i) arguments.emplace_back(i);
  const auto changed = load("insert into item(id) values($1) on conflict do nothing", 1, arguments);
  ASSERT_EQ(outcome_of(changed), "done");
  EXPECT_EQ(*changed, 9);
}

TEST_P(ManyRows, GiveNothingBack) {
  const std::vector<storage::Argument> arguments{std::int64_t{1}, std::int64_t{2}};
  EXPECT_EQ(outcome_of(load("insert into item(id) values($1) returning id", 1, arguments)), "invalid");
  EXPECT_EQ(integer(database(), "select count(*) from item"), 0);
  EXPECT_EQ(*load("insert into item(id) values($1)", 1, {}), 0);
}

}  // namespace skranke::test
