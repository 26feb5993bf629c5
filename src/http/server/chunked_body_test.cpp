// The chunked transfer coding, cut at every place.
#include "http/server/chunked_body.hpp"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace skranke::http {
namespace {

using Status = ChunkedBody::Status;

struct Decoded {
  Status status;
  std::string content;
  std::string rest;
};

// In place, in two parts that meet at `cut`.
Decoded decode(std::string_view text, std::size_t cut, std::size_t bytes_max = 100,
               std::size_t overhead_max = 20) {
  ChunkedBody body{bytes_max, overhead_max};
  std::string content;
  std::size_t from = 0;
  for (const std::size_t to : {cut, text.size()}) {
    std::string part{text.substr(from, to - from)};
    const auto step = body.decode(part.data(), part.size(), part.data());
    content.append(part, 0, step.produced);
    from += step.consumed;
    if (step.status != Status::more) return {step.status, content, std::string{text.substr(from)}};
  }
  return {Status::more, content, ""};
}

TEST(ChunkedBody, IsTheSameWhereverItIsCut) {
  constexpr std::string_view text = "3;a=\"b\"\r\nabc\r\nA\r\n0123456789\r\n000\r\nX: y\r\nZ:\r\n\r\nrest";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    const auto decoded = decode(text, cut);
    EXPECT_EQ(decoded.status, Status::done) << cut;
    EXPECT_EQ(decoded.content, "abc0123456789") << cut;
    EXPECT_EQ(decoded.rest, "rest") << cut;
  }
}

TEST(ChunkedBody, IsIncompleteUntilItsLastByte) {
  constexpr std::string_view text = "1\r\na\r\n0\r\n\r\n";
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_EQ(decode(text.substr(0, size), size / 2).status, Status::more) << size;
  }
}

TEST(ChunkedBody, HasALimitOnItsContent) {
  for (const std::size_t size : {9U, 10U}) {
    EXPECT_EQ(decode("5\r\nabcde\r\n" + std::to_string(size - 5) + "\r\n" + std::string(size - 5, 'x') +
                         "\r\n0\r\n\r\n",
                     0, 10)
                  .status,
              Status::done);
  }
  EXPECT_EQ(decode("5\r\nabcde\r\n6\r\n", 0, 10).status, Status::too_large);
  EXPECT_EQ(decode("ffffffffffffffffffff\r\n", 0, 10).status, Status::too_large);
}

TEST(ChunkedBody, HasALimitOnExtensionsAndTrailersTogether) {
  // Two bytes of extension, the rest trailer: 19, 20 and 21 bytes.
  for (const std::size_t size : {17U, 18U}) {
    EXPECT_EQ(decode("1;ab\r\nx\r\n0\r\n" + std::string(size, 't') + "\r\n\r\n", 0).status, Status::done);
  }
  EXPECT_EQ(decode("1;ab\r\nx\r\n0\r\n" + std::string(19, 't') + "\r\n\r\n", 0).status, Status::malformed);
}

TEST(ChunkedBody, HasALimitOnLeadingZeros) {
  EXPECT_EQ(decode(std::string(15, '0') + "1\r\nx\r\n0\r\n\r\n", 0).status, Status::done);
  EXPECT_EQ(decode(std::string(16, '0') + "1\r\nx\r\n0\r\n\r\n", 0).status, Status::malformed);
}

TEST(ChunkedBody, RefusesWhatIsNotQuiteRight) {
  for (const std::string_view text :
       {"x\r\n", "\r\n", " 1\r\na\r\n", "1 \r\na\r\n", "1\n", "1\rx", "1\r\nab", "1\r\na\n", "1\r\na\rx",
        "0x1\r\n", "1;\x01\r\n", "0\r\n\x7F", "0\r\nX\n", "0\r\n\rx"}) {
    for (std::size_t cut = 0; cut <= text.size(); ++cut)
      EXPECT_EQ(decode(text, cut).status, Status::malformed) << text;
  }
}

}  // namespace
}  // namespace skranke::http
