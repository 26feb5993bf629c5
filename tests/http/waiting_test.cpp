// Answers that wait for a disk or another server: they hold up nobody else.
#include <latch>
#include <semaphore>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "http/server/server.hpp"
#include "raw_client.hpp"
#include "running_server.hpp"

namespace skranke::http::test {
namespace {

ServerConfig patient() {
  ServerConfig config;
  config.threads = 2;
  return config;
}

// A door that works wait behind.
class Gate {
 public:
  void open() { opened_.count_down(); }
  // Until one more has come to wait.
  void await_one() { arrived_.acquire(); }
  [[nodiscard]] Handler handler() {
    return {.answer =
                [this](const Request& request, Response& response) {
                  if (request.path == "/throw") {
                    response.work = [](Response&) { throw std::runtime_error{"a mistake"}; };
                  } else if (request.path == "/wait") {
                    arrived_.release();
                    response.work = [this](Response& answer) {
                      opened_.wait();
                      answer.body = "waited";
                    };
                  } else {
                    response.body = "at once";
                  }
                },
            .body_bytes_max = [](Method, std::string_view) { return std::size_t{1000}; }};
  }

 private:
  std::latch opened_{1};
  std::counting_semaphore<> arrived_{0};
};

TEST(Server, WhoeverWaitsHoldsUpNobodyElse) {
  ServerConfig config = patient();
  config.threads = 1;
  Gate gate;
  const RunningServer server{config, gate.handler()};
  RawClient waits{server.port()};
  waits.send(request("GET /wait"));
  RawClient other{server.port()};
  EXPECT_EQ(other.ask("GET /").body, "at once");
  gate.open();
  EXPECT_EQ(waits.receive().body, "waited");
  EXPECT_EQ(waits.ask("GET /").body, "at once");
}

TEST(Server, MoreThanMayWaitAreToldToComeBack) {
  ServerConfig config = patient();
  config.threads = 1;  // so that who has arrived is queued before anybody else is looked at
  config.waiting_threads = 1;
  config.waiting_queue_max = 2;
  Gate gate;
  const RunningServer server{config, gate.handler()};
  RawClient first{server.port()};
  RawClient second{server.port()};
  first.send(request("GET /wait"));
  second.send(request("GET /wait"));
  gate.await_one();
  gate.await_one();
  EXPECT_EQ(RawClient{server.port()}.ask("GET /wait").status, 503U);
  gate.open();
  EXPECT_EQ(first.receive().body, "waited");
  EXPECT_EQ(second.receive().body, "waited");
}

TEST(Server, AMistakeInWhatWaitsCostsItsRequest) {
  Gate gate;
  const RunningServer server{patient(), gate.handler()};
  RawClient client{server.port()};
  EXPECT_EQ(client.ask("GET /throw").status, 500U);
  EXPECT_EQ(RawClient{server.port()}.ask("GET /").status, 200U);
}

TEST(Server, StopWaitsForWhatIsBeingWorkedOn) {
  Gate gate;
  RunningServer server{patient(), gate.handler()};
  RawClient client{server.port()};
  client.send(request("GET /wait"));
  EXPECT_EQ(RawClient{server.port()}.ask("GET /").status, 200U);
  server.stop();
  gate.open();
  EXPECT_EQ(client.receive().body, "waited");
  server.wait();
}

}  // namespace
}  // namespace skranke::http::test
