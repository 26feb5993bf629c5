// Storage contract: what goes wrong has the same kind on both engines, and leaves nothing behind.
#include "store.hpp"

namespace skranke::test {

class Faults : public Contract {};
SKRANKE_FOR_BOTH_ENGINES(Faults);

TEST_P(Faults, OfConstraintsHaveTheirKinds) {
  ASSERT_TRUE(write_one(database(), "insert into item(id, code) values(1, 'a')"));
  reopen();
  const auto fault = [&](std::string_view sql) { return outcome_of(write_one(database(), sql)); };
  EXPECT_EQ(fault("insert into item(id) values(1)"), "unique");
  EXPECT_EQ(fault("insert into item(id, code) values(2, 'a')"), "unique");
  EXPECT_EQ(fault("insert into part(item, place) values(2, 1)"), "foreign_key");
  EXPECT_EQ(fault("insert into item(id, amount) values(2, -1)"), "check");
  EXPECT_EQ(fault("insert into item(id, amount) values(2, null)"), "check");
  EXPECT_EQ(fault("insert into part(item, place) values(1, 1)"), "done");
  EXPECT_EQ(fault("delete from item where id = 1"), "foreign_key");
  EXPECT_EQ(integer(database(), "select count(*) from item"), 1);
}

TEST_P(Faults, OfStatementsAreInvalid) {
  EXPECT_EQ(outcome_of(read_one(database(), "selec 1")), "invalid");
  EXPECT_EQ(outcome_of(read_one(database(), "select nothing from item")), "invalid");
  EXPECT_EQ(outcome_of(read_one(database(), "select 1 from nowhere")), "invalid");
  EXPECT_EQ(outcome_of(read_one(database(), "select 1; select 2")), "invalid");
  EXPECT_EQ(outcome_of(read_one(database(), "select \"text\"")), "invalid");
}

TEST_P(Faults, NeverRepeatAValue) {
  ASSERT_TRUE(write_one(database(), "insert into item(id, code) values(424242, 'CANARY')"));
  const std::array works{
      write_one(database(), "insert into item(id, code) values($1, $2)", {number(424242), text("CANARY")}),
      write_one(database(), "insert into item(id, code) values($1, $2)", {number(1), text("CANARY")}),
      write_one(database(), "insert into item(id, amount) values($1, $2)", {number(424243), number(-424242)}),
      write_one(database(), "insert into part(item, place) values($1, 1)", {number(4242421)}),
      read_one(database(), "select 1 from item where id = cast($1 as {x})", {text("CANARY")}),
  };
  for (const auto& outcome : works) {
    ASSERT_FALSE(outcome.has_value());
    EXPECT_EQ(outcome.error().text.find("CANARY"), std::string::npos) << outcome.error().text;
    EXPECT_EQ(outcome.error().text.find("424242"), std::string::npos) << outcome.error().text;
  }
}

TEST_P(Faults, DoomTheTransactionEvenWhenTheWorkGoesOn) {
  std::string second;
  const auto outcome = database().write([&](Transaction& transaction) -> Outcome<void> {
    static_cast<void>(insert_item(transaction, 1));
    static_cast<void>(insert_item(transaction, 1));
    second = outcome_of(insert_item(transaction, 2));
    return {};
  });
  EXPECT_EQ(second, "unique");
  EXPECT_EQ(outcome_of(outcome), "unique");
  EXPECT_EQ(integer(database(), "select count(*) from item"), 0);
}

TEST_P(Faults, OfTheWorkItselfUndoWhatItDid) {
  const auto outcome = database().write([&](Transaction& transaction) -> Outcome<void> {
    static_cast<void>(insert_item(transaction, 1));
    return storage::fail(FaultKind::check, "the work's own");
  });
  ASSERT_EQ(outcome_of(outcome), "check");
  EXPECT_EQ(outcome.error().text, "the work's own");
  reopen();
  EXPECT_EQ(integer(database(), "select count(*) from item"), 0);
}

TEST_P(Faults, ThatAreThrownReachTheCallerAndUndoWhatTheWorkDid) {
  const auto throwing = [](Transaction& transaction) -> Outcome<void> {
    static_cast<void>(transaction.run("select 1 from item"));
    throw std::runtime_error{"thrown"};
  };
  EXPECT_THROW(static_cast<void>(database().read(throwing)), std::runtime_error);
  EXPECT_THROW(static_cast<void>(database().write([&](Transaction& transaction) {
                 static_cast<void>(insert_item(transaction, 1));
                 return throwing(transaction);
               })),
               std::runtime_error);
  EXPECT_EQ(integer(database(), "select count(*) from item"), 0);
  EXPECT_EQ(outcome_of(write_one(database(), "insert into item(id) values(1)")), "done");
}

TEST_P(Faults, WritingWhileReadingIsRefused) {
  EXPECT_EQ(outcome_of(read_one(database(), "insert into item(id) values(1)")), "invalid");
  EXPECT_EQ(outcome_of(read_one(database(), "create table more(id integer)")), "invalid");
  EXPECT_EQ(integer(database(), "select count(*) from item"), 0);
}

TEST_P(Faults, AnAddressThatNamesNoEngineIsRefused) {
  for (const char* wrong : {"", "sqlite:", "mysql://x", "test.db"}) {
    EXPECT_EQ(outcome_of(storage::open_database(wrong)), "invalid") << wrong;
  }
}

}  // namespace skranke::test
