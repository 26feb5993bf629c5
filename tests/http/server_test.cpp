// The server on real sockets: deadlines, connections, slow and rude clients, and its end.
#include "http/server/server.hpp"

#include <atomic>
#include <chrono>
#include <csignal>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "raw_client.hpp"
#include "running_server.hpp"

namespace skranke::http::test {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr milliseconds soon{40};
constexpr std::size_t large_file_size = 64UL * 1024 * 1024;  // more than a socket's buffers hold

Handler echo() {
  static const std::string file(large_file_size, 'f');
  return {.answer =
              [](const Request& request, Response& response) {
                response.content_type = "text/plain";
                if (request.path == "/file") {
                  response.file = file;
                } else if (request.path == "/endless") {
                  response.more = [](std::string& piece) { return piece.append(10'000, 'p'), true; };
                } else {
                  response.body.append(request.path).append(request.body);
                }
              },
          .body_bytes_max = [](Method, std::string_view) { return std::size_t{1'000'000}; }};
}

ServerConfig patient() {
  ServerConfig config;
  config.threads = 2;
  return config;
}

TEST(Server, AnswersAndKeepsTheConnection) {
  const RunningServer server{patient(), echo()};
  RawClient client{server.port()};
  EXPECT_EQ(client.ask("GET /a").body, "/a");
  EXPECT_EQ(client.ask("POST /b", "", "body").body, "/bbody");
  EXPECT_EQ(client.ask("HEAD /c").field("content-length"), "2");
}

TEST(Server, AnswersRequestsSentInARowInTheirOrder) {
  const RunningServer server{patient(), echo()};
  RawClient client{server.port()};
  std::string many;
  for (int i = 0; i < 1000; ++i) many += request("GET /" + std::to_string(i));
  std::thread writer{[&] { client.send(many); }};
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(client.receive().body, "/" + std::to_string(i));
  writer.join();
}

TEST(Server, ServesManyClientsAtOnceOnSeveralThreads) {
  ServerConfig config;
  config.threads = 4;
  const RunningServer server{config, echo()};
  std::vector<std::jthread> clients;
  clients.reserve(8);
  std::atomic<int> right = 0;
  for (int c = 0; c < 8; ++c) {
    clients.emplace_back([&, c] {
      for (int round = 0; round < 5; ++round) {
        RawClient client{server.port()};
        for (int i = 0; i < 50; ++i) {
          const std::string body = std::to_string(c * 1000 + i);
          if (client.ask("POST /", "", body).body == "/" + body) ++right;
        }
      }
    });
  }
  clients.clear();
  EXPECT_EQ(right, 8 * 5 * 50);
}

TEST(Server, ABodyBeyondTheLimitIsRefusedAlthoughItIsStillBeingSent) {
  const RunningServer server{patient(), echo()};
  RawClient client{server.port()};
  const std::string body(3'000'000, 'b');
  std::thread writer{[&] { client.send(request("POST /", "", body)); }};
  const Answer answer = client.receive();
  EXPECT_EQ(answer.status, 413U);
  EXPECT_EQ(answer.field("connection"), "close");
  EXPECT_EQ(answer.field("content-type"), "application/problem+json");
  writer.join();
}

TEST(Server, ExpectContinueIsAnsweredBeforeTheBodyIsSent) {
  const RunningServer server{patient(), echo()};
  RawClient client{server.port()};
  client.send("POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(client.receive().status, 100U);
  client.send("abc");
  EXPECT_EQ(client.receive().body, "/xabc");
}

TEST(Server, AClientThatHasFinishedSendingIsStillAnswered) {
  const RunningServer server{patient(), echo()};
  RawClient client{server.port()};
  client.send(request("GET /a") + request("GET /b"));
  client.finish();
  EXPECT_EQ(client.receive().body, "/a");
  EXPECT_EQ(client.receive().body, "/b");
  EXPECT_TRUE(client.is_closed());
}

TEST(Server, AnUnfinishedHeadIs408) {
  ServerConfig config = patient();
  config.header_deadline = soon;
  const RunningServer server{config, echo()};
  RawClient client{server.port()};
  EXPECT_EQ(client.ask("GET /first").status, 200U);
  client.send("GET / HTTP/1.1\r\nHo");
  const Answer answer = client.receive();
  EXPECT_EQ(answer.status, 408U);
  EXPECT_THAT(answer.body, HasSubstr("head"));
  EXPECT_TRUE(client.is_closed());
  EXPECT_EQ(RawClient{server.port()}.ask("GET /next").status, 200U);
}

TEST(Server, AHeadThatArrivesByteByByteIs408) {
  ServerConfig config = patient();
  config.header_deadline = soon;
  const RunningServer server{config, echo()};
  RawClient client{server.port()};
  client.send("GET / HTTP/1.1\r\nX: ");
  // Never silent for long, and never finished: the deadline is for the whole head.
  std::thread slow{[&] {
    while (client.send("x")) std::this_thread::yield();
  }};
  const unsigned status = client.receive().status;
  EXPECT_TRUE(status == 408U || status == 431U) << status;
  client.finish();
  slow.join();
}

TEST(Server, AnUnfinishedBodyIs408) {
  ServerConfig config = patient();
  config.body_deadline = soon;
  const RunningServer server{config, echo()};
  RawClient client{server.port()};
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  const Answer answer = client.receive();
  EXPECT_EQ(answer.status, 408U);
  EXPECT_THAT(answer.body, HasSubstr("body"));
  EXPECT_TRUE(client.is_closed());
}

TEST(Server, AConnectionWithoutARequestIsClosedWithoutAWord) {
  ServerConfig config = patient();
  config.header_deadline = soon;
  const RunningServer server{config, echo()};
  EXPECT_TRUE(RawClient{server.port()}.is_closed());
}

TEST(Server, AKeptConnectionIsClosedOnceItIsIdle) {
  ServerConfig config = patient();
  config.idle_deadline = soon;
  const RunningServer server{config, echo()};
  RawClient client{server.port()};
  EXPECT_EQ(client.ask("GET /a").status, 200U);
  EXPECT_TRUE(client.is_closed());
}

TEST(Server, AClientThatDoesNotReadIsCutOff) {
  ServerConfig config = patient();
  config.write_deadline = soon;
  for (const auto* path : {"GET /file", "GET /endless"}) {
    RunningServer server{config, echo()};
    RawClient client{server.port()};
    client.send(request(path));
    // Does not read until the server has given up, which the server's end shows.
    server.stop();
    server.wait();
    EXPECT_LT(client.receive_all().size(), large_file_size);
  }
}

TEST(Server, AClientThatDoesReadGetsAllOfIt) {
  const RunningServer server{patient(), echo()};
  RawClient client{server.port()};
  EXPECT_EQ(client.ask("GET /file").body.size(), large_file_size);
  EXPECT_EQ(client.ask("GET /after").body, "/after");
}

TEST(Server, AClientThatDoesNotCloseAfterTheLastAnswerIsCutOff) {
  ServerConfig config = patient();
  config.linger_longest_deadline = soon;
  const RunningServer server{config, echo()};
  RawClient client{server.port()};
  EXPECT_EQ(client.ask("GET /", "Connection: close\r\n").status, 200U);
  EXPECT_TRUE(client.is_closed());
  while (client.send("more")) std::this_thread::yield();
}

TEST(Server, AClientThatStillSendsAfterTheLastAnswerIsHeardOut) {
  ServerConfig config = patient();
  config.linger_deadline = std::chrono::seconds{1};
  const RunningServer server{config, echo()};
  RawClient client{server.port()};
  EXPECT_EQ(client.ask("GET /", "Connection: close\r\n").status, 200U);
  const auto later = std::chrono::steady_clock::now() + 2 * config.linger_deadline;
  while (std::chrono::steady_clock::now() < later) {
    ASSERT_TRUE(client.send("more"));
    std::this_thread::yield();
  }
}

TEST(Server, OneConnectionMoreThanTheLimitIsTurnedAway) {
  ServerConfig config = patient();
  config.connections_max = 3;
  const RunningServer server{config, echo()};
  std::vector<std::unique_ptr<RawClient>> clients;
  for (std::size_t i = 1; i <= 3; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    EXPECT_EQ(clients.back()->ask("GET /").status, 200U) << i;
  }
  RawClient fourth{server.port()};
  const Answer answer = fourth.receive();
  EXPECT_EQ(answer.status, 503U);
  EXPECT_EQ(answer.field("retry-after"), "1");
  EXPECT_TRUE(fourth.is_closed());
  EXPECT_EQ(clients[0]->ask("GET /").status, 200U) << "the others are not disturbed";
  // A place is free again as soon as the server has seen one leave.
  clients[1].reset();
  unsigned status = 503;
  for (int attempt = 0; attempt < 10'000 && status != 200; ++attempt) {
    status = RawClient{server.port()}.ask("GET /").status;
  }
  EXPECT_EQ(status, 200U);
}

TEST(Server, RubbishDoesNotStopIt) {
  const RunningServer server{patient(), echo()};
  for (const std::string& bytes :
       {std::string{"\x16\x03\x01\x02\x01"}, std::string{"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
        std::string(100'000, '\0'), std::string(100'000, 'A'), std::string{"GET / HTTP/1.1\nHost: a\n\n"}}) {
    RawClient client{server.port()};
    client.send(bytes);
    const unsigned status = client.receive().status;
    EXPECT_TRUE(status >= 400 && status < 500) << status;
    EXPECT_TRUE(client.is_closed());
  }
  EXPECT_EQ(RawClient{server.port()}.ask("GET /").status, 200U);
}

TEST(Server, StopAnswersWhatHasBegunAndClosesWhatIsIdle) {
  RunningServer server{patient(), echo()};
  RawClient idle{server.port()};
  RawClient begun{server.port()};
  EXPECT_EQ(idle.ask("GET /").status, 200U);
  EXPECT_EQ(begun.ask("GET /").status, 200U);
  begun.send("POST /begun HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab");
  server.stop();
  EXPECT_TRUE(idle.is_closed());
  EXPECT_FALSE(RawClient{server.port()}.connected());
  begun.send("cd");
  const Answer answer = begun.receive();
  EXPECT_EQ(answer.body, "/begunabcd");
  EXPECT_EQ(answer.field("connection"), "close");
  EXPECT_TRUE(begun.is_closed());
  server.wait();
}

TEST(Server, StopAnswersWhoeverHasConnectedBefore) {
  for (int round = 0; round < 30; ++round) {
    RunningServer server{patient(), echo()};
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 5; ++i) {
      clients.push_back(std::make_unique<RawClient>(server.port()));
      clients.back()->send(request("GET /"));
    }
    server.stop();
    for (const auto& client : clients) EXPECT_EQ(client->receive().status, 200U);
    server.wait();
  }
}

TEST(Server, StopDoesNotWaitLongerThanTheDrainDeadline) {
  ServerConfig config = patient();
  config.drain_deadline = soon;
  RunningServer server{config, echo()};
  RawClient client{server.port()};
  EXPECT_EQ(client.ask("GET /").status, 200U);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab");
  server.stop();
  server.wait();
  EXPECT_EQ(client.receive().status, 0U);
}

TEST(Server, SigtermAndSigintStopIt) {
  for (const int signal : {SIGTERM, SIGINT}) {
    ServerConfig config = patient();
    config.stop_on_signals = true;
    RunningServer server{config, echo()};
    RawClient client{server.port()};
    client.send(request("GET /"));
    ASSERT_EQ(std::raise(signal), 0);
    EXPECT_EQ(client.receive().status, 200U);
    server.wait();
  }
}

TEST(Server, SaysWhatIsWrongWithAnAddress) {
  ServerConfig config;
  config.address = "localhost";
  const auto named = Server::listen(config, echo());
  ASSERT_FALSE(named);
  EXPECT_EQ(named.error().fault, base::Fault::invalid_value);

  const RunningServer running{ServerConfig{}, echo()};
  config.address = "127.0.0.1";
  config.port = running.port();
  const auto taken = Server::listen(config, echo());
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().fault, base::Fault::unavailable);
  EXPECT_THAT(taken.error().text, StartsWith("can't listen on 127.0.0.1:"));
}

}  // namespace
}  // namespace skranke::http::test
