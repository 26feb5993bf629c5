#include "codec/statement_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.hpp"

namespace skranke::codec {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view good =
    R"({"day":"2026-03-01","witness":"w","applicant":"a","officer":"o","centre":"c","face_bound":true})";

std::string with_witness(const std::string& id) {
  return R"({"day":"2026-03-01","witness":")" + id +
         R"(","applicant":"a","officer":"o","centre":"c","face_bound":true})";
}

TEST(StatementText, ReadsAStatementAndLeavesProfessionalFalse) {
  StatementReader reader;
  const auto read = reader.read(good);
  ASSERT_TRUE(read) << read.error().text;
  EXPECT_EQ(base::format_day(read->day), "2026-03-01");
  EXPECT_EQ(read->witness, "w");
  EXPECT_EQ(read->applicant, "a");
  EXPECT_EQ(read->officer, "o");
  EXPECT_EQ(read->centre, "c");
  EXPECT_TRUE(read->face_bound);
  EXPECT_FALSE(read->professional);
}

TEST(StatementText, NamesTheKeyAndNeverTheValue) {
  StatementReader reader;
  const auto problem = [&](const std::string& line) {
    const auto read = reader.read(line);
    EXPECT_FALSE(read) << line;
    return read ? base::Problem{} : read.error();
  };
  const auto replaced = [](std::string_view part, std::string_view by) {
    std::string line{good};
    line.replace(line.find(part), part.size(), by);
    return line;
  };
  EXPECT_EQ(problem("").fault, base::Fault::invalid_json);
  EXPECT_EQ(problem("[]").fault, base::Fault::wrong_type);
  EXPECT_EQ(problem(replaced(R"("day")", R"("date")")).fault, base::Fault::unknown_key);
  EXPECT_EQ(problem(replaced(R"("day":"2026-03-01",)", "")).path, "/day");
  EXPECT_EQ(problem(replaced("2026-03-01", "2026-02-30")).path, "/day");
  EXPECT_EQ(problem(replaced(R"("w")", "7")).path, "/witness");
  EXPECT_EQ(problem(replaced(R"("officer":"o",)", "")).fault, base::Fault::missing_key);
  EXPECT_EQ(problem(replaced(R"(,"face_bound":true)", "")).path, "/face_bound");
  EXPECT_EQ(problem(replaced("true", "null")).path, "/face_bound");
  EXPECT_EQ(problem(replaced(R"("day")", R"("centre":"x","day")")).fault, base::Fault::duplicate_key);
  const base::Problem spaced = problem(with_witness("Ann Smith"));
  EXPECT_EQ(spaced.path, "/witness");
  EXPECT_THAT(spaced.text, Not(HasSubstr("Smith")));
  EXPECT_EQ(problem(with_witness("\\u001b[2J")).fault, base::Fault::invalid_value);
}

TEST(StatementText, NobodyIsTheirOwnWitnessOrOfficer) {
  StatementReader reader;
  EXPECT_EQ(reader.read(with_witness("a")).error().path, "/applicant");
  EXPECT_EQ(reader.read(with_witness("o")).error().path, "/officer");
}

TEST(StatementText, AnIdHasItsBound) {
  StatementReader reader;
  const std::size_t most = base::limits::id_bytes_max;
  EXPECT_TRUE(reader.read(with_witness(std::string(most - 1, 'x'))));
  EXPECT_TRUE(reader.read(with_witness(std::string(most, 'x'))));
  EXPECT_EQ(reader.read(with_witness(std::string(most + 1, 'x'))).error().fault, base::Fault::too_large);
  EXPECT_EQ(reader.read(with_witness("")).error().fault, base::Fault::invalid_value);
}

TEST(StatementText, AnAlertNamesItsRuleAndHoldsItsEvidence) {
  witness::StatementTable table;
  table.add({.day = *base::parse_day("2026-03-01"),
             .witness = "w",
             .applicant = "a",
             .officer = "o",
             .centre = "c"});
  table.add({.day = *base::parse_day("2026-04-02"),
             .witness = "a",
             .applicant = "w",
             .officer = "p",
             .centre = "c"});
  const auto alerts = witness::find_patterns(table.statements(), {});
  ASSERT_EQ(alerts.size(), 1);
  std::string out;
  append_alert(out, table, alerts.front());
  EXPECT_EQ(
      out,
      R"({"rule":"reciprocal","first_day":"2026-03-01","last_day":"2026-04-02","persons":["w","a"],)"
      R"("officers":["o","p"],"centres":["c"],"statements":[)"
      R"({"day":"2026-03-01","witness":"w","applicant":"a","officer":"o","centre":"c","face_bound":false,)"
      R"("professional":false},)"
      R"({"day":"2026-04-02","witness":"a","applicant":"w","officer":"p","centre":"c","face_bound":false,)"
      R"("professional":false}]})");
}

}  // namespace
}  // namespace skranke::codec
