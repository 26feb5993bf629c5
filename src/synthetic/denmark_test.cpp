#include "synthetic/denmark.hpp"

#include <string>

#include <gtest/gtest.h>

#include "cpr/extract_lines.hpp"
#include "cpr/extract_reader.hpp"

namespace skranke::synthetic {
namespace {

std::string generated(std::uint32_t persons, std::uint64_t seed) {
  std::string text;
  generate(persons, seed, [&text](std::string_view bytes, const Extent&) {
    text += bytes;
    return true;
  });
  return text;
}

// FNV-1a, 64 bits: to see a change, not to resist one.
std::uint64_t digest(std::string_view bytes) {
  std::uint64_t hash = 0xcbf2'9ce4'8422'2325U;
  for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100'0000'01b3U;
  return hash;
}

TEST(Denmark, IsTheSameForTheSameSeedOnEveryMachine) {
  // Changes with the program only; who changes what is generated writes the new value here.
  EXPECT_EQ(digest(generated(1'500, 42)), 2'456'816'892'735'176'316U);
}

TEST(Denmark, IsAnotherForAnotherSeed) { EXPECT_NE(generated(50, 1), generated(50, 2)); }

TEST(Denmark, BlocksDoNotDependOnHowManyFollow) {
  const std::string small = generated(1'024, 5);
  const std::string large = generated(1'100, 5);
  const std::size_t without_end = small.size() - 22;
  EXPECT_EQ(small.substr(0, without_end), large.substr(0, without_end));
}

TEST(Denmark, StopsWhenTheSinkTakesNoMore) {
  int calls = 0;
  const Extent done = generate(5'000, 1, [&calls](std::string_view, const Extent&) { return ++calls < 2; });
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(done.persons, 2'048U);
}

class Kept : public cpr::ExtractSink {
 public:
  void person(cpr::PersonEntry&& entry) override { former += entry.former.size(); }
  void quarantined(const cpr::QuarantinedLine& line) override {
    ADD_FAILURE() << "line " << line.line << " is set aside";
  }
  std::size_t former = 0;
};

TEST(Denmark, IsReadWithoutALineSetAside) {
  Kept kept;
  cpr::ExtractReader reader{kept};
  cpr::ExtractLines lines;
  const auto read_lines = [&] {
    while (const auto line = lines.next()) ASSERT_TRUE(reader.take(*line).has_value()) << line->number;
  };
  const Extent written = generate(6'000, 4, [&](std::string_view bytes, const Extent&) {
    while (!bytes.empty()) {
      const auto room = lines.room();
      const std::size_t count = bytes.copy(room.data(), room.size());
      lines.added(count);
      bytes.remove_prefix(count);
      read_lines();
    }
    return true;
  });
  lines.finish();
  read_lines();
  const auto summary = reader.finish();
  ASSERT_TRUE(summary.has_value());
  EXPECT_EQ(summary->persons, 6'000U);
  EXPECT_EQ(summary->records, written.records);
  EXPECT_EQ(summary->quarantined, 0U);
  EXPECT_TRUE(summary->unknown.empty());
  EXPECT_EQ(summary->delivery.produced, "20261101");
  EXPECT_GT(kept.former, 0U);
}

}  // namespace
}  // namespace skranke::synthetic
