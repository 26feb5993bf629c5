// Sealing: what was sealed comes back for its own subject and context only, and nothing else does; master
// keys come and go, and what they wrapped stays readable as long as they are there.
#include "connect/keys/envelope.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "connect/keys/gcm.hpp"
#include "connect/keys/master_folder.hpp"

namespace skranke::keys {
namespace {

using base::Fault;
using base::PersonalText;
using desk::DataKey;

class Sealing : public testing::Test {
 protected:
  Sealing() {
    std::string name = (std::filesystem::temp_directory_path() / "skranke-seal-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"a temporary folder"};
    folder = name;
  }
  ~Sealing() override { std::filesystem::remove_all(folder); }

  std::unique_ptr<Envelope> envelope(const std::string& name = "keys") {
    auto opened = Envelope::open(folder / name);
    if (!opened) throw std::runtime_error{opened.error().text};
    return std::move(*opened);
  }

  std::filesystem::path folder;
  const DataKey no_key{.subject = "case.c1", .generation = 0, .wrapped = {}};
};

TEST_F(Sealing, GivesBackWhatWasSealed) {
  const auto sealer = envelope();
  const DataKey key = sealer->draw("case.c1").value();
  for (const std::string& text : {std::string{}, std::string{"Årre"}, std::string(100'000, 'x')}) {
    const std::string sealed = sealer->seal(key, "state", PersonalText{text}).value();
    EXPECT_EQ(sealed.find("Årre"), std::string::npos);
    // By another program that has the same master key.
    const auto opened = envelope()->open(key, "state", sealed);
    ASSERT_TRUE(opened.has_value());
    EXPECT_EQ(opened->reveal(), text);
  }
}

TEST_F(Sealing, NeverRepeatsANonce) {
  const auto sealer = envelope();
  const DataKey key = sealer->draw("case.c1").value();
  std::set<std::string> nonces;
  for (int i = 0; i < 1000; ++i)
    nonces.insert(sealer->seal(key, "c", PersonalText{"the same"})->substr(1, 12));
  EXPECT_EQ(nonces.size(), 1000U);
  EXPECT_NE(sealer->draw("case.c1")->wrapped, key.wrapped);
}

TEST_F(Sealing, RefusesAnotherContextAnotherKeyAndEveryFlippedBit) {
  const auto sealer = envelope();
  const DataKey key = sealer->draw("case.c1").value();
  const std::string sealed = sealer->seal(key, "state", PersonalText{"0201011234"}).value();
  EXPECT_FALSE(sealer->open(key, "record", sealed).has_value());
  EXPECT_FALSE(sealer->open(key, "", sealed).has_value());
  EXPECT_FALSE(sealer->open(sealer->draw("case.c1").value(), "state", sealed).has_value());
  EXPECT_FALSE(envelope("other")->open(key, "state", sealed).has_value());
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    std::string flipped = sealed;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(sealer->open(key, "state", flipped).has_value()) << bit;
  }
  for (std::size_t size = 0; size < sealed.size(); ++size)
    EXPECT_FALSE(sealer->open(key, "state", std::string_view{sealed}.substr(0, size)).has_value());
}

TEST_F(Sealing, ADataKeyIsForItsSubjectAndGenerationAndWholeOnly) {
  const auto sealer = envelope();
  const DataKey key = sealer->draw("case.c1").value();
  const std::string sealed = sealer->seal(key, "state", PersonalText{"x"}).value();
  DataKey other = key;
  other.subject = "case.c2";
  EXPECT_EQ(sealer->open(other, "state", sealed).error().fault, Fault::invalid_value);
  for (std::size_t bit = 0; bit < key.wrapped.size() * 8; ++bit) {
    other = key;
    other.wrapped[bit / 8] = static_cast<char>(other.wrapped[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(sealer->open(other, "state", sealed).has_value()) << bit;
    EXPECT_FALSE(sealer->wrapped_anew(other).has_value()) << bit;
  }
  for (std::size_t size = 0; size < key.wrapped.size(); ++size) {
    other = key;
    other.wrapped.resize(size);
    EXPECT_FALSE(sealer->open(other, "state", sealed).has_value()) << size;
  }
  EXPECT_EQ(sealer->open(no_key, "state", sealed).error().fault, Fault::invalid_value) << "destroyed";
  EXPECT_FALSE(sealer->seal(no_key, "state", PersonalText{"x"}).has_value());
}

TEST_F(Sealing, OpensWhatTheOneKeyOfBeforeSealed) {
  std::filesystem::create_directories(folder / "keys");
  const Key before = key_of(folder / "keys" / "cases.key").value();
  const std::string old = std::string{'\1'} + gcm_seal(before, "state", "before");
  const auto sealer = envelope();
  EXPECT_EQ(sealer->open(no_key, "state", old)->reveal(), "before");
  EXPECT_FALSE(sealer->open(no_key, "record", old).has_value());
  EXPECT_EQ(sealer->seal(sealer->draw("case.c1").value(), "state", PersonalText{"x"})->front(), '\2');
  EXPECT_FALSE(envelope("other")->open(no_key, "state", old).has_value());
  EXPECT_FALSE(std::filesystem::exists(folder / "other" / "cases.key")) << "nobody draws one any more";
}

TEST_F(Sealing, WantsKeysOfTheirOwnLengthThatOthersCanNotRead) {
  envelope();
  const auto file = folder / "keys" / "master.1.key";
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::filesystem::permissions(file, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  EXPECT_FALSE(Envelope::open(folder / "keys").has_value());
  std::filesystem::permissions(file, std::filesystem::perms::group_read,
                               std::filesystem::perm_options::remove);
  ASSERT_TRUE(Envelope::open(folder / "keys").has_value());
  std::ofstream{file, std::ios::app} << "x";
  EXPECT_FALSE(Envelope::open(folder / "keys").has_value());
}

TEST_F(Sealing, MasterKeysComeWhileItRunsAndGoWhenNothingNeedsThem) {
  const auto sealer = envelope();
  const DataKey old = sealer->draw("case.c1").value();
  const std::string sealed = sealer->seal(old, "state", PersonalText{"x"}).value();
  ASSERT_EQ(MasterFolder::open(folder / "keys").value()->draw_next().value(), 2);
  EXPECT_EQ(sealer->newest().generation, 1) << "until it looks";
  const auto newer = envelope();
  const DataKey anew = newer->wrapped_anew(old).value();
  EXPECT_EQ(anew.generation, 2);
  EXPECT_EQ(sealer->open(anew, "state", sealed)->reveal(), "x") << "it looks by itself";
  EXPECT_EQ(sealer->newest().generation, 2);
  EXPECT_NE(sealer->newest().proof, envelope("other")->newest().proof);
  ASSERT_TRUE(MasterFolder::open(folder / "keys").value()->remove(1));
  ASSERT_TRUE(MasterFolder::open(folder / "keys").value()->remove(1)) << "again";
  EXPECT_EQ(envelope()->open(anew, "state", sealed)->reveal(), "x");
  const auto gone = envelope()->open(old, "state", sealed);
  ASSERT_FALSE(gone.has_value());
  EXPECT_EQ(gone.error().fault, Fault::unavailable);
  EXPECT_NE(gone.error().text.find("master.1.key"), std::string::npos) << gone.error().text;
}

TEST_F(Sealing, TakesMasterKeysThatSystemdHandsOver) {
  const auto given = folder / "credentials";
  std::filesystem::create_directories(given);
  ASSERT_TRUE(write_new(given / "master.3.key", std::string(32, 'k')));
  std::filesystem::permissions(given / "master.3.key", std::filesystem::perms::group_read,
                               std::filesystem::perm_options::add);
  const auto masters = MasterFolder::open(folder / "keys", given);
  ASSERT_TRUE(masters.has_value()) << masters.error().text;
  EXPECT_EQ((*masters)->newest().generation, 3);
  EXPECT_FALSE(std::filesystem::exists(folder / "keys" / "master.1.key")) << "none is drawn beside it";
  ASSERT_TRUE(write_new(folder / "keys" / "master.3.key", std::string(32, 'o')));
  EXPECT_FALSE((*masters)->look_again().has_value()) << "two keys of one number";
  EXPECT_EQ((*masters)->newest().generation, 3) << "what it had it keeps";
}

TEST_F(Sealing, FilesThatAreNoMasterKeysAreLeftAlone) {
  envelope();
  for (const char* name : {"master.01.key", "master.0.key", "master..key", "master.x.key",
                           "master.2.key.AbCdEf", "master.-1.key", "master.99999999999999999999.key"})
    std::ofstream{folder / "keys" / name} << "x";
  EXPECT_EQ(MasterFolder::open(folder / "keys").value()->generations(), std::vector<std::int64_t>{1});
}

}  // namespace
}  // namespace skranke::keys
