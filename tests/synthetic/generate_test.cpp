// The synthetic Denmark, held against an independent reader and against the product's own.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "checker.hpp"
#include "synthetic/denmark.hpp"

namespace {

using skranke::synthetic::Extent;
using skranke::synthetic::generate;
using skranke::tests::Checker;
using testing::IsEmpty;

Checker checked(std::uint32_t persons, std::uint64_t seed) {
  Checker checker;
  generate(persons, seed, [&checker](std::string_view bytes, const Extent&) {
    checker.read(bytes);
    return true;
  });
  EXPECT_THAT(checker.finish(), IsEmpty());
  EXPECT_EQ(checker.persons(), persons);
  return checker;
}

TEST(SyntheticDenmark, EveryNumberIsNobodysAndEveryReferenceLeadsThereAndBack) {
  const Checker checker = checked(12'000, 1);
  for (const char* status : {"01", "03", "05", "20", "60", "70", "80", "90"}) {
    EXPECT_GT(checker.statuses().contains(status) ? checker.statuses().at(status) : 0, 0U) << status;
  }
  for (const char* type :
       {"001", "002", "003", "004", "005", "007", "008", "009", "010", "011", "012", "013", "014",
        "015", "016", "017", "022", "023", "024", "026", "027", "028", "029", "030", "050"}) {
    EXPECT_TRUE(checker.types().contains(type)) << type;
  }
}

TEST(SyntheticDenmark, AnyNumberOfPersonsIsWholeInItself) {
  for (std::uint32_t persons = 1; persons < 40; ++persons) checked(persons, persons);
  for (const std::uint32_t persons : {1'023U, 1'024U, 1'025U, 2'047U}) checked(persons, 7);
}

// A reader that can't find anything is no proof: each mistake, made once, is found.
class EachMistake : public testing::Test {
 protected:
  static std::string population() {
    std::string text;
    generate(2'000, 3, [&text](std::string_view bytes, const Extent&) {
      text += bytes;
      return true;
    });
    return text;
  }
  static std::vector<std::string> found_in(std::string_view text) {
    Checker checker;
    checker.read(text);
    return checker.finish();
  }
  // Where the first record of the type begins that has something else than `unless` at a position.
  static std::size_t find(const std::string& text, std::string_view type, std::size_t position, char unless) {
    std::size_t line = 0;
    while (text.compare(line, 3, type) != 0 || text[line + position - 1] == unless) {
      line = text.find('\n', line) + 1;
      if (line == 0 || line == text.size()) return std::string::npos;
    }
    return line;
  }
};

TEST_F(EachMistake, IsFound) {
  const std::string whole = population();
  ASSERT_THAT(found_in(whole), IsEmpty());
  constexpr char any = '\n';
  const struct {
    std::string_view type;
    std::size_t where;  // the first record that has something else here than `unless`
    char unless;
    std::size_t position;  // gets `written`
    char written;
  } mistakes[] = {
      {"001", 4, '9', 4, '9'},    // another number: a day that isn't the birth's
      {"001", 13, any, 13, 'x'},  // no digit
      {"001", 39, 'K', 39, 'K'},  // the other sex
      {"001", 14, any, 14, '9'},  // a current number that isn't there
      {"008", 14, any, 14, '\x01'}, {"012", 15, '0', 15, '9'},  // a spouse who isn't there
      {"014", 14, '9', 14, '9'},                                // a child who isn't there
      {"015", 33, '0', 25, '9'},                                // a mother who isn't there
      {"015", 33, '0', 36, '7'},                                // a mother born on another day
      {"016", 39, '9', 39, '9'},                                // custody of nobody
      {"022", 14, '9', 14, '9'},                                // a former number that isn't there
      {"023", 84, '0', 84, '0'},                                // left before it was entered
      {"999", 21, any, 21, 'x'},                                // another count
  };
  for (const auto& [type, where, unless, position, written] : mistakes) {
    std::string broken = whole;
    const std::size_t line = find(broken, type, where, unless);
    ASSERT_NE(line, std::string::npos) << type << " " << position;
    broken[line + position - 1] = written;
    EXPECT_FALSE(found_in(broken).empty()) << type << " " << position;
  }
}

TEST_F(EachMistake, OfAWholeLineIsFound) {
  const std::string whole = population();
  // Records with a number in them: where its ninth digit is not a blank one's.
  const std::pair<std::string_view, std::size_t> lines[] = {
      {"014", 22}, {"015", 33}, {"012", 23}, {"022", 22}, {"029", 24}};
  for (const auto& [type, where] : lines) {
    std::string broken = whole;
    const std::size_t line = find(broken, type, where, '0');
    ASSERT_NE(line, std::string::npos) << type;
    broken.erase(line, broken.find('\n', line) - line + 1);
    EXPECT_GT(found_in(broken).size(), 1U) << type;  // more than the count
  }
}

}  // namespace
