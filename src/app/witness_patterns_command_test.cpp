// Reading statements from a pipe.
#include "app/witness_patterns_command.hpp"

#include <array>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace skranke::app {
namespace {

using testing::HasSubstr;

base::Result<void> read_text(const std::string& text, witness::StatementTable& table) {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe(ends.data()), 0);
  std::thread writer{[&] {
    EXPECT_EQ(::write(ends[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
    ::close(ends[1]);
  }};
  auto read = read_statements(ends[0], 0, table);
  writer.join();
  ::close(ends[0]);
  return read;
}

std::string statement(const std::string& witness, const std::string& applicant) {
  return R"({"day":"2026-03-01","witness":")" + witness + R"(","applicant":")" + applicant +
         R"(","officer":"o","centre":"c","face_bound":true,"professional":false})" + "\n";
}

TEST(WitnessPatterns, ReadsStatementsAndGivesTheSamePersonTheSameNumber) {
  witness::StatementTable table;
  ASSERT_TRUE(read_text(statement("a", "b") + statement("b", "c"), table));
  ASSERT_EQ(table.statements().size(), 2);
  EXPECT_EQ(table.statements()[0].applicant, table.statements()[1].witness);
  EXPECT_EQ(table.people().id(table.statements()[1].applicant), "c");
}

TEST(WitnessPatterns, ABadLineIsNumbered) {
  witness::StatementTable table;
  const auto read = read_text(statement("a", "b") + "\n" + statement("b", "c"), table);
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().text, HasSubstr("line 2: "));
  const auto second = read_text(statement("a", "b") + statement("x", "x"), table);
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().text, HasSubstr("line 2: /applicant: applicant: expected somebody other"));
}

}  // namespace
}  // namespace skranke::app
