// The golden file of names: what each pair is answered, under which rules, and why.
#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cpr/name_match.hpp"

namespace skranke::cpr {
namespace {

struct Pair {
  std::size_t line = 0;
  std::string category;
  DocumentName document;
  Name in_register;
  std::string answer;
  std::string rules;
  std::string reason;
};

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> cells{""};
  for (const char c : line) {
    if (c == '\t') {
      cells.emplace_back();
    } else {
      cells.back().push_back(c);
    }
  }
  return cells;
}

void append_utf8(std::string& out, unsigned long code) {
  const auto put = [&out](unsigned long byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6);
    put(0x80 | (code & 0x3F));
  } else {
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

// "\u0041" is the character of that number: for those that can't be seen, or look like others.
base::PersonalText text_of_cell(const std::string& cell) {
  std::string text;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell.compare(i, 2, "\\u") == 0) {
      append_utf8(text, std::stoul(cell.substr(i + 2, 4), nullptr, 16));
      i += 5;
    } else {
      text.push_back(cell[i]);
    }
  }
  return base::PersonalText{text};
}

NameLayout layout_of(const std::string& cell) {
  static const std::map<std::string, NameLayout> layouts{{"fields", NameLayout::fields},
                                                         {"line", NameLayout::line},
                                                         {"td1", NameLayout::td1},
                                                         {"td2", NameLayout::td2},
                                                         {"td3", NameLayout::td3}};
  return layouts.at(cell);
}

std::vector<Pair> read_pairs() {
  std::ifstream file{std::string{SKRANKE_SOURCE_DIR} + "/tests/names/name_pairs.tsv"};
  std::vector<Pair> pairs;
  std::string line;
  std::string category;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    if (line.starts_with("## ")) category = line.substr(3);
    if (line.empty() || line.starts_with("#")) continue;
    const auto cells = split(line);
    if (cells.size() != 10 || cells[6].size() != 3) {
      ADD_FAILURE() << "line " << number << ": expected ten cells, the marks three signs";
      continue;
    }
    Pair pair;
    pair.line = number;
    pair.category = category;
    pair.document = {
        .layout = layout_of(cells[0]), .family = text_of_cell(cells[1]), .text = text_of_cell(cells[2])};
    pair.in_register.given = text_of_cell(cells[3]);
    pair.in_register.middle = text_of_cell(cells[4]);
    pair.in_register.family = text_of_cell(cells[5]);
    pair.answer = cells[7];
    pair.rules = cells[8];
    pair.reason = cells[9];
    const auto mark = [&](std::size_t i) { return cells[6][i] == '.' ? ' ' : cells[6][i]; };
    pair.in_register.given_mark = mark(0);
    pair.in_register.middle_mark = mark(1);
    pair.in_register.family_mark = mark(2);
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

std::string rules_text(const NameMatch& match) {
  std::string text;
  for (const NameRule rule : match.rules) text.append(text.empty() ? "" : " ").append(name(rule));
  return text.empty() ? "-" : text;
}

TEST(NamePairs, EachIsAnsweredAsExpectedUnderTheExpectedRules) {
  const auto pairs = read_pairs();
  ASSERT_GE(pairs.size(), 400U);
  for (const Pair& pair : pairs) {
    const NameMatch match = match_name(pair.document, pair.in_register);
    EXPECT_EQ(std::string{name(match.answer)} + ": " + rules_text(match), pair.answer + ": " + pair.rules)
        << "line " << pair.line << ", " << pair.category << ": " << pair.reason;
  }
}

TEST(NamePairs, EveryRuleIsNeededBySomePairAndEveryPairHasAReason) {
  std::set<std::string> used;
  std::set<std::string> seen;
  for (const Pair& pair : read_pairs()) {
    std::istringstream rules{pair.rules};
    for (std::string rule; rules >> rule;) used.insert(rule);
    EXPECT_GE(pair.reason.size(), 10U) << "line " << pair.line;
    std::ostringstream key;
    key << static_cast<int>(pair.document.layout) << '|' << pair.document.family.reveal() << '|'
        << pair.document.text.reveal() << '|' << pair.in_register.given.reveal() << '|'
        << pair.in_register.middle.reveal() << '|' << pair.in_register.family.reveal() << '|'
        << pair.in_register.given_mark << pair.in_register.middle_mark << pair.in_register.family_mark;
    EXPECT_TRUE(seen.insert(key.str()).second) << "line " << pair.line << " stands there twice";
  }
  for (std::size_t i = 0; i < name_rule_count; ++i) {
    EXPECT_TRUE(used.contains(std::string{name(static_cast<NameRule>(i))})) << name(static_cast<NameRule>(i));
  }
}

// What is exchanged here is who wrote it down; a name that matches one way and not the other would be a rule
// that depends on which paper lies on the left.
TEST(NamePairs, AFieldOfLettersMatchesInBothDirections) {
  for (const Pair& pair : read_pairs()) {
    const Name& r = pair.in_register;
    const bool is_plain = pair.document.layout == NameLayout::fields && r.middle.reveal().empty() &&
                          r.given_mark == ' ' && r.family_mark == ' ';
    if (!is_plain) continue;
    const NameMatch there = match_name(pair.document, r);
    Name other;
    other.given = pair.document.text;
    other.family = pair.document.family;
    const NameMatch back =
        match_name({.layout = NameLayout::fields, .family = r.family, .text = r.given}, other);
    EXPECT_EQ(there.answer, back.answer) << "line " << pair.line;
    EXPECT_EQ(there.rules, back.rules) << "line " << pair.line;
  }
}

}  // namespace
}  // namespace skranke::cpr
