// Storage contract: a value comes back as it went in, and means the same on both engines.
#include <limits>

#include "base/limits.hpp"
#include "store.hpp"

namespace skranke::test {

class Values : public Contract {
 protected:
  // What comes back of a row that was written before the database was opened anew.
  [[nodiscard]] Row round_trip(const Row& row) {
    const auto written =
        write_one(database(), "insert into item(id, name, amount, body) values($1, $2, $3, $4)", row);
    EXPECT_EQ(outcome_of(written), "done") << written.error().text;
    reopen();
    const auto rows =
        read_one(database(), "select id, name, amount, body from item where id = $1", {row.front()});
    EXPECT_EQ(outcome_of(rows), "done");
    return rows && rows->size() == 1 ? rows->front() : Row{};
  }
};
SKRANKE_FOR_BOTH_ENGINES(Values);

TEST_P(Values, ComeBackAsTheyWentIn) {
  using namespace std::string_view_literals;
  const std::vector<Row> rows{
      {number(1), text(""), number(0), bytes("")},
      {number(2), Value{}, number(1), Value{}},
      {number(3), text("Åse Ødegård 🇩🇰 𝄞"), number(std::numeric_limits<std::int64_t>::max()),
       bytes("\0\xff\0\x80'\\"sv)},
      {number(std::numeric_limits<std::int64_t>::min()), text("'; drop table item; --"), number(255),
       bytes("\0"sv)},
      {number(-1), text(std::string(100'000, 'x')), number(256), bytes(std::string(1'000'000, '\xfe'))},
  };
  for (const Row& row : rows) EXPECT_TRUE(round_trip(row) == row) << std::get<std::int64_t>(row.front());
}

TEST_P(Values, TextThatIsNotUtf8OrHoldsNulIsRefused) {
  using namespace std::string_view_literals;
  for (const std::string_view wrong :
       {"a\0b"sv, "\0"sv, "\xe5"sv, "\xc0\xaf"sv, "\xed\xa0\x80"sv, "\xf4\x90\x80\x80"sv, "\xe2\x82"sv,
        "\xf0\x80\x80\x80"sv, "\xff"sv, "x\x80"sv}) {
    const auto refused = write_one(database(), "insert into item(id, name) values(1, $1)", {text(wrong)});
    EXPECT_EQ(outcome_of(refused), "invalid");
  }
  EXPECT_EQ(integer(database(), "select count(*) from item"), 0);
}

TEST_P(Values, ANullFirstAndAValueLaterAreBothKept) {
  constexpr const char* insert = "insert into item(id, name, body) values($1, $2, $3)";
  EXPECT_EQ(outcome_of(write_one(database(), insert, {number(1), Value{}, Value{}})), "done");
  EXPECT_EQ(outcome_of(write_one(database(), insert, {number(2), text("12345678"), bytes("12345678")})),
            "done");
  EXPECT_EQ(outcome_of(write_one(database(), insert, {number(3), Value{}, Value{}})), "done");
  const auto rows = read_one(database(), "select name, body from item order by id");
  ASSERT_EQ(outcome_of(rows), "done");
  EXPECT_TRUE(*rows == (Rows{{Value{}, Value{}}, {text("12345678"), bytes("12345678")}, {Value{}, Value{}}}));
}

TEST_P(Values, CountsSumsAndTruthAreIntegers) {
  for (const std::int64_t id : {1, 2}) {
    ASSERT_TRUE(write_one(database(), "insert into item(id, amount) values($1, $2)",
                          {number(id), number(std::numeric_limits<std::int64_t>::max() / 2)}));
  }
  const auto rows =
      read_one(database(),
               "select count(*), sum(amount), sum(0 - amount), sum(id), max(id) > 1, sum(id) - 3 from item");
  ASSERT_EQ(outcome_of(rows), "done");
  const std::int64_t sum = std::numeric_limits<std::int64_t>::max() - 1;
  EXPECT_TRUE(rows->front() == (Row{number(2), number(sum), number(-sum), number(3), number(1), number(0)}));
}

TEST_P(Values, SumsKeepTheirZeros) {
  for (const std::int64_t amount : {10'000LL, 100'000'000LL, 1'000'010'000LL, 9'999LL, 0LL}) {
    ASSERT_TRUE(write_one(database(), "update item set amount = 0") &&
                write_one(database(), "delete from item"));
    ASSERT_TRUE(write_one(database(), "insert into item(id, amount) values(1, $1)", {number(amount)}));
    EXPECT_EQ(integer(database(), "select sum(amount) from item"), amount);
  }
}

TEST_P(Values, ASumThatNeedsMoreThan64BitsIsRefused) {
  for (const std::int64_t id : {1, 2}) {
    ASSERT_TRUE(write_one(database(), "insert into item(id, amount) values($1, $2)",
                          {number(id), number(std::numeric_limits<std::int64_t>::max())}));
  }
  EXPECT_EQ(outcome_of(read_one(database(), "select sum(amount) from item")), "invalid");
}

TEST_P(Values, FractionsAreRefused) {
  ASSERT_TRUE(write_one(database(), "insert into item(id, amount) values(1, 3)"));
  EXPECT_EQ(outcome_of(read_one(database(), "select avg(amount) from item")), "invalid");
  EXPECT_EQ(outcome_of(read_one(database(), "select amount * 0.5 from item")), "invalid");
}

TEST_P(Values, TextsAreSortedByTheirBytesAndComparedWithRegardToCase) {
  const std::array names{"Zoe", "aa", "Åse", "ærø", "b", "B", "ø"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    ASSERT_TRUE(write_one(database(), "insert into item(id, name) values($1, $2)",
                          {number(static_cast<std::int64_t>(i)), text(names[i])}));
  }
  const auto rows = read_one(database(), "select name from item order by name");
  ASSERT_EQ(outcome_of(rows), "done");
  EXPECT_TRUE(
      *rows ==
      (Rows{
          {text("B")}, {text("Zoe")}, {text("aa")}, {text("b")}, {text("Åse")}, {text("ærø")}, {text("ø")}}));
  EXPECT_EQ(integer(database(), "select count(*) from item where name like 'b%'"), 1);
}

TEST_P(Values, PlaceholdersCanStandInAnyOrderAndMoreThanOnce) {
  const auto rows = read_one(database(), "select cast($2 as {}) || $1 || $1", {text("a"), text("b")});
  EXPECT_EQ(outcome_of(rows), "invalid");  // braces are a migration's words alone
  const auto right = read_one(database(), "select $2 || $1 || $1", {text("a"), text("b")});
  ASSERT_EQ(outcome_of(right), "done") << right.error().text;
  EXPECT_TRUE(right->front() == Row{text("baa")});
}

TEST_P(Values, AsManyAsPlaceholdersOrRefused) {
  EXPECT_EQ(outcome_of(read_one(database(), "select $1, $2", {number(1)})), "invalid");
  EXPECT_EQ(outcome_of(read_one(database(), "select 1 from item where id = $1", {number(1), number(2)})),
            "invalid");
}

TEST_P(Values, MoreStatementsThanAreKeptPreparedStillRun) {
  for (std::size_t i = 0; i < base::limits::database_statements_max + 3; ++i) {
    const auto expected = static_cast<std::int64_t>(i);
    ASSERT_EQ(integer(database(), "select " + std::to_string(i) + " + count(*) from item"), expected);
  }
}

}  // namespace skranke::test
