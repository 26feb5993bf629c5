#include "cpr/layout.hpp"

#include <gtest/gtest.h>

#include "cpr/layout_current.hpp"
#include "cpr/layout_delivery.hpp"
#include "cpr/layout_history.hpp"
#include "cpr/record_line.hpp"

namespace skranke::cpr {
namespace {

TEST(Layout, HasEachRecordTypeOnceAndFindsIt) {
  std::string_view last;
  for (const RecordLayout& layout : layouts()) {
    EXPECT_LT(last, layout.type);
    EXPECT_EQ(find_layout(layout.type)->length, layout.length);
    last = layout.type;
  }
}

TEST(Layout, FindsNothingForATypeThatThereIsNot) {
  EXPECT_EQ(find_layout("034"), nullptr);
  EXPECT_EQ(find_layout("0a1"), nullptr);
  EXPECT_EQ(find_layout("01"), nullptr);
  EXPECT_EQ(layout_index(""), -1);
}

// The lengths that public programs give the records of CPR Direkte for authorities.
TEST(Layout, HasTheLengthsThatAreKnownFromElsewhere) {
  const std::pair<std::string_view, int> lengths[] = {
      {"000", 35},  {"001", 106}, {"002", 306}, {"003", 249}, {"004", 37},  {"005", 200}, {"006", 203},
      {"007", 26},  {"008", 193}, {"009", 37},  {"010", 30},  {"011", 25},  {"012", 95},  {"013", 36},
      {"014", 23},  {"015", 147}, {"016", 58},  {"017", 272}, {"018", 60},  {"022", 45},  {"023", 96},
      {"024", 218}, {"025", 40},  {"026", 173}, {"027", 44},  {"028", 36},  {"029", 109}, {"030", 48},
      {"031", 269}, {"050", 29},  {"052", 287}, {"099", 45},  {"910", 157}, {"997", 43},  {"999", 21}};
  for (const auto& [type, length] : lengths) EXPECT_EQ(find_layout(type)->length, length) << type;
  EXPECT_EQ(r002::layout.long_length, 382);
}

TEST(RecordLine, PutsFieldsAtTheirPlaces) {
  RecordLine line{r001::layout};
  line.put(r001::pnr, "0107529039").put_number(r001::status, 1).put(r001::koen, "M");
  EXPECT_EQ(line.text().size(), 106U);
  EXPECT_EQ(line.text().substr(0, 41), "0010107529039          01             M  ");
  EXPECT_EQ(r001::status.of(line.text()), "01");
}

}  // namespace
}  // namespace skranke::cpr
