#include "ledger/note.hpp"

#include <gtest/gtest.h>

#include "base/base64.hpp"
#include "ledger/checkpoint.hpp"

namespace skranke::ledger {
namespace {

// The key and the note of the format's first implementation (golang.org/x/mod/sumdb/note).
constexpr std::string_view key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view note =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\u2014 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

TEST(Notes, AreThoseOfOthers) {
  const auto read_key = read_public_key(key);
  ASSERT_TRUE(read_key) << read_key.error().text;
  EXPECT_EQ(read_key->name, "PeterNeumann");
  EXPECT_EQ(public_key_text(read_key->name, read_key->algorithm, read_key->bytes), key);
  const auto read = read_note(note);
  ASSERT_TRUE(read) << read.error().text;
  ASSERT_EQ(read->signatures.size(), 1U);
  EXPECT_EQ(read->signatures[0].key_id, read_key->key_id);
  EXPECT_EQ(read->signatures[0].bytes.size(), 64U);
  EXPECT_EQ(note_text(*read), note);
}

TEST(Notes, ThatAreNoneAreRefusedAndNeverRead) {
  for (const std::string text :
       {"", "\n", "text\n", "text\n\n", "text\n\nname AAAA\n", "text\n\n\u2014 name AAAA\n",
        "text\n\n\u2014 AAAAAAAA\n", "text\n\n\u2014 name AAAAAAA=", "te\tt\n\n\u2014 name AAAAAAAA\n",
        "text\n\n\u2014 name AAAA-AAA\n"})
    EXPECT_FALSE(read_note(text)) << text;
  for (std::size_t length = 0; length < note.size(); ++length)
    EXPECT_FALSE(read_note(note.substr(0, length)));
  for (const std::string text :
       {"", "a+b", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"})
    EXPECT_FALSE(read_public_key(text)) << text;
}

TEST(Checkpoints, AreThreeLinesAndWhatFollowsIsPassedOver) {
  const Checkpoint checkpoint{.origin = "example.org/log", .size = 20852163, .root = sha256("root")};
  EXPECT_EQ(read_checkpoint(checkpoint_text(checkpoint)).value(), checkpoint);
  EXPECT_EQ(read_checkpoint(checkpoint_text(checkpoint) + "more\n").value(), checkpoint);
  const std::string root = base::base64(bytes_of(checkpoint.root));
  for (const std::string& text :
       {std::string{}, "\n1\n" + root + "\n", "a\n01\n" + root + "\n", "a\n-1\n" + root + "\n",
        "a\n1\n" + root, std::string{"a\n1\nAAAA\n"}, "a\n99999999999999999999\n" + root + "\n"})
    EXPECT_FALSE(read_checkpoint(text)) << text;
}

}  // namespace
}  // namespace skranke::ledger
