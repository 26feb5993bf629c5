#include "app/line_reader.hpp"

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

namespace skranke::app {
namespace {

std::vector<std::string> lines_of(const std::string& text, std::size_t line_max) {
  const std::unique_ptr<FILE, int (*)(FILE*)> file{std::tmpfile(), &std::fclose};
  EXPECT_EQ(std::fwrite(text.data(), 1, text.size(), file.get()), text.size());
  EXPECT_EQ(std::fseek(file.get(), 0, SEEK_SET), 0);
  LineReader reader{fileno(file.get()), line_max};
  std::vector<std::string> lines;
  while (const auto line = reader.next()) lines.emplace_back(*line);
  EXPECT_FALSE(reader.failed());
  EXPECT_EQ(reader.bytes_read(), text.size());
  return lines;
}

TEST(LineReader, GivesEachLineOnceWithoutItsEnd) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(lines_of("", 10), Lines{});
  EXPECT_EQ(lines_of("a", 10), Lines{"a"});
  EXPECT_EQ(lines_of("a\n", 10), Lines{"a"});
  EXPECT_EQ(lines_of("\n", 10), Lines{""});
  EXPECT_EQ(lines_of("a\n\nb", 10), (Lines{"a", "", "b"}));
  EXPECT_EQ(lines_of("a\r\nb\n", 10), (Lines{"a\r", "b"}));
}

TEST(LineReader, CutsALineThatIsTooLongAndGoesOnWithTheNext) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(lines_of("12345\nx\n", 5), (Lines{"12345", "x"}));
  EXPECT_EQ(lines_of("123456\nx\n", 5), (Lines{"123456", "x"}));
  EXPECT_EQ(lines_of("1234567\nx\n", 5), (Lines{"123456", "x"}));
  EXPECT_EQ(lines_of("1234567", 5), (Lines{"123456"}));
  const std::string huge(3'000'000, 'y');
  EXPECT_EQ(lines_of(huge + "\nx\n" + huge, 5), (Lines{"yyyyyy", "x", "yyyyyy"}));
}

TEST(LineReader, LinesMayLieAcrossTheEdgesOfTheBuffer) {
  std::string text;
  std::vector<std::string> expected;
  for (std::size_t i = 0; i < 20'000; ++i) {
    expected.push_back(std::string(i % 97, static_cast<char>('a' + i % 26)));
    text += expected.back() + "\n";
  }
  EXPECT_EQ(lines_of(text, 100), expected);
}

TEST(LineReader, AFailureIsNotAnEnd) {
  LineReader reader{-1, 10};
  EXPECT_FALSE(reader.next().has_value());
  EXPECT_TRUE(reader.failed());
}

}  // namespace
}  // namespace skranke::app
