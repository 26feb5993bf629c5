// Sealing: what was sealed comes back for its own context only, and nothing else does.
#include "connect/keys/case_sealer.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

namespace skranke::keys {
namespace {

class Sealing : public testing::Test {
 protected:
  Sealing() {
    std::string name = (std::filesystem::temp_directory_path() / "skranke-seal-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"a temporary folder"};
    folder = name;
  }
  ~Sealing() override { std::filesystem::remove_all(folder); }

  std::filesystem::path folder;
};

TEST_F(Sealing, GivesBackWhatWasSealed) {
  const auto sealer = CaseSealer::open(folder / "keys");
  ASSERT_TRUE(sealer.has_value()) << sealer.error().text;
  for (const std::string& text : {std::string{}, std::string{"Årre"}, std::string(100'000, 'x')}) {
    const std::string sealed = (*sealer)->seal("case.c1", base::PersonalText{text});
    EXPECT_EQ(sealed.find("Årre"), std::string::npos);
    // By another program that has the same key.
    const auto again = CaseSealer::open(folder / "keys");
    ASSERT_TRUE(again.has_value());
    const auto opened = (*again)->open("case.c1", sealed);
    ASSERT_TRUE(opened.has_value());
    EXPECT_EQ(opened->reveal(), text);
  }
}

TEST_F(Sealing, NeverRepeatsANonce) {
  const auto sealer = CaseSealer::open(folder);
  std::set<std::string> nonces;
  for (int i = 0; i < 1000; ++i)
    nonces.insert((*sealer)->seal("c", base::PersonalText{"the same"}).substr(1, 12));
  EXPECT_EQ(nonces.size(), 1000U);
}

TEST_F(Sealing, RefusesAnotherContextAnotherKeyAndEveryFlippedBit) {
  const auto sealer = CaseSealer::open(folder);
  const std::string sealed = (*sealer)->seal("case.c1", base::PersonalText{"0201011234"});
  EXPECT_FALSE((*sealer)->open("case.c2", sealed).has_value());
  EXPECT_FALSE((*sealer)->open("", sealed).has_value());
  const auto other = CaseSealer::open(folder / "other");
  EXPECT_FALSE((*other)->open("case.c1", sealed).has_value());
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    std::string flipped = sealed;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE((*sealer)->open("case.c1", flipped).has_value()) << bit;
  }
  for (std::size_t size = 0; size < sealed.size(); ++size)
    EXPECT_FALSE((*sealer)->open("case.c1", std::string_view{sealed}.substr(0, size)).has_value());
}

TEST_F(Sealing, WantsAKeyOfItsOwnLengthThatOthersCanNotRead) {
  ASSERT_TRUE(CaseSealer::open(folder).has_value());
  const auto file = folder / "cases.key";
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::ofstream{file, std::ios::app} << "x";
  EXPECT_FALSE(CaseSealer::open(folder).has_value());
}

}  // namespace
}  // namespace skranke::keys
