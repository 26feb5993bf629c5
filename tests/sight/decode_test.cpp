// Pictures as files: what is taken, and what is refused before it can cost anything.
#include "sight/decode.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sight/drawing.hpp"
#include "sight/zone_reader.hpp"

namespace {

using namespace skranke;
using testing::HasSubstr;

const base::Day today = base::parse_day("2026-11-24").value();

// The standard's own documents.
constexpr const char* passport =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n";
constexpr const char* card =
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<\n";

TEST(Decode, PngAndJpegAreTaken) {
  const sight::Picture drawn = drawn::draw(card, {.pitch = 12});
  for (const int quality : {0, 80}) {
    const auto picture = sight::decode_picture(drawn::encode(drawn, quality));
    ASSERT_TRUE(picture.has_value()) << picture.error().text;
    EXPECT_EQ(picture->width, drawn.width);
    EXPECT_EQ(picture->height, drawn.height);
    EXPECT_EQ(picture->grey.size(), drawn.grey.size());
  }
}

TEST(Decode, WhatIsNoPictureIsRefused) {
  for (const char* bytes : {"", "GIF89a", "P<UTO", "\xff\xd8\xff", "\x89PNG\r\n\x1a\n"}) {
    const auto picture = sight::decode_picture(bytes);
    ASSERT_FALSE(picture.has_value());
    EXPECT_EQ(picture.error().fault, base::Fault::invalid_value);
  }
}

TEST(Decode, APictureThatIsCutOffIsRefusedWhereverItIsCut) {
  const sight::Picture drawn = drawn::draw(card, {.pitch = 12});
  for (const int quality : {0, 80}) {
    const std::string bytes = drawn::encode(drawn, quality);
    for (std::size_t size = 0; size + 2 < bytes.size(); size += 1 + bytes.size() / 200)
      EXPECT_FALSE(sight::decode_picture(bytes.substr(0, size)).has_value()) << quality << " at " << size;
  }
}

TEST(Decode, AnyByteMayBeWrong) {
  const sight::Picture drawn = drawn::draw(card, {.pitch = 12});
  for (const int quality : {0, 80}) {
    const std::string bytes = drawn::encode(drawn, quality);
    for (std::size_t at = 0; at < bytes.size(); at += 1 + bytes.size() / 400) {
      std::string wrong = bytes;
      wrong[at] = static_cast<char>(wrong[at] ^ 0x5A);
      const auto picture = sight::decode_picture(wrong);
      if (!picture) continue;
      EXPECT_EQ(picture->grey.size(),
                static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height));
    }
  }
}

// A width or height in the head of a file, without a picture behind it.
TEST(Decode, TooManyPixelsAreRefusedByTheHead) {
  const sight::Picture wide{.width = sight::picture_side_max + 1,
                            .height = 1,
                            .grey = std::vector<std::uint8_t>(sight::picture_side_max + 1, 255)};
  for (const int quality : {0, 80}) {
    const auto picture = sight::decode_picture(drawn::encode(wide, quality));
    ASSERT_FALSE(picture.has_value());
    EXPECT_EQ(picture.error().fault, base::Fault::too_large);
    EXPECT_THAT(picture.error().text, HasSubstr("12000 a side"));
  }
  // 6,000 by 6,000 is within the sides and beyond the pixels; of one brightness the file is a few kilobytes.
  const sight::Picture bomb{
      .width = 6000, .height = 6000, .grey = std::vector<std::uint8_t>(36'000'000, 255)};
  const std::string small = drawn::encode(bomb, 0);
  EXPECT_LT(small.size(), 200'000U);
  EXPECT_EQ(sight::decode_picture(small).error().fault, base::Fault::too_large);
  EXPECT_EQ(sight::decode_picture(std::string(sight::picture_bytes_max + 1, 'x')).error().fault,
            base::Fault::too_large);
}

TEST(ZoneInPicture, TheStandardsDocumentsAreReadWhole) {
  for (const char* text : {passport, card}) {
    const auto seen = sight::read_zone_in(drawn::draw(text, {.pitch = 20, .degrees = 1.3F}), today);
    ASSERT_TRUE(seen.has_value()) << seen.error().text;
    EXPECT_TRUE(seen->all());
    EXPECT_EQ(seen->zone.surname.reveal().view(), "ERIKSSON");
    EXPECT_EQ(date_text(seen->zone.born.reveal()), "1974-08-12");
  }
}

TEST(ZoneInPicture, AWrongCheckDigitIsNotPutRightWhereThePrintIsClear) {
  std::string text = passport;
  text[54] = '1';  // the number's
  const auto seen = sight::read_zone_in(drawn::draw(text, {.pitch = 20}), today);
  ASSERT_TRUE(seen.has_value()) << seen.error().text;
  EXPECT_FALSE(seen->zone.valid());
  EXPECT_FALSE(seen->number);
  EXPECT_TRUE(seen->born) << "its own check digit is right, and its print is clear";
}

TEST(ZoneInPicture, BelowOtherLinesAsWideItIsReadToo) {
  std::string page;
  for (int line = 0; line < 6; ++line) page.append(44, static_cast<char>('A' + line)).push_back('\n');
  const auto seen = sight::read_zone_in(drawn::draw(page + passport, {.pitch = 14}), today);
  ASSERT_TRUE(seen.has_value()) << seen.error().text;
  EXPECT_TRUE(seen->all());
}

TEST(ZoneInPicture, WhereThereIsNoZoneNoneIsRead) {
  const sight::Picture blank{.width = 400, .height = 200, .grey = std::vector<std::uint8_t>(80'000, 230)};
  EXPECT_FALSE(sight::read_zone_in(blank, today).has_value());
  EXPECT_FALSE(sight::read_zone_in({.width = 1, .height = 1, .grey = {0}}, today).has_value());
  EXPECT_FALSE(sight::read_zone_in(drawn::draw("HELLO<WORLD\n", {}), today).has_value());
}

}  // namespace
