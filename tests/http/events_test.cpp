// Event streams over real sockets: everybody sees what is published, the slow cost nothing, and requests keep
// their connections.
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "http/server/event_channel.hpp"
#include "http/server/server.hpp"
#include "raw_client.hpp"
#include "running_server.hpp"

namespace skranke::http::test {
namespace {

class Events : public ::testing::Test {
 protected:
  static ServerConfig config_of(unsigned threads) {
    ServerConfig config;
    config.threads = threads;
    return config;
  }
  Handler handler() {
    return {.answer =
                [this](const Request& asked, Response& response) {
                  if (asked.path == "/events") {
                    response.events = channel;
                  } else if (asked.path == "/others") {
                    response.events = others;
                  } else {
                    response.body = "at once";
                  }
                },
            .body_bytes_max = [](Method, std::string_view) { return std::size_t{1000}; }};
  }
  static std::unique_ptr<RawClient> open(std::uint16_t port, const std::string& path = "/events") {
    auto client = std::make_unique<RawClient>(port);
    EXPECT_TRUE(client->send(request("GET " + path)));
    EXPECT_NE(client->receive_until("retry: 2000\n\n\r\n").find("200 OK"), std::string::npos);
    return client;
  }
  // The id of the next event.
  static std::string next_id(RawClient& client) {
    client.receive_until("id: ");
    std::string id = client.receive_until("\n");
    client.receive_until("\n\n\r\n");
    id.pop_back();
    return id;
  }
  void publish(int id) { channel->publish(event_text("board", id, "{}")); }

  std::shared_ptr<EventChannel> channel = std::make_shared<EventChannel>();
  std::shared_ptr<EventChannel> others = std::make_shared<EventChannel>();
};

TEST_F(Events, EverybodyOnEveryThreadSeesThemAndNobodyElse) {
  const RunningServer server{config_of(3), handler()};
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 30; ++i) clients.push_back(open(server.port()));
  const auto other = open(server.port(), "/others");
  for (int id = 1; id <= 20; ++id) {
    publish(id);
    for (const auto& client : clients) EXPECT_EQ(next_id(*client), std::to_string(id));
  }
  others->publish(event_text("board", 99, "{}"));
  EXPECT_EQ(next_id(*other), "99");
}

TEST_F(Events, WhoComesLaterSeesTheLatest) {
  const RunningServer server{config_of(2), handler()};
  const auto first = open(server.port());
  publish(1);
  publish(2);
  EXPECT_EQ(next_id(*open(server.port())), "2");
}

// Publishing from many threads while clients come: the last event reaches everybody.
TEST_F(Events, NoneIsMissedBetweenComingAndListening) {
  const RunningServer server{config_of(2), handler()};
  std::atomic<bool> is_over = false;
  std::thread publisher{[&] {
    for (int id = 1; !is_over; ++id) publish(id);
  }};
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 40; ++i) clients.push_back(open(server.port()));
  is_over = true;
  publisher.join();
  channel->publish(event_text("board", 0, "last"));
  for (const auto& client : clients)
    EXPECT_NE(client->receive_until("data: last\n\n").find("data: last"), std::string::npos);
}

// A client that reads nothing is dropped after the write deadline; the others never wait for it.
TEST_F(Events, WhoReadsNothingIsLeftAlone) {
  ServerConfig config = config_of(1);
  config.write_deadline = std::chrono::milliseconds{200};
  const RunningServer server{config, handler()};
  const auto slow = open(server.port());
  const auto quick = open(server.port());
  const std::string data(60'000, 'x');
  int id = 0;
  while (channel->streams() == 2) {
    channel->publish(event_text("board", ++id, data));
    EXPECT_EQ(next_id(*quick), std::to_string(id));
  }
  publish(0);
  EXPECT_EQ(next_id(*quick), "0");
}

TEST_F(Events, StreamsDontCountAsConnectionsOfRequests) {
  ServerConfig config = config_of(1);
  config.connections_max = 2;
  config.event_streams_max = 3;
  const RunningServer server{config, handler()};
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 3; ++i) clients.push_back(open(server.port()));
  RawClient asks{server.port()};
  EXPECT_EQ(asks.ask("GET /").body, "at once");
  EXPECT_EQ(RawClient{server.port()}.ask("GET /events").status, 503U);
  publish(1);
  for (const auto& client : clients) EXPECT_EQ(next_id(*client), "1");
  EXPECT_EQ(asks.ask("GET /").body, "at once");
}

TEST_F(Events, ASignOfLifeComesWhenNothingElseDoes) {
  ServerConfig config = config_of(1);
  config.event_heartbeat = std::chrono::milliseconds{10};
  const RunningServer server{config, handler()};
  const auto client = open(server.port());
  for (int i = 0; i < 2; ++i) EXPECT_NE(client->receive_until(":\n\n").find(":\n\n"), std::string::npos);
}

TEST_F(Events, WhoGoesIsForgottenAndWhoTalksIsShownOut) {
  const RunningServer server{config_of(1), handler()};
  const auto stays = open(server.port());
  open(server.port()).reset();
  const auto talks = open(server.port());
  EXPECT_TRUE(talks->send(request("GET /")));
  EXPECT_TRUE(talks->is_closed());
  // What the server has noticed is seen by a request on its one thread.
  while (channel->streams() != 1) EXPECT_EQ(RawClient{server.port()}.ask("GET /").status, 200U);
  publish(1);
  EXPECT_EQ(next_id(*stays), "1");
}

TEST_F(Events, EndWhenTheServerStops) {
  RunningServer server{config_of(2), handler()};
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 6; ++i) clients.push_back(open(server.port()));
  server.stop();
  for (const auto& client : clients) EXPECT_EQ(client->receive_all(), "0\r\n\r\n");
  server.wait();
  EXPECT_EQ(channel->streams(), 0U);
  publish(1);
}

}  // namespace
}  // namespace skranke::http::test
