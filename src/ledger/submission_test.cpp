#include "ledger/submission.hpp"

#include <gtest/gtest.h>

#include "base/base64.hpp"

namespace skranke::ledger {
namespace {

// The example of C2SP tlog-witness.
constexpr std::string_view example =
    "old 20852014\n"
    "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n"
    "jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n"
    "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n"
    "/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n"
    "\n"
    "example.com/behind-the-sofa\n"
    "20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n"
    "\u2014 example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

TEST(Submissions, AreReadAndWrittenAsTheSpecificationsExample) {
  const auto read = read_submission(example);
  ASSERT_TRUE(read) << read.error().text;
  EXPECT_EQ(read->old_size, 20852014U);
  EXPECT_EQ(read->proof.size(), 4U);
  EXPECT_EQ(read->checkpoint.origin, "example.com/behind-the-sofa");
  EXPECT_EQ(read->checkpoint.size, 20852163U);
  EXPECT_EQ(read->note.signatures.size(), 1U);
  EXPECT_EQ(submission_text(read->old_size, read->proof, note_text(read->note)), example);
}

TEST(Submissions, ThatAreNoneAreRefusedAndNeverRead) {
  for (std::size_t length = 0; length < example.size(); ++length)
    EXPECT_FALSE(read_submission(example.substr(0, length))) << length;
  const std::string rest{example.substr(example.find("\n\n") + 1)};
  EXPECT_TRUE(read_submission("old 0\n" + rest));
  for (const char* first : {"", "old", "old ", "old 00", "old 01", "old -1", "old +1", "old 1 ", "old  1",
                            "Old 1", "old 1\r", "old 99999999999999999999", "old 1\nAAAA", "old 1\n!"})
    EXPECT_FALSE(read_submission(first + std::string{"\n"} + rest)) << first;
}

TEST(Submissions, HaveAtMost63Hashes) {
  const std::string rest{example.substr(example.find("\n\n") + 1)};
  std::string proof{"old 1\n"};
  for (std::size_t i = 0; i < submitted_hashes_max; ++i)
    proof += base::base64(std::string(hash_bytes, 'h')) + "\n";
  EXPECT_TRUE(read_submission(proof + rest));
  EXPECT_FALSE(read_submission(proof + base::base64(std::string(hash_bytes, 'h')) + "\n" + rest));
}

}  // namespace
}  // namespace skranke::ledger
