#include "ledger/cosignature.hpp"

#include <gtest/gtest.h>

#include "base/base64.hpp"
#include "ledger/note.hpp"

namespace skranke::ledger {
namespace {

// The example of C2SP tlog-cosignature.
constexpr std::string_view example =
    "\u2014 witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/"
    "zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
constexpr std::string_view checkpoint =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

TEST(Cosignatures, AreReadAndWrittenAsTheSpecificationsExample) {
  const auto lines = read_signatures(example);
  ASSERT_TRUE(lines) << lines.error().text;
  ASSERT_EQ(lines->size(), 1U);
  EXPECT_EQ(lines->front().name, "witness.example.com/w1");
  EXPECT_EQ(lines->front().key_id, 0x8d66cf3fU);
  const auto read = read_cosignature(lines->front().bytes);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->at, 1679315147);
  EXPECT_EQ(read->signature.size(), 64U);
  EXPECT_EQ(cosignature_bytes(*read), lines->front().bytes);
  EXPECT_EQ(signature_line(lines->front()), example);
  EXPECT_EQ(cosigned_text(checkpoint, 1679315147),
            "cosignature/v1\ntime 1679315147\n" + std::string{checkpoint});
}

TEST(Cosignatures, HaveEightBytesOfTimeAndOneSignature) {
  for (const std::size_t length : {0U, 8U, 64U, 71U, 73U})
    EXPECT_FALSE(read_cosignature(std::string(length, '\0'))) << length;
  EXPECT_TRUE(read_cosignature(std::string(72, '\0')));
  EXPECT_FALSE(read_cosignature("\x80" + std::string(71, '\0'))) << "a time beyond 2^63 - 1";
  EXPECT_EQ(read_cosignature("\x7f" + std::string(7, '\xff') + std::string(64, 'x'))->at,
            9223372036854775807);
}

TEST(Cosignatures, ComeAsLinesAlone) {
  EXPECT_EQ(read_signatures("")->size(), 0U);
  EXPECT_EQ(read_signatures(std::string{example} + std::string{example})->size(), 2U);
  for (const std::string text : {"\n", "x\n", "\u2014 a AAAAAAAA", "\u2014 a\n"})
    EXPECT_FALSE(read_signatures(text)) << text;
}

}  // namespace
}  // namespace skranke::ledger
