// The conversation on a connection, byte for byte, without a socket.
#include "http/server/session.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/server/refusals.hpp"
#include "http/server/session_talk.hpp"

namespace skranke::http::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(SessionTest, ARequestIsAnsweredAndTheConnectionKept) {
  const std::string out = answer(request("GET /a/b?c=d"));
  EXPECT_THAT(out, StartsWith("HTTP/1.1 200 OK\r\nDate: "));
  EXPECT_THAT(out, HasSubstr("\r\nContent-Length: 36\r\n"));
  EXPECT_THAT(out, ::testing::EndsWith("\r\n\r\nGET path=/a/b query=c=d type= body=;"));
  EXPECT_EQ(session->phase(), Session::Phase::idle);
}

TEST_F(SessionTest, EveryAnswerCarriesTheSecurityHeaders) {
  for (const std::string& out :
       {answer(request("GET /")), answer("nonsense\r\n\r\n"), answer(request("GET /throw"))}) {
    for (const auto* field :
         {"\r\nX-Content-Type-Options: nosniff\r\n", "\r\nReferrer-Policy: no-referrer\r\n",
          "\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n",
          "\r\nPermissions-Policy: ", "\r\nCross-Origin-Opener-Policy: same-origin\r\n",
          "\r\nCross-Origin-Resource-Policy: same-origin\r\n", "\r\nCache-Control: no-store\r\n"}) {
      EXPECT_THAT(out, HasSubstr(field));
    }
  }
}

TEST_F(SessionTest, RequestsInARowAreAnsweredInTheirOrderHoweverTheyAreCut) {
  const std::string bytes =
      request("GET /1") + with_length("POST /2", "two") + "\r\n" + request("GET /3") +
      request("POST /4", "Transfer-Encoding: chunked\r\n", "2;x=y\r\nab\r\n3\r\ncde\r\n0\r\nT: u\r\n\r\n") +
      request("HEAD /5") + request("GET /6");
  const std::string whole = answer(bytes);
  for (const auto* part : {"path=/1 ", "body=two;", "path=/3 ", "body=abcde;", "path=/6 "})
    EXPECT_THAT(whole, HasSubstr(part));
  EXPECT_EQ(session->phase(), Session::Phase::idle);
  for (const std::size_t size : {1UL, 2UL, 3UL, 7UL, 64UL}) {
    restart();
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
  EXPECT_THAT(answer("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"),
              HasSubstr("\r\nConnection: keep-alive\r\n"));
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
  const std::string out =
      answer("POST /pieces HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\na");
  EXPECT_THAT(out, Not(HasSubstr("Transfer-Encoding")));
  EXPECT_THAT(out, ::testing::EndsWith("\r\n\r\na3a2a1"));
  EXPECT_TRUE(closing());
}

TEST_F(SessionTest, AMistakeInAHandlerIsA500AndCloses) {
  EXPECT_THAT(answer(request("GET /throw")), StartsWith("HTTP/1.1 500 "));
  EXPECT_TRUE(closing());
}

TEST_F(SessionTest, ABrokenAssumptionIsA500AndCloses) {
  EXPECT_THAT(answer(request("GET /bug")), StartsWith("HTTP/1.1 500 "));
  EXPECT_TRUE(closing());
}

TEST_F(SessionTest, ContinueIsSentOnlyWhileTheBodyIsAwaited) {
  const std::string head = request("POST /", "Expect: 100-Continue\r\nContent-Length: 2\r\n");
  EXPECT_EQ(answer(head), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_EQ(session->phase(), Session::Phase::body);
  EXPECT_THAT(talk("ab"), AllOf(StartsWith("HTTP/1.1 200 "), HasSubstr("body=ab;")));
  EXPECT_THAT(answer(head + "ab"), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(answer(request("POST /", "Expect: 100-continue\r\nContent-Length: 1001\r\n")),
              StartsWith("HTTP/1.1 413 "));
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
    return request(
        "POST /", "Transfer-Encoding: chunked\r\n", "1f4\r\n" + std::string(500, 'x') + "\r\n" + [size] {
          std::string digits;
          for (std::size_t left = size - 500; left > 0; left /= 16)
            digits.insert(0, 1, "0123456789abcdef"[left % 16]);
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
  rules.large_bodies_bytes = std::size_t{2} << 20U;  // held elsewhere
  EXPECT_THAT(answer(large), AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("\r\nRetry-After: 1\r\n")));
  session.reset();
  EXPECT_EQ(rules.large_bodies_bytes, std::size_t{2} << 20U);
}

TEST_F(SessionTest, DeadlinesAreToldByPhase) {
  EXPECT_EQ(session->phase(), Session::Phase::idle);
  const auto idle = session->epoch();
  talk("\r\n\r\n", 1);
  EXPECT_EQ(session->phase(), Session::Phase::idle);
  EXPECT_EQ(session->epoch(), idle) << "an empty line must not begin a deadline anew";
  talk("GE");
  EXPECT_EQ(session->phase(), Session::Phase::head);
  const auto head = session->epoch();
  EXPECT_NE(head, idle);
  talk("T / HTTP/1.1\r\n");
  EXPECT_EQ(session->epoch(), head) << "more of a head must not begin a deadline anew";
  session->time_out();
  EXPECT_THAT(drain(),
              AllOf(StartsWith("HTTP/1.1 408 "), HasSubstr("head"), HasSubstr("\r\nConnection: close\r\n")));
  EXPECT_TRUE(closing());

  restart();
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
  restart();
  std::string many;
  for (int i = 0; i < 20; ++i) many += request("GET /");
  const auto space = session->space();
  ASSERT_GE(space.size(), many.size());
  std::ranges::copy(many, space.begin());
  session->received(many.size());
  EXPECT_LT(session->output()[0].size(), 102'000U);
  std::size_t answers = 0;
  for (std::string out = drain(); out.contains("HTTP/1.1 200"); out.erase(0, out.find("HTTP/1.1 200") + 1))
    ++answers;
  EXPECT_EQ(answers, 20U);
}

TEST_F(SessionTest, AnAnswerThatHasToWaitKeepsItsPlaceInTheRow) {
  const std::string out =
      talk(request("GET /a") + with_length("POST /work", "x") + request("GET /b") + request("HEAD /work"));
  EXPECT_THAT(out, AllOf(HasSubstr("path=/a"), Not(HasSubstr("path=/b"))));
  EXPECT_EQ(session->phase(), Session::Phase::working);
  const auto work = session->take_work();
  EXPECT_FALSE(session->take_work());
  Response answer;
  work(answer);
  session->worked(std::move(answer));
  const std::string next = drain();
  EXPECT_LT(next.find("worked on x"), next.find("path=/b"));
  ASSERT_EQ(session->phase(), Session::Phase::working);
  Response head;
  session->take_work()(head);
  session->worked(std::move(head));
  EXPECT_THAT(drain(), AllOf(HasSubstr("Content-Length: 10"), Not(HasSubstr("worked on"))));
  EXPECT_EQ(session->phase(), Session::Phase::idle);
}

TEST_F(SessionTest, AnAnswerThatCouldNotBeWorkedOutIsAProblem) {
  talk(request("GET /work"));
  session->not_worked(refusals::too_much_work);
  EXPECT_THAT(drain(), AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("Retry-After: 1")));
  EXPECT_FALSE(closing());
  talk(request("GET /work"));
  session->not_worked(refusals::internal);
  EXPECT_THAT(drain(), StartsWith("HTTP/1.1 500 "));
  EXPECT_TRUE(closing());
}

}  // namespace
}  // namespace skranke::http::test
