#include "connect/cpr_direkte/records.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cpr/layout.hpp"

namespace skranke::cpr_direkte {
namespace {

const auto person = *proofing::CprNumber::from_digits("0101429059");

// A record of this type about `number`, blank but for those, in variant B if `is_long`.
std::string record(std::string_view type, std::string_view number = "0101429059", bool is_long = false) {
  const cpr::RecordLayout* layout = cpr::find_layout(type);
  std::string text{type};
  text += number;
  text.resize(is_long ? layout->long_length : layout->length, ' ');
  return text;
}

const std::string start = record("000", "          ");
const std::string end = record("999", "9999999999");

std::size_t count_of(const std::string& data) {
  const auto records = split_records(data, person);
  return records ? records->size() : 0;
}

DataFault fault_of(const std::string& data) {
  const auto records = split_records(data, person);
  if (records) ADD_FAILURE() << "should be at fault";
  return records ? DataFault::unknown_record : records.error();
}

TEST(Records, AreCutByTheLengthOfTheirType) {
  std::string data = start;
  std::size_t count = 0;
  for (const cpr::RecordLayout& layout : cpr::layouts()) {
    if (layout.type == "000" || layout.type == "999") continue;
    data += record(layout.type);
    ++count;
  }
  data += end;
  const auto records = split_records(data, person);
  ASSERT_TRUE(records.has_value());
  EXPECT_EQ(records->size(), count);
  for (const std::string_view each : *records) {
    EXPECT_EQ(each.size(), cpr::find_layout(each.substr(0, 3))->length);
  }
}

TEST(Records, AnAddressIsOfEitherVariant) {
  for (const bool is_long : {false, true}) {
    for (const std::string& next : {record("003"), std::string{}}) {
      const std::string data = start + record("001") + record("002", "0101429059", is_long) + next + end;
      const auto records = split_records(data, person);
      ASSERT_TRUE(records.has_value());
      EXPECT_EQ(records->at(1).size(), is_long ? 382U : 306U);
      EXPECT_EQ(records->size(), next.empty() ? 2U : 3U);
    }
  }
}

TEST(Records, ARoadThatIsCalledLikeARecordIsStillARoad) {
  std::string address = record("002", "0101429059", true);
  address.replace(306, 12, "003 Veje    ");
  EXPECT_EQ(count_of(start + record("001") + address + record("008") + end), 3U);
}

TEST(Records, WithoutAnEndTheAnswerWasCut) {
  const std::string data = start + record("001") + record("008");
  EXPECT_EQ(fault_of(data), DataFault::no_end);
  EXPECT_EQ(fault_of(data + end + "x"), DataFault::no_end);
  EXPECT_EQ(fault_of(""), DataFault::no_end);
  for (std::size_t size = 0; size < data.size() + end.size(); ++size) {
    EXPECT_FALSE(split_records((data + end).substr(0, size), person).has_value()) << size;
  }
}

TEST(Records, OfAnotherPersonAreAFault) {
  EXPECT_EQ(fault_of(start + record("001", "0107529039") + end), DataFault::other_person);
  EXPECT_EQ(fault_of(start + record("001") + record("008", "0107529039") + end), DataFault::other_person);
}

TEST(Records, OfATypeThatThereIsNotAreAFault) {
  EXPECT_EQ(fault_of(start + record("001") + "0770101429059" + end), DataFault::unknown_record);
  EXPECT_EQ(fault_of(start + "abc" + end), DataFault::unknown_record);
}

TEST(Records, AByteThatIsNoCharacterIsAFault) {
  for (const char byte : {'\0', '\n', '\x1F', '\x7F', '\x80', '\x9F'}) {
    std::string name = record("008");
    name[20] = byte;
    EXPECT_EQ(fault_of(start + record("001") + name + end), DataFault::control_byte);
  }
  std::string name = record("008");
  name[20] = '\xD8';
  EXPECT_EQ(count_of(start + record("001") + name + end), 2U);
}

}  // namespace
}  // namespace skranke::cpr_direkte
