// The routes of centres as a client meets them.
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "raw_client.hpp"
#include "running_server.hpp"

namespace skranke::http::test {
namespace {

namespace json = boost::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class CentreRoutes : public ::testing::Test {
 protected:
  Answer ask(const std::string& rest, std::string_view fields = "") {
    return RawClient{server_.port()}.ask("GET /api/v1/centres" + rest, fields);
  }

  std::vector<std::string> ids(const std::string& query) {
    std::vector<std::string> all;
    const Answer answer = ask(query);
    EXPECT_EQ(answer.status, 200U) << answer.body;
    const json::value list = json::parse(answer.body);
    for (const json::value& each : list.at("items").as_array()) all.emplace_back(each.at("id").as_string());
    return all;
  }

  [[nodiscard]] std::uint16_t port() const { return server_.port(); }

 private:
  RunningServer server_{{}, whole_api()};
};

TEST_F(CentreRoutes, AllOfThemAreListedWithTheirSources) {
  const Answer answer = ask("");
  const json::value list = json::parse(answer.body);
  EXPECT_EQ(list.at("items").as_array().size(), 105U);
  EXPECT_THAT(answer.body, HasSubstr(R"("licence":"CC BY 4.0")"));
  EXPECT_EQ(ask("", "If-None-Match: " + answer.field("etag") + "\r\n").status, 304U);
}

TEST_F(CentreRoutes, AreSearchedByWordsPostcodeAndNearness) {
  EXPECT_THAT(ids("?q=%C3%85rhus"), ElementsAre("aarhus"));
  EXPECT_THAT(ids("?q=aalborg+kommune"), ElementsAre("aalborg"));
  EXPECT_THAT(ids("?postcode=2750"), ElementsAre("ballerup", "albertslund", "egedal"));
  EXPECT_THAT(ids("?postcode=2750&q=egedal"), ElementsAre("egedal"));
  EXPECT_THAT(ids("?near=62,-6.8&limit=1"), ElementsAre("high-commissioner-faroe"));
  EXPECT_THAT(ids("?near=55.68%2C12.57&limit=2"), ElementsAre("koebenhavn", "frederiksberg"));
  EXPECT_THAT(ids("?q=atlantis"), ElementsAre());
}

// What somebody's place was asked for with is kept by nobody on its way.
TEST_F(CentreRoutes, AnAnswerAboutAPlaceIsNotKept) {
  const Answer answer = ask("?near=55.68,12.57&limit=1");
  EXPECT_EQ(answer.field("cache-control"), "no-store");
  EXPECT_EQ(answer.field("etag"), "");
  EXPECT_THAT(answer.body, HasSubstr(R"("distance_metres":)"));
  EXPECT_THAT(answer.body, Not(HasSubstr("55.68,")));
  EXPECT_THAT(ask("?limit=1").body, Not(HasSubstr("distance_metres")));
}

TEST_F(CentreRoutes, AMistakeInTheQuerySaysWhatWouldBeRightAndRepeatsNothing) {
  for (const auto& [query, says] :
       {std::pair{"?limit=0", "limit: expected a whole number from 1 to 1000."},
        std::pair{"?limit=1001", "limit: expected"}, std::pair{"?limit=1x", "limit: expected"},
        std::pair{"?near=91.5,0", "near: expected latitude,longitude"},
        std::pair{"?near=here", "near: expected latitude,longitude"},
        std::pair{"?postcode=9999", "postcode: expected four digits of a postcode"},
        std::pair{"?colour=red", "there are: q postcode near limit"}}) {
    const Answer answer = ask(query);
    EXPECT_EQ(answer.status, 400U) << query;
    EXPECT_EQ(answer.field("content-type"), "application/problem+json");
    EXPECT_THAT(answer.body, HasSubstr(says));
    EXPECT_THAT(answer.body, Not(HasSubstr("91.5")));
  }
  EXPECT_EQ(ask("?q=" + std::string(200, 'a')).status, 200U);
  EXPECT_EQ(ask("?q=" + std::string(201, 'a')).status, 400U);
  EXPECT_EQ(ask("?limit=1000").status, 200U);
}

TEST_F(CentreRoutes, OneIsGivenByItsIdAndAnUnknownOneIs404) {
  const Answer answer = ask("/aeroe");
  EXPECT_EQ(json::parse(answer.body).at("name"), "Ærø Kommune");
  EXPECT_EQ(json::parse(answer.body).at("address").at("as_of"), "2012-07-02");
  EXPECT_EQ(ask("/aeroe", "If-None-Match: " + answer.field("etag") + "\r\n").status, 304U);
  EXPECT_EQ(ask("/atlantis").status, 404U);
  EXPECT_THAT(ask("/atlantis").body, Not(HasSubstr("atlantis")));
}

TEST_F(CentreRoutes, OnlyPagesMayAskWhereTheyAre) {
  EXPECT_THAT(ask("").field("permissions-policy"), HasSubstr("geolocation=()"));
  EXPECT_THAT(RawClient{port()}.ask("GET /en/").field("permissions-policy"), HasSubstr("geolocation=(self)"));
}

}  // namespace
}  // namespace skranke::http::test
