// Requests that are not well-formed, or whose end is uncertain.
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/server/session_talk.hpp"

namespace skranke::http::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

struct Broken {
  std::string_view name;
  std::string bytes;
  unsigned status;
  std::string_view part;  // of the detail: what is said to be wrong
};

class BrokenRequest : public SessionTest, public ::testing::WithParamInterface<Broken> {};

// Whatever is wrong: a problem document that says what, then the end, whether it comes at once or in bytes.
TEST_P(BrokenRequest, IsRefusedWithAProblemThatNamesThePart) {
  const Broken& broken = GetParam();
  for (const std::size_t size : {std::string_view::npos, std::size_t{1}}) {
    restart();
    const std::string out = talk(broken.bytes, size);
    EXPECT_THAT(out, StartsWith("HTTP/1.1 " + std::to_string(broken.status) + " "));
    EXPECT_THAT(out, HasSubstr("\r\nContent-Type: application/problem+json\r\n"));
    EXPECT_THAT(out, HasSubstr("\r\nConnection: close\r\n"));
    EXPECT_THAT(out, HasSubstr("{\"type\":\"urn:skranke:problem:"));
    EXPECT_THAT(out, HasSubstr("\"status\":" + std::to_string(broken.status) + ","));
    EXPECT_THAT(out.substr(out.find("\"detail\":")), HasSubstr(broken.part));
    EXPECT_THAT(out, Not(HasSubstr("HTTP/1.1 200"))) << "what follows must not be taken for a request";
    EXPECT_TRUE(closing());
  }
}

// What an attacker would like to be taken for a second request.
const std::string smuggled = request("GET /smuggled");

INSTANTIATE_TEST_SUITE_P(
    All, BrokenRequest,
    ::testing::ValuesIn(std::vector<Broken>{
        {"NoVersion", "GET /\r\n\r\n", 400, "request line"},
        {"NotHttp", "\x16\x03\x01\x02", 400, "method"},
        {"OtherProtocol", "GET / HTTQ/1.1\r\nHost: x\r\n\r\n", 400, "HTTP/1.1"},
        {"Http2Preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "HTTP/2"},
        {"Http2", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505, "HTTP/1.1"},
        {"Http12", "GET / HTTP/1.2\r\nHost: x\r\n\r\n", 505, "HTTP/1.1"},
        {"TwoSpaces", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400, "target"},
        {"NoSlash", request("GET a"), 400, "target"},
        {"Fragment", request("GET /a#b"), 400, "target"},
        {"NotAscii", request("GET /\xC3\xA6"), 400, "target"},
        {"HalfTriplet", request("GET /%4"), 400, "target"},
        {"NoTriplet", request("GET /a?b=%zz"), 400, "target"},
        {"EncodedNul", request("GET /%00"), 400, "target"},
        {"NulInTarget", request(std::string_view{"GET /\0", 6}), 400, "target"},
        {"NulInMethod", request(std::string_view{"G\0T /", 5}), 400, "method"},
        {"NulInField", request("GET /", std::string_view{"X: a\0b\r\n", 8}), 400, "header field"},
        {"NulInFieldName", request("GET /", std::string_view{"X\0: a\r\n", 7}), 400, "header field"},
        {"ControlInField", request("GET /", "X: a\x01\r\n"), 400, "header field"},
        {"SpaceInFieldName", request("GET /", "Bad Field: x\r\n"), 400, "header field"},
        {"SpaceBeforeColon", request("GET /", "X : x\r\n"), 400, "header field"},
        {"NoColon", request("GET /", "X\r\n"), 400, "header field"},
        {"FoldedField", request("GET /", "X: a\r\n b\r\n"), 400, "folded"},
        {"FoldedFirstField", "GET / HTTP/1.1\r\n Host: x\r\n\r\n", 400, "folded"},
        {"BareLf", "GET / HTTP/1.1\nHost: x\n\n", 400, "CR LF"},
        {"BareLfInFields", request("GET /", "X: a\nContent-Length: 5\r\n"), 400, "CR LF"},
        {"BareCr", request("GET /", "X: a\rb\r\n"), 400, "CR LF"},
        {"NoHost", "GET / HTTP/1.1\r\n\r\n", 400, "Host"},
        {"TwoHosts", request("GET /", "Host: y\r\n"), 400, "Host"},
        {"BadHost", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, "host"},
        {"LengthAndCoding",
         request("POST /", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + smuggled),
         400, "both Content-Length and Transfer-Encoding"},
        {"CodingAndLength",
         request("POST /", "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n" + smuggled),
         400, "both Content-Length and Transfer-Encoding"},
        {"TwoLengths", request("POST /", "Content-Length: 0\r\nContent-Length: 5\r\n", smuggled), 400,
         "more than one Content-Length"},
        {"TwoEqualLengths", request("POST /", "Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), 400,
         "more than one Content-Length"},
        {"ListOfLengths", request("POST /", "Content-Length: 3, 3\r\n", "abc"), 400,
         "more than one Content-Length"},
        {"NegativeLength", request("POST /", "Content-Length: -1\r\n"), 400, "Content-Length"},
        {"SignedLength", request("POST /", "Content-Length: +3\r\n", "abc"), 400, "Content-Length"},
        {"HexLength", request("POST /", "Content-Length: 0x3\r\n", "abc"), 400, "Content-Length"},
        {"EndlessLength", request("POST /", "Content-Length: 99999999999999999999\r\n"), 400,
         "Content-Length"},
        {"EmptyLength", request("POST /", "Content-Length: \r\n"), 400, "Content-Length"},
        {"TwoCodings",
         request("POST /", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400,
         "Transfer-Encoding"},
        {"OtherCoding", request("POST /", "Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 501,
         "chunked"},
        {"ChunkedThenOther", request("POST /", "Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), 501,
         "chunked"},
        {"CodingAlmostChunked", request("POST /", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 501,
         "chunked"},
        {"CodingInVersion10", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
         "HTTP/1.0"},
        {"ChunkWithoutSize", request("POST /", "Transfer-Encoding: chunked\r\n", "\r\n\r\n" + smuggled), 400,
         "chunk"},
        {"ChunkSizeNotHex", request("POST /", "Transfer-Encoding: chunked\r\n", "g\r\n\r\n" + smuggled), 400,
         "chunk"},
        {"ChunkTooShort",
         request("POST /", "Transfer-Encoding: chunked\r\n", "3\r\nab\r\n0\r\n\r\n" + smuggled), 400,
         "chunk"},
        {"ChunkTooLong",
         request("POST /", "Transfer-Encoding: chunked\r\n", "1\r\nab\r\n0\r\n\r\n" + smuggled), 400,
         "chunk"},
        {"ChunkSizeSigned",
         request("POST /", "Transfer-Encoding: chunked\r\n", "-1\r\na\r\n0\r\n\r\n" + smuggled), 400,
         "chunk"},
        {"ChunkSizeOverflows",
         request("POST /", "Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\na\r\n0\r\n\r\n"), 413,
         "body"},
        {"ChunkBareLf", request("POST /", "Transfer-Encoding: chunked\r\n", "1\na\n0\n\n" + smuggled), 400,
         "chunk"},
        {"UnknownMethod", request("BREW /"), 501, "methods"},
        {"LowerCaseMethod", request("get /"), 501, "methods"},
        {"Connect", "CONNECT example.org:80 HTTP/1.1\r\nHost: example.org\r\n\r\n", 501, "methods"},
        {"Trace", request("TRACE /"), 501, "methods"},
    }),
    [](const auto& each) { return std::string{each.param.name}; });

}  // namespace
}  // namespace skranke::http::test
