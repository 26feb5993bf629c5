// The compiled rules as a client fetches them.
#include <string>

#include <gtest/gtest.h>

#include "policy/edition_bytes.hpp"
#include "raw_client.hpp"
#include "running_server.hpp"

namespace skranke::http::test {
namespace {

TEST(ProgramRoute, GivesTheCompiledVersionsOfAPolicy) {
  const RunningServer server{{}, whole_api()};
  const Answer answer = RawClient{server.port()}.ask("GET /api/v1/policies/mitid/program", "");
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.field("content-type"), "application/octet-stream");
  EXPECT_EQ(answer.field("cache-control"), "no-cache");
  EXPECT_EQ(answer.body, policy::edition_bytes(policies(), "mitid").value());
  const std::string again = "If-None-Match: " + answer.field("etag") + "\r\n";
  EXPECT_EQ(RawClient{server.port()}.ask("GET /api/v1/policies/mitid/program", again).status, 304U);
  EXPECT_EQ(RawClient{server.port()}.ask("GET /api/v1/policies/none/program", "").status, 404U);
}

}  // namespace
}  // namespace skranke::http::test
