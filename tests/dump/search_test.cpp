// The search finds numbers planted in every form that it knows, and nothing in bytes that are random.
#include "dump/search.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/base64.hpp"
#include "base/hex.hpp"
#include "dump/digests.hpp"
#include "dump/numbers.hpp"

namespace skranke::dump {
namespace {

constexpr int year = 61;
constexpr int month = 1;  // January: enough to show it

// Persons of one month.
std::vector<std::uint64_t> persons(std::size_t count) {
  const Candidates candidates{year, year, month};
  std::vector<std::uint64_t> numbers;
  std::mt19937_64 lot{7};
  while (numbers.size() < count) numbers.push_back(candidates.number_at(lot() % candidates.size()));
  return numbers;
}

std::string random_bytes(std::size_t count, std::mt19937_64& lot) {
  std::string bytes(count, '\0');
  for (char& byte : bytes) byte = static_cast<char>(lot());
  return bytes;
}

using Write = std::function<std::string(std::uint64_t)>;

// A dump of 1 MB of random bytes, with some persons in it as this writes them, each somewhere.
std::string planted(const std::vector<std::uint64_t>& numbers, std::size_t count, const Write& write) {
  std::mt19937_64 lot{11};
  std::string bytes;
  for (std::size_t i = 0; i < 100; ++i) {
    bytes += random_bytes(10'000 + lot() % 7, lot);
    if (i < count) bytes.append("|").append(write(numbers[i])).append("|");
  }
  return bytes;
}

Report report_of(const std::string& bytes, const std::vector<std::uint64_t>& numbers, bool hashes_too,
                 std::vector<std::string> salts = {}) {
  return search({{.name = "dump", .bytes = bytes}}, {.candidates = Candidates{year, year, month},
                                                     .hashed = Candidates{year, year, month},
                                                     .true_numbers = numbers,
                                                     .salts = std::move(salts),
                                                     .hashes_too = hashes_too,
                                                     .progress = {}});
}

std::string integer(std::uint64_t value, std::size_t bytes, bool is_high_first) {
  std::string text;
  for (std::size_t i = 0; i < bytes; ++i)
    text.push_back(static_cast<char>(value >> 8 * (is_high_first ? bytes - 1 - i : i)));
  return text;
}

std::string varint(std::uint64_t value) {
  std::string text;
  for (int shift = 56; shift >= 0; shift -= 7)
    if (value >> shift != 0 || shift == 0)
      text.push_back(static_cast<char>((value >> shift & 0x7FU) | (shift > 0 ? 0x80U : 0U)));
  return text;
}

std::map<std::string, Write> writings() {
  const auto entry = [](std::uint64_t number) { return (number * 2 + 1) << 20U | 3U; };
  const auto spaced = [](std::string_view between) {
    return [between](std::uint64_t number) {
      std::string text;
      for (const char digit : digits_of(number)) text.append(1, digit).append(between);
      return text;
    };
  };
  std::map<std::string, Write> all{
      {"digits", digits_of},
      {"a hyphen", [](std::uint64_t number) { return digits_of(number).insert(6, "-"); }},
      {"a space", [](std::uint64_t number) { return digits_of(number).insert(6, " "); }},
      {"pairs",
       [](std::uint64_t number) { return digits_of(number).insert(8, ".").insert(4, ".").insert(2, "."); }},
      {"spaced", spaced(" ")},
      {"UTF-16", spaced({"\0", 1})},
      {"packed",
       [](std::uint64_t number) {
         std::string text;
         const std::string digits = digits_of(number);
         for (std::size_t i = 0; i < 10; i += 2)
           text.push_back(static_cast<char>((digits[i] - '0') * 16 + (digits[i + 1] - '0')));
         return text;
       }},
      {"a row's key in decimals", [=](std::uint64_t number) { return std::to_string(entry(number)); }},
      {"a row's key of SQLite", [=](std::uint64_t number) { return varint(entry(number)); }},
      {"a row's key", [=](std::uint64_t number) { return integer(entry(number), 8, true); }},
      {"a row's key, lowest first", [=](std::uint64_t number) { return integer(entry(number), 8, false); }},
      {"hexadecimal", [](std::uint64_t number) { return base::hex_of(digits_of(number)); }},
      {"hexadecimal of an integer",
       [](std::uint64_t number) {
         return base::hex_of("somebody" + integer(number, 5, true) + "and so on");
       }},
  };
  for (std::size_t bytes = 5; bytes <= 8; ++bytes) {
    for (const bool high : {true, false})
      all.emplace(std::to_string(bytes) + (high ? " bytes, highest first" : " bytes, lowest first"),
                  [=](std::uint64_t number) { return integer(number, bytes, high); });
  }
  for (std::size_t before = 0; before < 3; ++before)
    all.emplace("base64 behind " + std::to_string(before), [=](std::uint64_t number) {
      return base::base64(std::string(before, 'x') + digits_of(number) + "yz");
    });
  return all;
}

TEST(DumpSearch, FindsNothingInRandomBytes) {
  const auto numbers = persons(2'000);
  const Report report = report_of(planted(numbers, 0, {}), numbers, false);
  EXPECT_TRUE(report.is_clean());
  EXPECT_EQ(report.candidates, 310'000U);
  EXPECT_EQ(report.hits.size(), 0U);
}

TEST(DumpSearch, FindsNumbersInEveryForm) {
  const auto numbers = persons(2'000);
  for (const auto& [name, write] : writings()) {
    const Report report = report_of(planted(numbers, 100, write), numbers, false);
    EXPECT_FALSE(report.is_clean()) << name;
    ASSERT_FALSE(report.hits.empty()) << name;
    EXPECT_NE(std::ranges::find(numbers, report.hits.front().number), numbers.end()) << name;
    EXPECT_THAT(report.hits.front().place, testing::StartsWith("dump ")) << name;
  }
}

TEST(DumpSearch, FindsHashesOfEveryFamilyOnce) {
  const auto numbers = persons(2'000);
  const Hasher hasher;
  const Inputs inputs{{"a salt of the dump"}};
  std::string bytes;
  std::mt19937_64 lot{13};
  std::size_t planted = 0;
  for (std::size_t form = 0; form < digest_forms().size(); ++form) {
    for (std::size_t input = 0; input < inputs.count(); ++input) {
      for (int way = 0; way < 5; ++way) {
        std::string text;
        inputs.text(input, numbers[planted], text);
        Digest digest{};
        hasher.hash(form, text, digest);
        const std::string raw{reinterpret_cast<const char*>(digest.data()), digest_forms()[form].bytes};
        const std::array<std::string, 5> written{raw, raw.substr(0, 8), base::hex_of(raw) + " ",
                                                 base::base64(raw), base::base64("x" + raw)};
        bytes += random_bytes(1'000, lot) + "|" + written.at(static_cast<std::size_t>(way)) + "|";
      }
      ++planted;
    }
  }
  const Report report = report_of(bytes, numbers, true, {"a salt of the dump"});
  std::size_t leaks = 0;
  for (const Form& form : report.forms) leaks += form.is_leak ? 1 : 0;
  EXPECT_EQ(leaks, planted) << "a form for each family and each way to write a number";
  EXPECT_EQ(report.hashed_found, planted);
}

TEST(DumpSearch, FindsOneHashInEachWayOfWriting) {
  const auto numbers = persons(200);
  const Hasher hasher;
  for (int way = 0; way < 6; ++way) {
    Digest digest{};
    hasher.hash(2, digits_of(numbers[5]), digest);
    const std::string raw{reinterpret_cast<const char*>(digest.data()), 32};
    const std::array<std::string, 6> written{raw,
                                             raw.substr(0, 8),
                                             base::hex_of(raw),
                                             base::hex_of(raw.substr(0, 16)),
                                             base::base64(raw),
                                             base::base64("xy" + raw)};
    std::mt19937_64 lot{17};
    std::string bytes = random_bytes(50'001, lot);
    bytes.append("|").append(written.at(static_cast<std::size_t>(way))).append("|");
    bytes += random_bytes(50'001, lot);
    const Report report = report_of(bytes, numbers, true);
    ASSERT_EQ(report.hits.size(), 1U) << way;
    EXPECT_EQ(report.hits[0].number, numbers[5]);
    EXPECT_THAT(report.hits[0].form, testing::StartsWith("SHA-256 of ten digits, ")) << way;
  }
}

TEST(DumpSearch, TellsPersonsFromWhatIsThereByChance) {
  // Telephone numbers and times of other people, of whom some have somebody's number.
  const auto numbers = persons(2'000);
  std::mt19937_64 lot{19};
  std::string bytes;
  const Candidates candidates{year, year, month};
  for (int i = 0; i < 20'000; ++i)
    bytes.append(digits_of(candidates.number_at(lot() % candidates.size()))).append("\n");
  const Report report = report_of(bytes, numbers, false);
  EXPECT_TRUE(report.is_clean());
  const auto form = std::ranges::find(report.forms, "ten digits, as it is", &Form::name);
  ASSERT_NE(form, report.forms.end()) << "some are there";
  EXPECT_GT(form->true_found, 50U);
  EXPECT_NEAR(static_cast<double>(form->true_found), form->by_chance, 5 * std::sqrt(form->by_chance));
}

TEST(DumpCandidates, AreAllDatesWithAllEnds) {
  const Candidates all{0, 99};
  EXPECT_EQ(all.size(), 365'250'000U);
  for (std::uint64_t i = 0; i < all.size(); i += 99'991)
    EXPECT_EQ(all.index_of(all.number_at(i)), static_cast<std::int64_t>(i));
  EXPECT_EQ(all.index_of(3'002'610'000), -1) << "30 February";
  EXPECT_EQ(all.index_of(2'902'610'000), -1) << "1961 was no leap year";
  EXPECT_GE(all.index_of(2'902'600'000), 0);
}

}  // namespace
}  // namespace skranke::dump
