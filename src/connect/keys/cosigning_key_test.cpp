// Cosignatures that others make and check; with node's own Ed25519 in tests/http/log_witness.test.ts.
#include "connect/keys/cosigning_key.hpp"

#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>

#include "connect/keys/key_file.hpp"
#include "ledger/cosignature.hpp"

namespace skranke::keys {
namespace {

// Made with node's crypto of the secret key 000102…1f at 1679315147, over the checkpoint of the
// specification.
constexpr std::string_view text =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
constexpr std::int64_t at = 1679315147;
const std::string of_node =
    "\u2014 w.example/1 "
    "sOrAqgAAAABkGFDLBuRDazBLVac2NE+Y+IjbjQOcXLfF9CSDZVUIoS83rE1nFZsVE8YiWV6Ngr7lV8H6bdoBQGP/"
    "l73euDMQ9k+bBQ==\n";
const std::string key_of_node = "w.example/1+b0eac0aa+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";

class CosigningKeys : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "skranke-cosigning-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    std::string secret;
    for (int i = 0; i < 32; ++i) secret.push_back(static_cast<char>(i));
    ASSERT_TRUE(write_new(folder_ / "log-witness.key", secret));
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_;
};

TEST_F(CosigningKeys, MakeWhatNodeMakes) {
  EXPECT_TRUE(CosigningKey::is_there(folder_));
  EXPECT_FALSE(CosigningKey::is_there(folder_ / "no"));
  const auto key = CosigningKey::open(folder_, "w.example/1");
  ASSERT_TRUE(key) << key.error().text;
  EXPECT_EQ((*key)->public_key(), key_of_node);
  EXPECT_EQ((*key)->cosign(std::string{text}, at), of_node);
}

TEST_F(CosigningKeys, AreHeldAgainstTheTextTheTimeTheNameAndTheKind) {
  const auto key = ledger::read_public_key(key_of_node).value();
  const auto lines = ledger::read_signatures(of_node).value();
  const ledger::Note note{.text = std::string{text}, .signatures = lines};
  EXPECT_EQ(cosigned_at(note, key), at);
  ledger::Note changed = note;
  changed.text[0] = 'E';
  EXPECT_EQ(cosigned_at(changed, key), std::nullopt);
  changed = note;
  changed.signatures[0].bytes[7] ^= 1;
  EXPECT_EQ(cosigned_at(changed, key), std::nullopt) << "another time";
  changed = note;
  changed.signatures[0].name = "w.example/2";
  EXPECT_EQ(cosigned_at(changed, key), std::nullopt);
  auto of_log = key;
  of_log.algorithm = ledger::Algorithm::ed25519;
  EXPECT_EQ(cosigned_at(note, of_log), std::nullopt);
  changed = note;
  changed.signatures.insert(changed.signatures.begin(),
                            {.name = key.name, .key_id = key.key_id, .bytes = "x"});
  EXPECT_EQ(cosigned_at(changed, key), at) << "a line that is none does not hide the next";
}

}  // namespace
}  // namespace skranke::keys
