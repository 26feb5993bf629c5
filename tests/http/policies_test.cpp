// A policy over HTTP: with its texts, and compressed.
#include <string>
#include <string_view>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "raw_client.hpp"
#include "running_server.hpp"

namespace skranke::http::test {
namespace {

namespace json = boost::json;

class Policies : public testing::Test {
 protected:
  [[nodiscard]] Answer asked(std::string_view line, std::string_view fields = "") const {
    return RawClient{server_.port()}.ask(line, fields);
  }

  const RunningServer server_{{}, whole_api()};
};

TEST_F(Policies, APolicyBringsItsTextsInTheLanguageThatIsAskedFor) {
  const json::value worded = json::parse(asked("GET /api/v1/policies/mitid?lang=da").body);
  EXPECT_EQ(worded.at("texts"), (json::object{{"line.B2.8", "Højst {months} måneder"}}));
  EXPECT_EQ(worded.at("version"), "2024-01-01");
  EXPECT_EQ(json::parse(asked("GET /api/v1/policies/mitid").body).as_object().if_contains("texts"), nullptr);
  const json::value old = json::parse(asked("GET /api/v1/policies/mitid?version=2022&lang=da").body);
  EXPECT_EQ(old.at("texts").as_object().size(), 0U) << "its own texts";
  EXPECT_THAT(asked("GET /api/v1/policies/mitid?lang=kl").body,
              testing::HasSubstr("lang: expected one of: da"));
}

TEST_F(Policies, APolicyIsCompressedForWhoTakesIt) {
  const Answer plain = asked("GET /api/v1/policies/mitid");
  EXPECT_EQ(plain.field("content-encoding"), "");
  EXPECT_EQ(plain.field("vary"), "Accept-Encoding");
  const Answer gzip = asked("GET /api/v1/policies/mitid", "Accept-Encoding: br, gzip\r\n");
  EXPECT_EQ(gzip.field("content-encoding"), "gzip");
  EXPECT_THAT(gzip.body, testing::StartsWith("\x1F\x8B"));
  EXPECT_LT(gzip.body.size() * 3, plain.body.size());
  EXPECT_NE(gzip.field("etag"), plain.field("etag"));
  const std::string known = "Accept-Encoding: gzip\r\nIf-None-Match: " + gzip.field("etag") + "\r\n";
  const Answer again = asked("GET /api/v1/policies/mitid", known);
  EXPECT_EQ(again.status, 304U);
  EXPECT_EQ(again.field("content-encoding"), "");
  EXPECT_EQ(asked("GET /api/v1/policies/mitid", "Accept-Encoding: gzip;q=0\r\n").body, plain.body);
  EXPECT_EQ(asked("GET /api/v1/policies/mitid", "Accept-Encoding: identity, gzip;q=0.5\r\n").body,
            plain.body);
}

}  // namespace
}  // namespace skranke::http::test
