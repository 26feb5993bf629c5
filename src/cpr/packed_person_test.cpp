#include "cpr/packed_person.hpp"

#include <gtest/gtest.h>

#include "cpr/layout_current.hpp"
#include "cpr/layout_relations.hpp"
#include "cpr/record_line.hpp"

namespace skranke::cpr {
namespace {

constexpr std::string_view number = "0107529039";

std::string person() {
  RecordLine line{r001::layout};
  line.put(r001::pnr, number).put(r001::status, "01").put(r001::koen, "M").put(r001::foed_dt, "1952-07-01");
  return line.text();
}

std::string contact() {
  RecordLine line{r006::layout};
  line.put(r006::pnr, number)
      .put(r006::adr1_kontaktadr, "c/o  \xC5se")
      .put(r006::start_dt_adrtxt, "2001-01-02");
  return line.text();
}

std::string packed() {
  std::string bytes;
  begin_packed(bytes, number);
  add_packed(bytes, layout_index("001"), person());
  add_packed(bytes, layout_index("006"), contact());
  add_refused(bytes, layout_index("004"));
  return bytes;
}

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span{text}); }

TEST(PackedPerson, KeepsEveryByteButBlanksAtTheEnd) {
  const auto back = unpack(bytes_of(packed()));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->number, number);
  ASSERT_EQ(back->records.size(), 2U);
  std::string first = back->records[0];
  first.resize(r001::layout.length, ' ');
  EXPECT_EQ(first, person());
  std::string second = back->records[1];
  second.resize(r006::layout.length, ' ');
  EXPECT_EQ(second, contact());
  EXPECT_EQ(back->refused, std::vector{layout_index("004")});
}

TEST(PackedPerson, BecomesThePersonWithWhatWasRefused) {
  const auto read = person_from_packed(bytes_of(packed()));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->contact_address.at(0).reveal(), "c/o  \xC3\x85se");
  EXPECT_EQ(read->born, (Date{.year = 1952, .month = 7, .day = 1}));
  EXPECT_EQ(read->refused_records, std::vector<std::string>{"004"});
}

TEST(PackedPerson, BytesThatNobodyPackedAreRefused) {
  const std::string good = packed();
  for (std::size_t size = 0; size < good.size(); ++size) {
    const auto back = unpack(bytes_of(good.substr(0, size)));
    EXPECT_TRUE(!back || back->records.size() < 2 || back->refused.empty()) << size;
  }
  std::string other = good;
  other[0] = 2;
  EXPECT_FALSE(unpack(bytes_of(other)));
  other = good;
  other[6] = 100;
  EXPECT_FALSE(unpack(bytes_of(other)));
}

}  // namespace
}  // namespace skranke::cpr
