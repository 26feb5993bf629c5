#include "cpr/extract_lines.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cpr/layout_current.hpp"
#include "cpr/layout_relations.hpp"
#include "cpr/record_line.hpp"

namespace skranke::cpr {
namespace {

struct Seen {
  std::uint64_t number;
  std::string record;
  bool has_fault;
  friend bool operator==(const Seen&, const Seen&) = default;
};

std::vector<Seen> lines_of(std::string_view file, std::size_t piece) {
  ExtractLines lines{2 * ExtractLines::line_bytes_max};
  std::vector<Seen> seen;
  const auto drain = [&] {
    while (const auto* line = lines.next())
      seen.push_back({line->number, std::string{line->record}, line->fault != nullptr});
  };
  while (!file.empty()) {
    const auto room = lines.room();
    const std::size_t count = std::min({piece, room.size(), file.size()});
    file.copy(room.data(), count);
    file.remove_prefix(count);
    lines.added(count);
    drain();
  }
  lines.finish();
  drain();
  return seen;
}

std::string child(std::string_view number) {
  RecordLine line{r014::layout};
  return line.put(r014::pnr, "0307610078").put(r014::barn, number).text();
}

TEST(ExtractLines, AreTheSameInWhateverPiecesTheFileArrives) {
  const std::string whole = child("1306814172");
  RecordLine church{r011::layout};
  church.put(r011::pnr, "0307610078").put(r011::fkirk, "F");
  const std::string stripped = church.text().substr(0, 14);
  const std::string file =
      whole + "\n" + stripped + "\r\n\n" + whole + "   \r\n" + "xyz\n" + whole.substr(0, 20) + "x  ";
  const std::vector<Seen> expected{{1, whole, false},
                                   {2, stripped, false},
                                   {4, whole + "   ", false},
                                   {5, "xyz", true},
                                   {6, whole.substr(0, 20) + "x  ", true}};
  for (const std::size_t piece : {1UL, 2UL, 7UL, 24UL, 1000UL})
    EXPECT_EQ(lines_of(file, piece), expected) << piece;
}

TEST(ExtractLines, EndOfFileCharacterIsNoRecord) {
  EXPECT_EQ(lines_of(child("1306814172") + "\r\n\x1A", 5).size(), 1U);
  EXPECT_TRUE(lines_of("\n \r\n", 1).empty());
}

TEST(ExtractLines, ALineThatIsTooLongIsOneFaultAndTheNextIsRead) {
  for (const std::size_t excess : {1UL, 5000UL, 50'000UL}) {
    const std::string file = child("1306814172") + std::string(ExtractLines::line_bytes_max + excess, 'x') +
                             "\n" + child("1306814180") + "\n";
    const auto seen = lines_of(file, 1000);
    ASSERT_EQ(seen.size(), 2U) << excess;
    EXPECT_TRUE(seen[0].has_fault);
    EXPECT_EQ(seen[1], (Seen{2, child("1306814180"), false}));
  }
}

TEST(ExtractLines, VariantBOfTheAddressIsRead) {
  std::string line = RecordLine{r002::layout}.put(r002::pnr, "0307610078").text();
  line.resize(r002::layout.long_length, ' ');
  line.replace(r002::vejnvn.at, 4, "S\xF8gade");
  EXPECT_FALSE(lines_of(line + "\n", 100).at(0).has_fault);
  line.push_back('x');
  EXPECT_TRUE(lines_of(line + "\n", 100).at(0).has_fault);
}

}  // namespace
}  // namespace skranke::cpr
