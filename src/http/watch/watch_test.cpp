// Who may read the metrics, and what readiness says.
#include "http/watch/watch.hpp"

#include <gtest/gtest.h>

namespace skranke::http::watch {
namespace {

Request request_from(std::string_view peer, std::string_view forwarded_for = {}) {
  Request request;
  request.path = "/metrics";
  request.peer = peer;
  request.forwarded_for = forwarded_for;
  return request;
}

Watch watch_of(std::vector<std::string> metrics_from, std::vector<std::string> trusted_proxies) {
  return {.metrics = [](Format) { return std::string{"figures\n"}; },
          .is_ending = [] { return false; },
          .missing = [] { return std::string_view{}; },
          .metrics_from = std::move(metrics_from),
          .trusted_proxies = std::move(trusted_proxies)};
}

TEST(Metrics, AreForThisMachineAndWhoIsNamed) {
  const Watch watch = watch_of({"192.0.2.9"}, {});
  EXPECT_TRUE(may_read_metrics(request_from("127.0.0.1"), watch));
  EXPECT_TRUE(may_read_metrics(request_from("::1"), watch));
  EXPECT_TRUE(may_read_metrics(request_from("192.0.2.9"), watch));
  EXPECT_FALSE(may_read_metrics(request_from("192.0.2.8"), watch));
  EXPECT_FALSE(may_read_metrics(request_from(""), watch));
}

TEST(Metrics, AProxyOnThisMachineDoesNotOpenThemToEverybody) {
  // One that we were not told of.
  const Watch unknown = watch_of({}, {});
  EXPECT_FALSE(may_read_metrics(request_from("127.0.0.1", "192.0.2.8"), unknown));
  EXPECT_FALSE(may_read_metrics(request_from("127.0.0.1", "127.0.0.1"), unknown));
  const Watch known = watch_of({"192.0.2.9"}, {"127.0.0.1"});
  EXPECT_FALSE(may_read_metrics(request_from("127.0.0.1", "192.0.2.8"), known));
  EXPECT_TRUE(may_read_metrics(request_from("127.0.0.1", "192.0.2.9"), known));
  // One that does not say for whom it asks.
  EXPECT_FALSE(may_read_metrics(request_from("127.0.0.1"), known));
  // What a client writes itself counts for nothing.
  EXPECT_FALSE(may_read_metrics(request_from("127.0.0.1", "192.0.2.9, 192.0.2.8"), known));
  const Watch named = watch_of({"127.0.0.1"}, {"127.0.0.1"});
  EXPECT_TRUE(may_read_metrics(request_from("127.0.0.1"), named));
}

class Ready : public ::testing::Test {
 protected:
  // The status of /readyz, its work done.
  unsigned status(unsigned of_rest = 200) {
    const Handler handler =
        before_watch(std::move(watch),
                     {.answer = [of_rest](const Request&, Response& response) { response.status = of_rest; },
                      .body_bytes_max = [](Method, std::string_view) { return std::size_t{0}; }});
    Request request = request_from("192.0.2.8");
    request.path = "/readyz";
    Response response;
    handler.answer(request, response);
    if (!response.work) return response.status;
    Response answered;
    response.work(answered);
    return answered.status;
  }
  Watch watch = watch_of({}, {});
};

TEST_F(Ready, WhereNothingIsMissing) { EXPECT_EQ(status(), 200U); }
TEST_F(Ready, NotWithoutPolicies) { EXPECT_EQ(status(503), 503U); }
TEST_F(Ready, NotWithoutADatabase) {
  watch.missing = [] { return std::string_view{"The database can't be reached."}; };
  EXPECT_EQ(status(), 503U);
}
TEST_F(Ready, NotWhenTheEndWasAskedFor) {
  watch.is_ending = [] { return true; };
  EXPECT_EQ(status(), 503U);
}

}  // namespace
}  // namespace skranke::http::watch
