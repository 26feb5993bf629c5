// 100,000 invented zones, written and read.
#include <gtest/gtest.h>

#include "proofing/compose_zone.hpp"
#include "synthetic/invented_zone.hpp"

namespace {

using namespace skranke;

const base::Day today = base::parse_day("2026-11-24").value();

TEST(ZonesThereAndBack, AHundredThousandZonesReadAsTheyWereWritten) {
  std::size_t cut = 0;
  std::size_t long_numbers = 0;
  std::size_t unknown_parts = 0;
  for (std::uint64_t index = 0; index < 100'000; ++index) {
    SCOPED_TRACE(index);
    const proofing::MachineReadableZone made = synthetic::invented_zone(20261124, index, today);
    const auto text = proofing::compose_zone(made);
    ASSERT_TRUE(text.has_value()) << text.error().text;
    const auto read = proofing::read_zone(*text, today);
    ASSERT_TRUE(read.has_value()) << read.error().text;
    ASSERT_TRUE(read->valid());
    ASSERT_EQ(read->format, made.format);
    ASSERT_EQ(read->kind, made.kind);
    ASSERT_EQ(read->issuer, made.issuer);
    ASSERT_EQ(read->number, made.number);
    ASSERT_EQ(read->nationality, made.nationality);
    ASSERT_EQ(read->born, made.born);
    ASSERT_EQ(read->sex, made.sex);
    ASSERT_EQ(read->expires, made.expires);
    ASSERT_EQ(read->optional_count, made.optional_count);
    ASSERT_EQ(read->optional, made.optional);
    const bool is_whole = read->surname == made.surname && read->given_names == made.given_names;
    ASSERT_TRUE(is_whole || read->names_may_be_cut);
    // Written again it is the same text, cut names and all.
    ASSERT_EQ(proofing::compose_zone(*read), *text);
    cut += is_whole ? 0U : 1U;
    long_numbers += made.number.reveal().size() > 9 ? 1U : 0U;
    unknown_parts += made.born.reveal().day == 0 ? 1U : 0U;
  }
  EXPECT_GT(cut, 1'000U) << "the names are long enough to be cut";
  EXPECT_GT(long_numbers, 5'000U);
  EXPECT_GT(unknown_parts, 1'000U);
}

}  // namespace
