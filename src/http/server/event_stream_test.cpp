// Event streams, byte for byte, without a socket.
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/server/event_channel.hpp"
#include "http/server/session.hpp"
#include "http/server/session_talk.hpp"

namespace skranke::http::test {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class EventStream : public SessionTest {
 protected:
  EventStream() {
    rules.handler.answer = [this](const Request& asked, Response& response) {
      if (asked.path == "/later") {
        response.work = [this](Response& answered) { answered.events = channel; };
      } else if (asked.path == "/events") {
        response.events = channel;
      } else {
        describe(asked, response);
      }
    };
  }
  ~EventStream() override { session.reset(); }

  std::string publish(std::int64_t id, std::string_view data) {
    channel->publish(event_text("board", id, data));
    session->hear();
    return drain();
  }

  std::shared_ptr<EventChannel> channel = std::make_shared<EventChannel>();
};

TEST_F(EventStream, BeginsWithTheLatestEventAndStaysOpen) {
  channel->publish(event_text("board", 1, "{}"));
  channel->publish(event_text("board", 2, "{\"a\":1}"));
  const std::string out = answer(request("GET /events"));
  EXPECT_THAT(out, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(out, HasSubstr("\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"));
  EXPECT_THAT(out, HasSubstr("d\r\nretry: 2000\n\n\r\n"));
  EXPECT_THAT(out, EndsWith("id: 2\nevent: board\ndata: {\"a\":1}\n\n\r\n"));
  EXPECT_THAT(out, Not(HasSubstr("id: 1")));
  EXPECT_EQ(session->phase(), Session::Phase::listening);
  EXPECT_EQ(channel->streams(), 1U);
}

TEST_F(EventStream, SendsEachNewEventOnce) {
  answer(request("GET /events"));
  EXPECT_EQ(publish(7, "{}"), "1d\r\nid: 7\nevent: board\ndata: {}\n\n\r\n");
  session->hear();
  EXPECT_EQ(drain(), "");
}

TEST_F(EventStream, IsToldTheNewestAndNeverABacklog) {
  answer(request("GET /events"));
  channel->publish(event_text("board", 1, "{}"));
  session->hear();
  ASSERT_TRUE(session->has_output());
  // The client is slow; what comes meanwhile waits in the channel, which keeps the newest only.
  for (int id = 2; id <= 100; ++id) {
    channel->publish(event_text("board", id, "{}"));
    session->hear();
  }
  const std::string out = drain();
  EXPECT_THAT(out, HasSubstr("id: 1\n"));
  EXPECT_THAT(out, Not(HasSubstr("id: 2\n")));
  EXPECT_THAT(out, Not(HasSubstr("id: 99\n")));
  EXPECT_THAT(out, EndsWith("id: 100\nevent: board\ndata: {}\n\n\r\n"));
}

TEST_F(EventStream, HasSignsOfLifeThatAreNoEvents) {
  answer(request("GET /events"));
  session->heartbeat();
  EXPECT_EQ(drain(), "3\r\n:\n\n\r\n");
  EXPECT_EQ(session->phase(), Session::Phase::listening);
}

TEST_F(EventStream, CanBeginAfterAWait) {
  channel->publish(event_text("board", 1, "{}"));
  restart();
  talk(request("GET /later"));
  Response response;
  session->take_work()(response);
  session->worked(std::move(response));
  EXPECT_THAT(drain(), HasSubstr("id: 1\n"));
  EXPECT_EQ(session->phase(), Session::Phase::listening);
}

TEST_F(EventStream, EndsWhenTheServerStops) {
  answer(request("GET /events"));
  session->drain();
  EXPECT_EQ(drain(), "0\r\n\r\n");
  EXPECT_TRUE(closing());
  channel->publish(event_text("board", 1, "{}"));
  session->hear();
  session->heartbeat();
  EXPECT_FALSE(session->has_output());
}

TEST_F(EventStream, IsPlainBytesUntilTheEndInTheOlderVersion) {
  channel->publish(event_text("board", 1, "{}"));
  const std::string out = answer("GET /events HTTP/1.0\r\n\r\n");
  EXPECT_THAT(out, EndsWith("\r\n\r\nretry: 2000\n\nid: 1\nevent: board\ndata: {}\n\n"));
  EXPECT_THAT(out, HasSubstr("Connection: close\r\n"));
  EXPECT_THAT(out, Not(HasSubstr("chunked")));
}

TEST_F(EventStream, IsNotBegunByAskingForItsHead) {
  EXPECT_THAT(answer(request("HEAD /events")), StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(session->phase(), Session::Phase::idle);
  EXPECT_EQ(channel->streams(), 0U);
}

TEST_F(EventStream, OneMoreThanThereMayBeIsToldToComeBack) {
  rules.event_streams_max = 2;
  std::vector<std::unique_ptr<Session>> open;
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(answer(request("GET /events")), StartsWith("HTTP/1.1 200 OK\r\n"));
    open.push_back(std::move(session));
  }
  const std::string out = answer(request("GET /events"));
  EXPECT_THAT(out, StartsWith("HTTP/1.1 503 "));
  EXPECT_THAT(out, HasSubstr("Retry-After: 1\r\n"));
  EXPECT_TRUE(closing());
  open.pop_back();
  EXPECT_THAT(answer(request("GET /events")), StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(channel->streams(), 2U);
}

TEST_F(EventStream, WakesEachSubscriberOnceUntilItIsAwake) {
  int one = 0;
  int other = 0;
  channel->subscribe(&one, [&one] { ++one; });
  channel->subscribe(&other, [&other] { ++other; });
  for (int id = 0; id < 5; ++id) channel->publish(event_text("board", id, "{}"));
  EXPECT_EQ(one, 1);
  channel->awake(&one);
  channel->publish(event_text("board", 6, "{}"));
  EXPECT_EQ(one, 2);
  EXPECT_EQ(other, 1);
  channel->unsubscribe(&one);
  channel->awake(&other);
  channel->publish(event_text("board", 7, "{}"));
  EXPECT_EQ(one, 2);
  EXPECT_EQ(other, 2);
}

}  // namespace
}  // namespace skranke::http::test
