// Compiled versions as bytes: all that was there comes back, and nothing that isn't ours is taken.
#include "policy/edition_bytes.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "policy/load.hpp"
#include "policy/testing.hpp"

namespace skranke::policy {
namespace {

// Every version of every policy of the project.
const Catalogue& all_policies() {
  static const Catalogue catalogue = [] {
    Catalogue all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{SKRANKE_SOURCE_DIR "/policies"}) {
      const std::string path = entry.path().string();
      if (!path.ends_with(".toml") || path.find("/questions/") != std::string::npos) continue;
      std::ifstream file{path};
      const std::string text{std::istreambuf_iterator<char>{file}, {}};
      EXPECT_TRUE(all.add(edition_of(text)).has_value()) << path;
    }
    return all;
  }();
  return catalogue;
}

std::string mitid_bytes() { return edition_bytes(all_policies(), "mitid").value(); }

TEST(EditionBytes, EveryPolicyComesBackWhole) {
  std::vector<std::string> ids;
  for (const auto& edition : all_policies().all()) {
    if (ids.empty() || ids.back() != edition->program.id) ids.push_back(edition->program.id);
  }
  EXPECT_GT(ids.size(), 5U);
  Catalogue read;
  for (const std::string& id : ids)
    ASSERT_TRUE(read_editions(edition_bytes(all_policies(), id).value(), read)) << id;
  ASSERT_EQ(read.all().size(), all_policies().all().size());
  // The bytes hold every member (each_member), so that equal bytes are equal programs.
  for (const std::string& id : ids)
    EXPECT_EQ(edition_bytes(read, id).value(), edition_bytes(all_policies(), id).value()) << id;
}

TEST(EditionBytes, AVersionOfWhichSomethingIsNotKnownComesBackAsOne) {
  Catalogue read;
  ASSERT_TRUE(read_editions(mitid_bytes(), read));
  const Edition* partly = read.version("mitid", "2022").value();
  EXPECT_TRUE(partly->tree.is_unknown(unknown_effective));
  ASSERT_NE(partly->at_most, nullptr);
  EXPECT_GT(partly->at_most->program.lists.size(), partly->program.lists.size());
  for (const std::int32_t year : {2021, 2023, 2026}) {
    const base::Day day = base::day_from({year, 6, 1});
    const auto expected = all_policies().in_force("mitid", day);
    const auto found = read.in_force("mitid", day);
    ASSERT_EQ(found.has_value(), expected.has_value()) << year;
    if (found) {
      EXPECT_EQ((*found)->program.version, (*expected)->program.version);
    } else {
      EXPECT_EQ(found.error().text, expected.error().text);
    }
  }
}

TEST(EditionBytes, APolicyThatIsNotThereHasNone) {
  EXPECT_EQ(edition_bytes(all_policies(), "none").error().fault, base::Fault::unknown_policy);
}

TEST(EditionBytes, BytesCutOffAnywhereAreRefused) {
  const std::string bytes = mitid_bytes();
  for (std::size_t size = 0; size < bytes.size(); size += size < 64 ? 1 : 97) {
    Catalogue read;
    const auto done = read_editions(std::string_view{bytes}.substr(0, size), read);
    ASSERT_FALSE(done) << size;
    EXPECT_EQ(done.error().fault, base::Fault::invalid_policy);
    EXPECT_TRUE(read.all().empty());
  }
}

TEST(EditionBytes, AByteThatChangedOnTheWayIsSeen) {
  std::string bytes = mitid_bytes();
  for (std::size_t at = 0; at < bytes.size(); at += 31) {
    bytes[at] = static_cast<char>(bytes[at] ^ 4);
    Catalogue read;
    EXPECT_FALSE(read_editions(bytes, read)) << at;
    bytes[at] = static_cast<char>(bytes[at] ^ 4);
  }
}

TEST(EditionBytes, AnotherFormatIsNamedAsOne) {
  std::string bytes = mitid_bytes();
  ++bytes[7];
  Catalogue read;
  EXPECT_NE(read_editions(bytes, read).error().text.find("another format"), std::string::npos);
}

TEST(EditionBytes, TheSameVersionIsAddedOnce) {
  Catalogue read;
  ASSERT_TRUE(read_editions(mitid_bytes(), read));
  EXPECT_FALSE(read_editions(mitid_bytes(), read));
}

// With a right sum in the end, since who makes bytes up can count too.
std::string with_sum(std::string bytes) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  for (unsigned i = 0; i < 8; ++i) bytes.push_back(static_cast<char>(hash >> 8 * i & 255U));
  return bytes;
}

TEST(EditionBytes, FalseCountsTakeNoMemory) {
  const std::string head = std::string{"SKRANKE"} + static_cast<char>(edition_format);
  const std::string huge = "\xFF\xFF\xFF\xFF\x0F";
  for (const std::string& rest : {huge, "\x01" + huge, "\x01" + std::string{"\0\0\0\0", 4} + huge,
                                  std::string(12, '\xFF'), std::string{"\0trailing", 9}}) {
    Catalogue read;
    EXPECT_FALSE(read_editions(with_sum(head + rest), read));
    EXPECT_TRUE(read.all().empty());
  }
  Catalogue none;
  EXPECT_TRUE(read_editions(with_sum(head + std::string{"\0", 1}), none));
}

}  // namespace
}  // namespace skranke::policy
