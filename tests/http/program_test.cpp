// The compiled rules as a client fetches them.
#include <string>

#include <gtest/gtest.h>

#include "base/civil.hpp"
#include "http/api/router.hpp"
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

TEST(ProgramRoute, TellsWhichVersionsCountAsThingsStand) {
  policy::Catalogue catalogue;
  ASSERT_TRUE(policy::read_editions(*policy::edition_bytes(policies(), "mitid"), catalogue));
  const RunningServer server{{}, api::make_router(catalogue, centres(), {}, [] { return 20'000; })};
  const auto served = [&] {
    policy::Catalogue read;
    EXPECT_TRUE(
        policy::read_editions(RawClient{server.port()}.ask("GET /api/v1/policies/mitid/program").body, read));
    const auto found = read.in_force("mitid", base::day_from({2026, 5, 31}));
    return found ? (*found)->program.version : std::string{"none"};
  };
  EXPECT_EQ(served(), "2024-01-01");
  const policy::Edition& newest = *catalogue.all().back();
  catalogue.set_standing(newest, policy::Standing::altered);
  EXPECT_EQ(served(), "none");
  catalogue.set_standing(newest, policy::Standing::counts);
  EXPECT_EQ(served(), "2024-01-01");
}

}  // namespace
}  // namespace skranke::http::test
