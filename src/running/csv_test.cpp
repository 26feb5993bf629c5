// What a spreadsheet gets: text that stays text.
#include "running/csv.hpp"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "running/figures.hpp"

namespace skranke::running {
namespace {

std::string line(const std::vector<std::string>& cells) {
  std::string out;
  append_csv_line(out, cells);
  return out;
}

// A reader of RFC 4180 that shares nothing with the writer.
std::vector<std::string> read_line(const std::string& text) {
  std::vector<std::string> cells{""};
  bool is_quoted = false;
  for (std::size_t i = 0; i + 2 <= text.size(); ++i) {
    const char c = text[i];
    if (is_quoted && c == '"' && text[i + 1] == '"') {
      cells.back().push_back('"');
      ++i;
    } else if (c == '"') {
      is_quoted = !is_quoted;
    } else if (c == ',' && !is_quoted) {
      cells.emplace_back();
    } else if (c == '\r' && text[i + 1] == '\n' && !is_quoted) {
      EXPECT_EQ(i + 2, text.size());
      return cells;
    } else {
      cells.back().push_back(c);
    }
  }
  ADD_FAILURE() << "no end of line";
  return cells;
}

TEST(Csv, QuotesWhatNeedsIt) {
  EXPECT_EQ(line({"a", "b c", ""}), "a,b c,\r\n");
  EXPECT_EQ(line({"a,b", "say \"no\"", "two\nlines"}), "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\"\r\n");
}

TEST(Csv, NothingIsAFormula) {
  for (const std::string cell :
       {"=1+1", "+45 12 34", "-1", "@SUM(A1)", "\tx", "\rx", "=HYPERLINK(\"http://x\",\"y\")"}) {
    const auto cells = read_line(line({"first", cell}));
    ASSERT_EQ(cells.size(), 2U);
    EXPECT_EQ(cells[1], "'" + cell);
  }
  EXPECT_EQ(line({"2026-12-01", "a=b"}), "2026-12-01,a=b\r\n");
}

TEST(Csv, WhatIsWrittenIsReadBack) {
  std::mt19937 random{5};  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
  const std::string letters = "ab,\"\r\n=+-@\t;æ'";
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::string> cells(1 + random() % 5);
    for (std::string& cell : cells) {
      for (std::size_t i = random() % 6; i > 0; --i) cell.push_back(letters[random() % letters.size()]);
    }
    const auto read = read_line(line(cells));
    ASSERT_EQ(read.size(), cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool is_formula = !cells[i].empty() && std::string{"=+-@\t\r"}.contains(cells[i].front());
      EXPECT_EQ(read[i], is_formula ? "'" + cells[i] : cells[i]);
      EXPECT_FALSE(!read[i].empty() && std::string{"=+-@\t\r"}.contains(read[i].front()));
    }
  }
}

TEST(Csv, TheFiguresAreALineADayAfterTheirNames) {
  Figures figures;
  figures.days.push_back({});
  figures.days.back().day = base::parse_day("2026-12-01").value();
  figures.days.back().booked = 7;
  figures.days.back().wait_p50_minutes = 4;
  EXPECT_EQ(csv_of(figures),
            "\xEF\xBB\xBF"
            "day,booked,walk_ins,arrived,no_shows,helped,wasted,wait_p50,wait_p90,service_p50,lead_p50,"
            "minutes_open,minutes_used\r\n"
            "2026-12-01,7,0,0,0,0,0,4,,,,0,0\r\n");
}

}  // namespace
}  // namespace skranke::running
