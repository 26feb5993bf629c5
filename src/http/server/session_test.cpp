// The conversation on a connection, byte for byte, without a socket.
#include "http/server/session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace skranke::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::size_t body_max = 1000;

// Answers with what it was asked, so that a test sees what a handler sees.
void describe(const Request& request, Response& response) {
  response.content_type = "text/plain";
  if (request.path == "/throw") throw std::runtime_error{"a mistake"};
  if (request.path == "/empty") return void(response.status = 204);
  if (request.path == "/pieces") {
    response.more = [left = 3, body = request.body](std::string& piece) mutable {
      piece.append(body).append(std::to_string(left));
      return --left > 0;
    };
    return;
  }
  response.body.append(name(request.method)).append(" path=").append(request.path).append(" query=").append(request.query);
  response.body.append(" type=").append(request.content_type).append(" body=").append(request.body).append(";");
}

class SessionTest : public ::testing::Test {
 protected:
  SessionTest() {
    rules.handler = {.answer = describe, .body_bytes_max = [](Method, std::string_view) { return body_max; }};
    session.emplace(rules);
  }

  // Feeds `bytes` in pieces of `size`, sends everything that comes out, and returns it.
  std::string talk(std::string_view bytes, std::size_t size = std::string_view::npos) {
    std::string out;
    while (!bytes.empty() && session->phase() != Session::Phase::closing) {
      const auto space = session->space();
      const std::size_t count = std::min({size, bytes.size(), space.size()});
      std::ranges::copy(bytes.substr(0, count), space.begin());
      bytes.remove_prefix(count);
      session->received(count);
      out += drain();
    }
    return out;
  }

  std::string drain() {
    std::string out;
    while (session->has_output()) {
      const auto pieces = session->output();
      out.append(pieces[0]).append(pieces[1]);
      session->sent(pieces[0].size() + pieces[1].size());
    }
    return out;
  }

  // In a conversation of its own.
  std::string answer(std::string_view bytes) {
    session.emplace(rules);
    return talk(bytes);
  }

  [[nodiscard]] bool closing() const { return session->phase() == Session::Phase::closing; }

  SessionRules rules;
  std::optional<Session> session;
};

std::string request(std::string_view line, std::string_view fields = "", std::string_view body = "") {
  std::string text;
  text.append(line).append(" HTTP/1.1\r\nHost: example.org\r\n").append(fields).append("\r\n").append(body);
  return text;
}

std::string with_length(std::string_view line, std::string_view body) {
  return request(line, "Content-Length: " + std::to_string(body.size()) + "\r\n", body);
}

TEST_F(SessionTest, ARequestIsAnsweredAndTheConnectionKept) {
  const std::string out = answer(request("GET /a/b?c=d"));
  EXPECT_THAT(out, StartsWith("HTTP/1.1 200 OK\r\nDate: "));
  EXPECT_THAT(out, HasSubstr("\r\nContent-Length: 36\r\n"));
  EXPECT_THAT(out, ::testing::EndsWith("\r\n\r\nGET path=/a/b query=c=d type= body=;"));
  EXPECT_EQ(session->phase(), Session::Phase::idle);
}

TEST_F(SessionTest, EveryAnswerCarriesTheSecurityHeaders) {
  for (const std::string& out : {answer(request("GET /")), answer("nonsense\r\n\r\n"), answer(request("GET /throw"))}) {
    for (const auto* field :
         {"\r\nX-Content-Type-Options: nosniff\r\n", "\r\nReferrer-Policy: no-referrer\r\n",
          "\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n", "\r\nPermissions-Policy: ",
          "\r\nCross-Origin-Opener-Policy: same-origin\r\n", "\r\nCross-Origin-Resource-Policy: same-origin\r\n",
          "\r\nCache-Control: no-store\r\n"}) {
      EXPECT_THAT(out, HasSubstr(field));
    }
  }
}

TEST_F(SessionTest, RequestsInARowAreAnsweredInTheirOrderHoweverTheyAreCut) {
  const std::string bytes = request("GET /1") + with_length("POST /2", "two") + "\r\n" + request("GET /3") +
                            request("POST /4", "Transfer-Encoding: chunked\r\n", "2;x=y\r\nab\r\n3\r\ncde\r\n0\r\nT: u\r\n\r\n") +
                            request("HEAD /5") + request("GET /6");
  const std::string whole = answer(bytes);
  for (const auto* part : {"path=/1 ", "body=two;", "path=/3 ", "body=abcde;", "path=/6 "}) EXPECT_THAT(whole, HasSubstr(part));
  EXPECT_EQ(session->phase(), Session::Phase::idle);
  for (const std::size_t size : {1UL, 2UL, 3UL, 7UL, 64UL}) {
    session.emplace(rules);
    const std::string cut = talk(bytes, size);
    // All but the Date, which may have moved on.
    EXPECT_EQ(cut.size(), whole.size());
    EXPECT_THAT(cut, HasSubstr("body=abcde;"));
  }
}

TEST_F(SessionTest, HeadHasTheFieldsOfGetAndNoBody) {
  const std::string out = answer(request("HEAD /abc"));
  EXPECT_THAT(out, HasSubstr("\r\nContent-Length: 34\r\n"));
  EXPECT_THAT(out, ::testing::EndsWith("\r\n\r\n"));
}

TEST_F(SessionTest, AnAnswerWithoutContentHasNoLength) {
  EXPECT_THAT(answer(request("GET /empty")), Not(HasSubstr("Content-Length")));
}

TEST_F(SessionTest, TheAbsoluteFormOfATargetIsItsPath) {
  EXPECT_THAT(answer(request("GET http://example.org/a?b")), HasSubstr("path=/a query=b "));
  EXPECT_THAT(answer(request("GET HTTPS://example.org/a")), HasSubstr("path=/a query= "));
  EXPECT_THAT(answer(request("GET http://example.org")), StartsWith("HTTP/1.1 400 "));
}

TEST_F(SessionTest, OptionsOfTheWholeServer) {
  EXPECT_THAT(answer(request("OPTIONS *")), HasSubstr("OPTIONS path=* "));
  EXPECT_THAT(answer(request("GET *")), StartsWith("HTTP/1.1 400 "));
}

TEST_F(SessionTest, Version10ClosesUnlessAskedToStay) {
  EXPECT_THAT(answer("GET / HTTP/1.0\r\n\r\n"), HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_TRUE(closing());
  EXPECT_THAT(answer("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"), HasSubstr("\r\nConnection: keep-alive\r\n"));
  EXPECT_FALSE(closing());
  EXPECT_THAT(answer(request("GET /", "Connection: close\r\n")), HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_TRUE(closing());
}

TEST_F(SessionTest, ALongAnswerIsSentInChunks) {
  const std::string out = answer(with_length("POST /pieces", "ab"));
  EXPECT_THAT(out, HasSubstr("\r\nTransfer-Encoding: chunked\r\n"));
  EXPECT_THAT(out, ::testing::EndsWith("\r\n\r\n3\r\nab3\r\n3\r\nab2\r\n3\r\nab1\r\n0\r\n\r\n"));
  EXPECT_THAT(talk(request("GET /next")), HasSubstr("path=/next"));
}

TEST_F(SessionTest, ALongAnswerToVersion10EndsWithTheConnection) {
  const std::string out = answer("POST /pieces HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\na");
  EXPECT_THAT(out, Not(HasSubstr("Transfer-Encoding")));
  EXPECT_THAT(out, ::testing::EndsWith("\r\n\r\na3a2a1"));
  EXPECT_TRUE(closing());
}

TEST_F(SessionTest, AMistakeInAHandlerIsA500AndCloses) {
  EXPECT_THAT(answer(request("GET /throw")), StartsWith("HTTP/1.1 500 "));
  EXPECT_TRUE(closing());
}

TEST_F(SessionTest, ContinueIsSentOnlyWhileTheBodyIsAwaited) {
  const std::string head = request("POST /", "Expect: 100-Continue\r\nContent-Length: 2\r\n");
  EXPECT_EQ(answer(head), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_EQ(session->phase(), Session::Phase::body);
  EXPECT_THAT(talk("ab"), AllOf(StartsWith("HTTP/1.1 200 "), HasSubstr("body=ab;")));
  EXPECT_THAT(answer(head + "ab"), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(answer(request("POST /", "Expect: 100-continue\r\nContent-Length: 1001\r\n")), StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(answer(request("POST /", "Expect: a-cake\r\n")), StartsWith("HTTP/1.1 417 "));
}

TEST_F(SessionTest, TheBodyLimit) {
  for (const std::size_t size : {body_max - 1, body_max}) {
    EXPECT_THAT(answer(with_length("POST /", std::string(size, 'x'))), StartsWith("HTTP/1.1 200 "));
  }
  EXPECT_THAT(answer(with_length("POST /", std::string(body_max + 1, 'x'))), StartsWith("HTTP/1.1 413 "));
  EXPECT_TRUE(closing());
}

TEST_F(SessionTest, TheBodyLimitHoldsForChunksToo) {
  const auto chunked = [](std::size_t size) {
    // Two chunks, so that the limit is on their sum.
    return request("POST /", "Transfer-Encoding: chunked\r\n",
                   "1f4\r\n" + std::string(500, 'x') + "\r\n" + [size] {
                     std::string digits;
                     for (std::size_t left = size - 500; left > 0; left /= 16) digits.insert(0, 1, "0123456789abcdef"[left % 16]);
                     return digits;
                   }() + "\r\n" + std::string(size - 500, 'y') + "\r\n0\r\n\r\n");
  };
  EXPECT_THAT(answer(chunked(body_max - 1)), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(answer(chunked(body_max)), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(answer(chunked(body_max + 1)), StartsWith("HTTP/1.1 413 "));
}

TEST_F(SessionTest, TheTargetLimit) {
  rules.target_bytes_max = 100;
  for (const std::size_t size : {99U, 100U}) {
    EXPECT_THAT(answer(request("GET /" + std::string(size - 1, 'x'))), StartsWith("HTTP/1.1 200 "));
  }
  EXPECT_THAT(answer(request("GET /" + std::string(100, 'x'))), StartsWith("HTTP/1.1 414 "));
}

TEST_F(SessionTest, TheHeaderLimitCountsEveryByteOfTheHead) {
  rules.header_bytes_max = 400;
  const auto sized = [](std::size_t size) {
    const std::size_t bare = request("GET /", "X: \r\n").size();
    return request("GET /", "X: " + std::string(size - bare, 'x') + "\r\n");
  };
  for (const std::size_t size : {399U, 400U}) EXPECT_THAT(answer(sized(size)), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(answer(sized(401)), StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(answer(request("GET /" + std::string(500, 'x'))), StartsWith("HTTP/1.1 414 "));
}

TEST_F(SessionTest, TheLimitOnLargeBodiesIsForAllConnectionsTogether) {
  rules.handler.body_bytes_max = [](Method, std::string_view) { return std::size_t{1} << 20U; };
  const std::string large = with_length("POST /", std::string(std::size_t{1} << 20U, 'x'));
  EXPECT_THAT(answer(large), StartsWith("HTTP/1.1 200 "));
  EXPECT_EQ(rules.large_bodies_bytes, 0U);
  rules.large_bodies_bytes_max = std::size_t{3} << 20U;
  Session other{rules};
  rules.large_bodies_bytes = std::size_t{2} << 20U;  // held elsewhere
  EXPECT_THAT(answer(large), AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("\r\nRetry-After: 1\r\n")));
  session.reset();
  EXPECT_EQ(rules.large_bodies_bytes, std::size_t{2} << 20U);
}

TEST_F(SessionTest, DeadlinesAreToldByPhase) {
  EXPECT_EQ(session->phase(), Session::Phase::idle);
  const auto idle = session->epoch();
  talk("\r\n");
  EXPECT_EQ(session->phase(), Session::Phase::idle);
  EXPECT_EQ(session->epoch(), idle) << "an empty line must not begin a deadline anew";
  talk("GE");
  EXPECT_EQ(session->phase(), Session::Phase::head);
  const auto head = session->epoch();
  EXPECT_NE(head, idle);
  talk("T / HTTP/1.1\r\n");
  EXPECT_EQ(session->epoch(), head) << "more of a head must not begin a deadline anew";
  session->time_out();
  EXPECT_THAT(drain(), AllOf(StartsWith("HTTP/1.1 408 "), HasSubstr("head"), HasSubstr("\r\nConnection: close\r\n")));
  EXPECT_TRUE(closing());

  session.emplace(rules);
  talk(request("POST /", "Content-Length: 3\r\n", "a"));
  EXPECT_EQ(session->phase(), Session::Phase::body);
  session->time_out();
  EXPECT_THAT(drain(), AllOf(StartsWith("HTTP/1.1 408 "), HasSubstr("body")));
}

TEST_F(SessionTest, WhileStoppingWhatHasBegunIsAnswered) {
  talk(request("POST /a", "Content-Length: 2\r\n", "x"));
  session->drain();
  // The rest, and a whole request behind it: both are answered, the last one says goodbye.
  const std::string out = talk("y" + request("GET /b"));
  EXPECT_THAT(out, HasSubstr("body=xy;"));
  EXPECT_THAT(out, HasSubstr("path=/b"));
  EXPECT_EQ(out.find("Connection: close"), out.rfind("Connection: close"));
  EXPECT_GT(out.find("Connection: close"), out.find("body=xy;"));
  EXPECT_TRUE(closing());
}

TEST_F(SessionTest, WhileAnAnswerWaitsNothingMoreIsAnswered) {
  rules.handler.answer = [](const Request&, Response& response) { response.body.assign(100'000, 'x'); };
  session.emplace(rules);
  std::string many;
  for (int i = 0; i < 20; ++i) many += request("GET /");
  const auto space = session->space();
  ASSERT_GE(space.size(), many.size());
  std::ranges::copy(many, space.begin());
  session->received(many.size());
  EXPECT_LT(session->output()[0].size(), 102'000U);
  std::size_t answers = 0;
  for (std::string out = drain(); out.contains("HTTP/1.1 200"); out.erase(0, out.find("HTTP/1.1 200") + 1)) ++answers;
  EXPECT_EQ(answers, 20U);
}

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
    session.emplace(rules);
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
        {"LengthAndCoding", request("POST /", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + smuggled), 400, "both Content-Length and Transfer-Encoding"},
        {"CodingAndLength", request("POST /", "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n" + smuggled), 400, "both Content-Length and Transfer-Encoding"},
        {"TwoLengths", request("POST /", "Content-Length: 0\r\nContent-Length: 5\r\n", smuggled), 400, "more than one Content-Length"},
        {"TwoEqualLengths", request("POST /", "Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), 400, "more than one Content-Length"},
        {"ListOfLengths", request("POST /", "Content-Length: 3, 3\r\n", "abc"), 400, "more than one Content-Length"},
        {"NegativeLength", request("POST /", "Content-Length: -1\r\n"), 400, "Content-Length"},
        {"SignedLength", request("POST /", "Content-Length: +3\r\n", "abc"), 400, "Content-Length"},
        {"HexLength", request("POST /", "Content-Length: 0x3\r\n", "abc"), 400, "Content-Length"},
        {"EndlessLength", request("POST /", "Content-Length: 99999999999999999999\r\n"), 400, "Content-Length"},
        {"EmptyLength", request("POST /", "Content-Length: \r\n"), 400, "Content-Length"},
        {"TwoCodings", request("POST /", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400, "Transfer-Encoding"},
        {"OtherCoding", request("POST /", "Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 501, "chunked"},
        {"ChunkedThenOther", request("POST /", "Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), 501, "chunked"},
        {"CodingAlmostChunked", request("POST /", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 501, "chunked"},
        {"CodingInVersion10", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "HTTP/1.0"},
        {"ChunkWithoutSize", request("POST /", "Transfer-Encoding: chunked\r\n", "\r\n\r\n" + smuggled), 400, "chunk"},
        {"ChunkSizeNotHex", request("POST /", "Transfer-Encoding: chunked\r\n", "g\r\n\r\n" + smuggled), 400, "chunk"},
        {"ChunkTooShort", request("POST /", "Transfer-Encoding: chunked\r\n", "3\r\nab\r\n0\r\n\r\n" + smuggled), 400, "chunk"},
        {"ChunkTooLong", request("POST /", "Transfer-Encoding: chunked\r\n", "1\r\nab\r\n0\r\n\r\n" + smuggled), 400, "chunk"},
        {"ChunkSizeSigned", request("POST /", "Transfer-Encoding: chunked\r\n", "-1\r\na\r\n0\r\n\r\n" + smuggled), 400, "chunk"},
        {"ChunkSizeOverflows", request("POST /", "Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\na\r\n0\r\n\r\n"), 413, "body"},
        {"ChunkBareLf", request("POST /", "Transfer-Encoding: chunked\r\n", "1\na\n0\n\n" + smuggled), 400, "chunk"},
        {"UnknownMethod", request("BREW /"), 501, "methods"},
        {"LowerCaseMethod", request("get /"), 501, "methods"},
        {"Connect", "CONNECT example.org:80 HTTP/1.1\r\nHost: example.org\r\n\r\n", 501, "methods"},
        {"Trace", request("TRACE /"), 501, "methods"},
    }),
    [](const auto& each) { return std::string{each.param.name}; });

}  // namespace
}  // namespace skranke::http
