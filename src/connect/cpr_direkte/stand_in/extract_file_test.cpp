#include "connect/cpr_direkte/stand_in/extract_file.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cpr/layout.hpp"

namespace skranke::cpr_direkte::stand_in {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

std::string record(std::string_view type, std::string_view number, std::string_view rest = "") {
  std::string text{type};
  text.append(number).append(rest);
  text.resize(cpr::find_layout(type)->length, ' ');
  return text;
}

std::string trimmed(std::string text) {
  text.resize(text.find_last_not_of(' ') + 1);
  return text;
}

constexpr std::string_view first = "0101429059";
constexpr std::string_view second = "0107529039";
const auto first_number = *proofing::CprNumber::from_digits(first);
const auto second_number = *proofing::CprNumber::from_digits(second);
const auto nobody = *proofing::CprNumber::from_digits("3112999990");

class ExtractFileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "skranke-extract-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string file(const std::string& bytes) const {
    std::ofstream{folder_ / "extract", std::ios::binary} << bytes;
    return (folder_ / "extract").string();
  }
  [[nodiscard]] std::unique_ptr<ExtractFile> open(const std::string& bytes) const {
    auto opened = ExtractFile::open(file(bytes));
    return opened ? std::move(*opened) : nullptr;
  }

  std::filesystem::path folder_;
};

TEST_F(ExtractFileTest, AnswersWithTheRecordsOfANumber) {
  const auto extract =
      open(record("000", "") + "\n" + record("001", first) + "\n" + record("008", first, "ULF") + "\n" +
           record("001", second) + "\n" + record("999", "9999999999") + "\n");
  ASSERT_NE(extract, nullptr);
  EXPECT_EQ(extract->persons(), 2U);
  EXPECT_THAT(extract->records_of(first_number),
              ElementsAre(record("001", first), record("008", first, "ULF")));
  EXPECT_THAT(extract->records_of(second_number), ElementsAre(record("001", second)));
  EXPECT_THAT(extract->records_of(nobody), SizeIs(0));
}

TEST_F(ExtractFileTest, LinesMayEndInAnyWayAndLackTheirLastBlanks) {
  for (const char* end : {"\n", "\r\n"}) {
    const auto extract = open(trimmed(record("001", first)) + end + trimmed(record("008", first, "ULF")));
    ASSERT_NE(extract, nullptr);
    EXPECT_THAT(extract->records_of(first_number),
                ElementsAre(record("001", first), record("008", first, "ULF")));
  }
}

TEST_F(ExtractFileTest, RecordsOfAPersonMayStandApartAndComeInOrder) {
  const auto extract = open(record("008", first, "ULF") + "\n" + record("001", second) + "\n" +
                            record("001", first) + "\n" + record("008", second) + "\n");
  ASSERT_NE(extract, nullptr);
  EXPECT_THAT(extract->records_of(first_number),
              ElementsAre(record("001", first), record("008", first, "ULF")));
  EXPECT_THAT(extract->records_of(second_number), SizeIs(2));
}

TEST_F(ExtractFileTest, WhatWasIsNotAnsweredOnlyWhatIs) {
  const auto extract =
      open(record("001", first) + "\n" + record("022", first, second) + "\n" + record("023", first) + "\n" +
           record("008", first) + "\n" + record("099", first) + "\n");
  ASSERT_NE(extract, nullptr);
  EXPECT_THAT(extract->records_of(first_number), ElementsAre(record("001", first), record("008", first)));
  EXPECT_THAT(extract->records_of(second_number), SizeIs(0));
}

TEST_F(ExtractFileTest, TheLongVariantOfAnAddressStaysLong) {
  std::string address = record("002", first);
  address += "Industriv\xE6nget";
  const auto extract = open(record("001", first) + "\n" + address + "\n");
  ASSERT_NE(extract, nullptr);
  EXPECT_EQ(extract->records_of(first_number).at(1).size(), 382U);
}

TEST_F(ExtractFileTest, RubbishBetweenRecordsIsPassedOver) {
  const std::string long_line(3UL << 20U, 'x');
  const auto extract = open("\n\nrubbish\n" + long_line + "\n" + record("001", first) + "\n077" +
                            std::string{first} + "\n001abc\n" + record("008", first) + "\n");
  ASSERT_NE(extract, nullptr);
  EXPECT_THAT(extract->records_of(first_number), ElementsAre(record("001", first), record("008", first)));
}

// The file is read in blocks: a line may begin in one and end in the next.
TEST_F(ExtractFileTest, ManyPersonsAreFoundEach) {
  std::string bytes;
  const auto number_of = [](int i) { return "0202" + std::to_string(100'000 + i); };
  constexpr int persons = 12'000;
  for (int i = 0; i < persons; ++i) {
    bytes += record("001", number_of(i)) + "\n" + record("008", number_of(i), std::to_string(i)) + "\n";
  }
  const auto extract = open(bytes);
  ASSERT_NE(extract, nullptr);
  EXPECT_EQ(extract->persons(), std::size_t{persons});
  for (int i = 0; i < persons; i += 7) {
    const auto records = extract->records_of(*proofing::CprNumber::from_digits(number_of(i)));
    ASSERT_THAT(records,
                ElementsAre(record("001", number_of(i)), record("008", number_of(i), std::to_string(i))));
  }
}

TEST_F(ExtractFileTest, AFileWithoutPersonsIsRefused) {
  EXPECT_EQ(ExtractFile::open(file("not an extract\n")).error().fault, base::Fault::invalid_value);
  EXPECT_EQ(ExtractFile::open(file("")).error().fault, base::Fault::invalid_value);
  EXPECT_EQ(ExtractFile::open((folder_ / "none").string()).error().fault, base::Fault::not_found);
}

}  // namespace
}  // namespace skranke::cpr_direkte::stand_in
