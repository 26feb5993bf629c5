#include "cpr/record_check.hpp"

#include <random>
#include <string>

#include <gtest/gtest.h>

#include "cpr/layout_current.hpp"
#include "cpr/layout_history.hpp"
#include "cpr/layout_relations.hpp"
#include "cpr/record_fault.hpp"
#include "cpr/record_line.hpp"

namespace skranke::cpr {
namespace {

constexpr std::string_view number = "0107529039";  // one of the CPR office's fictitious persons

std::optional<RecordFault> fault_with(const RecordLayout& layout, const Field& field,
                                      std::string_view value) {
  RecordLine line{layout};
  line.put(r001::pnr, number);
  if (layout.type == "001") line.put(r001::status, "01");
  return find_fault(line.put(field, value).text());
}

TEST(FindFault, NamesTheFieldAndTheReason) {
  const auto fault = fault_with(r012::layout, r012::civst, "X");
  ASSERT_TRUE(fault);
  EXPECT_EQ(describe(*fault), "record 012, field CIVST: not one of the field's codes");
  EXPECT_EQ(fault_with(r001::layout, r001::foed_dt, "1952-13-01")->reason, Reason::date);
  EXPECT_EQ(fault_with(r001::layout, r001::foed_dt, "1953-02-29")->reason, Reason::date);
  EXPECT_EQ(fault_with(r001::layout, r001::statushaenstart, "195201012560")->reason, Reason::date);
  EXPECT_EQ(fault_with(r001::layout, r001::statushaenstart, "19520101    ")->reason, Reason::date);
  EXPECT_EQ(fault_with(r001::layout, r001::status, "02")->reason, Reason::code);
  EXPECT_EQ(fault_with(r001::layout, r001::pnr, "01075290AB")->reason, Reason::number);
  EXPECT_EQ(fault_with(r001::layout, r001::stilling, "a\tb")->reason, Reason::character);
  EXPECT_EQ(fault_with(r002::layout, r002::komkod, "08X1")->reason, Reason::digits);
  EXPECT_EQ(fault_with(r004::layout, r004::beskyttype, "0005")->reason, Reason::code);
  EXPECT_EQ(find_fault("888")->reason, Reason::unknown_type);
}

TEST(FindFault, TakesDatesOfWhichPartsAreNotKnown) {
  for (const std::string_view date :
       {"", "0000-00-00", "0000000000", "1952-00-00", "1952-07-00", "1952-02-29"})
    EXPECT_FALSE(fault_with(r001::layout, r001::foed_dt, date)) << date;
  for (const std::string_view date : {"", "000000000000", "195200000000", "195207012400"})
    EXPECT_FALSE(fault_with(r001::layout, r001::statushaenstart, date)) << date;
}

TEST(FindFault, TakesBlanksThatAreMissingOrTooManyAndNothingElse) {
  RecordLine line{r014::layout};
  line.put(r014::pnr, number);
  EXPECT_FALSE(find_fault(line.text().substr(0, 13)));
  EXPECT_FALSE(find_fault(line.text() + "     "));
  EXPECT_EQ(find_fault(line.text() + "     x")->reason, Reason::length);
}

// A record of a random type whose fields are mostly good, then bent at a few places.
std::string random_record(std::mt19937& random) {
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
  const RecordLayout& layout = layouts()[below(layout_count)];
  RecordLine line{layout};
  for (const Field& field : layout.fields) {
    if (field.name == "RECORDTYPE" || std::size_t{field.at} + field.length > layout.length) continue;
    const auto of = [&](std::initializer_list<const char*> values) {
      line.put(field, std::string_view{values.begin()[below(values.size())]}.substr(0, field.length));
    };
    switch (field.form) {
      case Form::text:
        of({"", "\xC5se", "\xFF", "x"});
        break;
      case Form::digits:
        of({"", "0000000000", "0101010101", "9999999999"});
        break;
      case Form::own_number:
        of({"0107529039"});
        break;
      case Form::number:
        of({"", "0000000000", "0107529039"});
        break;
      case Form::date_8:
        of({"", "00000000", "20011116", "20000229"});
        break;
      case Form::date_10:
        of({"", "0000-00-00", "2001-11-16", "2000-02-29", "1961-00-00", "1961-04-31"});
        break;
      case Form::date_12:
        of({"", "000000000000", "200111161230", "196102282400", "196100000000"});
        break;
      case Form::uncertainty:
        of({"", "*"});
        break;
      case Form::name_mark:
        of({"", "+", "*", "="});
        break;
      case Form::correction:
        of({"", "K", "A", "H"});
        break;
      case Form::letter:
        of({"", "F", "U"});
        break;
      case Form::sex:
        of({"M", "K"});
        break;
      case Form::status:
        of({"01", "20", "90"});
        break;
      case Form::civil_status:
        of({"U", "G", "D"});
        break;
      case Form::protection:
        of({"", "0000", "0001", "0004"});
        break;
    }
  }
  std::string text = line.text();
  constexpr std::string_view odd = " 0123456789-*AKHMGX+=\t\x7F\x80\x9F\xA0\xFFz";
  for (std::size_t bends = below(3); bends > 0; --bends)
    text[3 + below(text.size() - 3)] = odd[below(odd.size())];
  return text;
}

TEST(IsSurelyGood, NeverSaysYesWhereFindFaultSaysNo) {
  std::mt19937 random{7};
  int good = 0;
  int sure = 0;
  for (int i = 0; i < 300'000; ++i) {
    const std::string record = random_record(random);
    const bool is_good = !find_fault(record);
    const bool is_sure = is_surely_good(layout_index(record), record.data(), false);
    ASSERT_TRUE(is_good || !is_sure) << record;
    good += is_good ? 1 : 0;
    sure += is_sure ? 1 : 0;
  }
  EXPECT_GT(good, 60'000);
  EXPECT_GT(sure, good * 7 / 10);  // the rest hold a 29 February
}

}  // namespace
}  // namespace skranke::cpr
