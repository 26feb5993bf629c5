// The routes as a client meets them: real sockets, real policies.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.hpp"
#include "codec/check_text.hpp"
#include "http/api/router.hpp"
#include "raw_client.hpp"
#include "running_server.hpp"

namespace skranke::http::test {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view type_json = "Content-Type: application/json\r\n";
constexpr std::string_view type_lines = "Content-Type: application/x-ndjson\r\n";
constexpr std::string_view swedish =
    R"({"id":"7","date":"2026-05-31","documents":[{"kind":"passport","issuer":"SE","form":"physical","cpr_number":false,"temporary":false,"name_matches":true,"expires":"2031-01-01"}]})";
constexpr std::string_view with_card =
    R"({"documents":[{"kind":"passport","issuer":"SE","form":"physical","temporary":false,"name_matches":true,"expires":null},{"kind":"health-card","issuer":"DK","form":"physical","cpr_number":true,"temporary":false,"name_matches":true,"expires":null}]})";

std::string text(const json::value& value) { return std::string{value.as_string()}; }

class ApiTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { server = new RunningServer{{}, whole_api()}; }
  static void TearDownTestSuite() {
    delete server;
    server = nullptr;
  }

  static Answer ask(std::string_view line, std::string_view fields = "", std::string_view body = "") {
    return RawClient{server->port()}.ask(line, fields, body);
  }

  // Checks that it is a problem document of this status, and returns it.
  static json::object problem(const Answer& answer, unsigned status) {
    EXPECT_EQ(answer.status, status) << answer.body;
    EXPECT_EQ(answer.fields.at("content-type"), "application/problem+json");
    json::object object = json::parse(answer.body).as_object();
    EXPECT_EQ(object.at("status"), status);
    EXPECT_THAT(text(object.at("type")), StartsWith("urn:skranke:problem:"));
    EXPECT_FALSE(object.at("title").as_string().empty());
    EXPECT_FALSE(object.at("detail").as_string().empty());
    return object;
  }

  static RunningServer* server;
};

RunningServer* ApiTest::server = nullptr;

std::size_t advice_count(const Answer& answer) {
  return json::parse(answer.body).at("advice").as_array().size();
}

TEST_F(ApiTest, CheckDecides) {
  const Answer answer = ask("POST /api/v1/check", type_json, swedish);
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.field("content-type"), "application/json");
  EXPECT_EQ(answer.field("cache-control"), "no-store");
  const json::value verdict = json::parse(answer.body);
  EXPECT_EQ(verdict.at("id"), "7");
  EXPECT_EQ(verdict.at("verdict"), "rejected");
  EXPECT_EQ(verdict.at("documents").at(0).at("lines").at(0), "B1.2");
  const json::value accepted = json::parse(ask("POST /api/v1/check", type_json, with_card).body);
  EXPECT_EQ(accepted.at("verdict"), "accepted");
  EXPECT_EQ(accepted.at("list"), "B");
  EXPECT_EQ(json::serialize(accepted.at("used")), "[0,1]");
}

TEST_F(ApiTest, CheckSaysWhatTheCommandLineSays) {
  codec::CheckText checker{policies()};
  std::string expected;
  ASSERT_TRUE(checker.check(swedish, {.today = base::day_from({2026, 11, 24})}, expected));
  EXPECT_EQ(ask("POST /api/v1/check", type_json, swedish).body, expected + "\n");
}

TEST_F(ApiTest, CheckUsesTodayWhereTheCaseNamesNoDay) {
  const auto verdict = [](std::string_view expires) {
    const std::string body =
        R"({"documents":[{"kind":"driving-licence","issuer":"DK","form":"physical","temporary":false,"name_matches":true,"expires":")" +
        std::string{expires} + "\"}]}";
    return text(json::parse(ask("POST /api/v1/check", type_json, body).body).at("verdict"));
  };
  EXPECT_EQ(verdict("2026-11-24"), "accepted");
  EXPECT_EQ(verdict("2026-11-23"), "rejected");
}

TEST_F(ApiTest, CheckGivesAsMuchAdviceAsIsAskedFor) {
  EXPECT_EQ(advice_count(ask("POST /api/v1/check", type_json, R"({"documents":[]})")), 20U);
  EXPECT_EQ(advice_count(ask("POST /api/v1/check?advice=3", type_json, swedish)), 3U);
  EXPECT_EQ(advice_count(ask("POST /api/v1/check?advice=0", type_json, swedish)), 0U);
  EXPECT_GT(advice_count(ask("POST /api/v1/check?advice=all", type_json, R"({"documents":[]})")), 20U);
  EXPECT_THAT(ask("POST /api/v1/check?advice=none", type_json, swedish).body, Not(HasSubstr("advice")));
}

TEST_F(ApiTest, CheckNamesTheNextFactOnRequest) {
  constexpr std::string_view open =
      R"({"documents":[{"kind":"driving-licence","issuer":"DK","form":"physical","temporary":false,"name_matches":true}]})";
  EXPECT_THAT(ask("POST /api/v1/check?next=true", type_json, open).body,
              HasSubstr(R"("next":{"document":0,"fact":"expires"})"));
  EXPECT_THAT(ask("POST /api/v1/check?next=true&advice=none", type_json, with_card).body,
              HasSubstr(R"("next":null)"));
  EXPECT_THAT(ask("POST /api/v1/check?next=false", type_json, open).body, Not(HasSubstr("\"next\"")));
}

TEST_F(ApiTest, CheckTakesJsonUnderItsNameOrUnderNone) {
  for (const auto* type :
       {"", "Content-Type: application/json; charset=utf-8\r\n", "Content-Type: Application/JSON\r\n",
        "Content-Type: application/x-www-form-urlencoded\r\n",
        "Content-Type: text/plain;charset=UTF-8\r\n"}) {
    EXPECT_EQ(ask("POST /api/v1/check", type, swedish).status, 200U) << type;
  }
  for (const auto* type :
       {"text/html", "multipart/form-data", "application/jsonl", "application/json5", "json"}) {
    problem(ask("POST /api/v1/check", "Content-Type: " + std::string{type} + "\r\n", swedish), 415);
  }
}

struct BadCase {
  std::string body;
  unsigned status;
  std::string_view code;
  std::string_view path;
};

std::string nested(std::size_t depth) {
  // The case and its array are the first two levels.
  return R"({"documents":[)" + std::string(depth - 2, '[') + std::string(depth - 2, ']') + "]}";
}

TEST_F(ApiTest, CheckSaysWhereABodyIsWrong) {
  const auto document = [](std::string_view members) {
    return R"({"documents":[{"kind":"passport"},{)" + std::string{members} + "}]}";
  };
  const std::vector<BadCase> cases{
      {"", 400, "invalid-json", ""},
      {"{", 400, "invalid-json", ""},
      {"{}x", 400, "invalid-json", ""},
      {"{\"documents\":[],\"id\":\"\xFF\"}", 400, "invalid-utf8", ""},
      {nested(base::limits::json_depth_max + 1), 400, "too-deep", ""},
      {"[]", 422, "wrong-type", ""},
      {"{}", 422, "missing-key", "/documents"},
      {R"({"documents":{}})", 422, "wrong-type", "/documents"},
      {R"({"documents":[],"colour":1})", 422, "unknown-key", "/colour"},
      {R"({"documents":[],"documents":[]})", 422, "duplicate-key", "/documents"},
      {R"({"documents":[],"date":"2026-02-30"})", 422, "invalid-value", "/date"},
      {R"({"documents":[],"policy":"none"})", 422, "unknown-policy", "/policy"},
      {R"({"documents":[],"version":"none"})", 422, "unknown-version", "/version"},
      {R"({"documents":[],"date":"2023-12-31"})", 422, "no-version-in-force", "/date"},
      {R"({"documents":[],"centre":"moon"})", 422, "invalid-value", "/centre"},
      {document(""), 422, "missing-key", "/documents/1/kind"},
      {document(R"("kind":"rock")"), 422, "invalid-value", "/documents/1/kind"},
      {document(R"("kind":"passport","colour":"red")"), 422, "unknown-key", "/documents/1/colour"},
      {document(R"("kind":"passport","photo":"yes")"), 422, "wrong-type", "/documents/1/photo"},
      {document(R"("kind":"passport","issuer":"dk")"), 422, "invalid-value", "/documents/1/issuer"},
      {document(R"("kind":"passport","photo":true,"photo":true)"), 422, "duplicate-key",
       "/documents/1/photo"},
  };
  for (const BadCase& bad : cases) {
    // Without a body there is nothing to send a length for.
    const json::object object = problem(ask("POST /api/v1/check", type_json, bad.body), bad.status);
    EXPECT_EQ(text(object.at("code")), bad.code) << bad.body;
    EXPECT_EQ(text(object.at("type")), "urn:skranke:problem:" + std::string{bad.code});
    if (bad.status == 422) {
      EXPECT_EQ(text(object.at("path")), bad.path) << bad.body;
    }
  }
}

TEST_F(ApiTest, CheckNeverRepeatsAValue) {
  for (const std::string_view body :
       {R"({"documents":[],"date":"Ole Lukøje"})", R"({"documents":[],"centre":"Ole Lukøje"})",
        R"({"documents":[],"policy":"Ole Lukøje"})", R"({"documents":[],"version":"Ole Lukøje"})",
        R"({"documents":"Ole Lukøje"})", R"({"documents":[{"kind":"Ole Lukøje"}]})",
        R"({"documents":[{"kind":"passport","issuer":"Ole Lukøje"}]})",
        R"({"documents":[{"kind":"passport","expires":"Ole Lukøje"}]})",
        R"({"documents":[{"kind":"passport","form":"Ole Lukøje"}]})",
        R"({"documents":[{"kind":"passport","income_year":"Ole Lukøje"}]})",
        R"({"documents":[],"id":"Ole Lukøje)"}) {
    EXPECT_THAT(ask("POST /api/v1/check", type_json, body).body, Not(HasSubstr("Ole"))) << body;
  }
  for (const std::string_view target :
       {"/api/v1/check?advice=Lukoeje", "/api/v1/check?next=Lukoeje", "/api/v1/check?Ole%20Lukoeje"}) {
    const Answer answer = ask("POST " + std::string{target}, type_json, swedish);
    problem(answer, 400);
    EXPECT_THAT(answer.body, Not(HasSubstr("Lukoeje")));
  }
}

TEST_F(ApiTest, TheLimitsOfACase) {
  const auto documents = [](std::size_t count) {
    std::string body = R"({"documents":[)";
    for (std::size_t i = 0; i < count; ++i) body += i == 0 ? R"({"kind":"other"})" : R"(,{"kind":"other"})";
    return body + "]}";
  };
  constexpr std::size_t most = base::limits::documents_per_case_max;
  EXPECT_EQ(ask("POST /api/v1/check?advice=none", type_json, documents(most - 1)).status, 200U);
  EXPECT_EQ(ask("POST /api/v1/check?advice=none", type_json, documents(most)).status, 200U);
  EXPECT_EQ(problem(ask("POST /api/v1/check?advice=none", type_json, documents(most + 1)), 422).at("code"),
            "too-many");

  // Up to the limit a depth is readable, and only then wrong for another reason.
  EXPECT_EQ(
      problem(ask("POST /api/v1/check", type_json, nested(base::limits::json_depth_max - 1)), 422).at("code"),
      "wrong-type");
  EXPECT_EQ(
      problem(ask("POST /api/v1/check", type_json, nested(base::limits::json_depth_max)), 422).at("code"),
      "wrong-type");
  EXPECT_EQ(
      problem(ask("POST /api/v1/check", type_json, nested(base::limits::json_depth_max + 1)), 400).at("code"),
      "too-deep");
}

TEST_F(ApiTest, TheLimitsOfTheServer) {
  const auto padded = [](std::size_t size) {
    return std::string{swedish} + std::string(size - swedish.size(), ' ');
  };
  constexpr std::size_t body = base::limits::body_bytes_max;
  EXPECT_EQ(ask("POST /api/v1/check", type_json, padded(body - 1)).status, 200U);
  EXPECT_EQ(ask("POST /api/v1/check", type_json, padded(body)).status, 200U);
  problem(ask("POST /api/v1/check", type_json, padded(body + 1)), 413);

  constexpr std::size_t target = base::limits::target_bytes_max;
  for (const std::size_t size : {target - 1, target})
    EXPECT_EQ(ask("GET /" + std::string(size - 1, 'x')).status, 404U);
  problem(ask("GET /" + std::string(target, 'x')), 414);

  const std::size_t bare = request("GET /healthz", "X: \r\n").size();
  const auto field = [&](std::size_t head) { return "X: " + std::string(head - bare, 'x') + "\r\n"; };
  constexpr std::size_t head = base::limits::header_bytes_max;
  for (const std::size_t size : {head - 1, head}) EXPECT_EQ(ask("GET /healthz", field(size)).status, 200U);
  problem(ask("GET /healthz", field(head + 1)), 431);
}

TEST_F(ApiTest, BatchAnswersEachLineOnItsLine) {
  const std::string body = std::string{swedish} + "\n\nnonsense\n" + R"({"id":"x","documents":[{}]})" + "\n" +
                           std::string{with_card};
  for (const auto* type :
       {"", "Content-Type: application/x-ndjson\r\n", "Content-Type: application/jsonl; charset=utf-8\r\n"}) {
    const Answer answer = ask("POST /api/v1/check/batch", type, body);
    ASSERT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.field("content-type"), "application/x-ndjson");
    std::vector<json::value> lines;
    for (std::string_view rest = answer.body; !rest.empty(); rest.remove_prefix(rest.find('\n') + 1)) {
      lines.push_back(json::parse(rest.substr(0, rest.find('\n'))));
    }
    ASSERT_EQ(lines.size(), 5U);
    EXPECT_EQ(lines[0].at("verdict"), "rejected");
    EXPECT_FALSE(lines[0].as_object().contains("advice"));
    EXPECT_EQ(lines[1].at("error").at("code"), "invalid-json");
    EXPECT_EQ(lines[2].at("error").at("line"), 3);
    EXPECT_EQ(lines[3].at("id"), "x");
    EXPECT_EQ(lines[3].at("error").at("path"), "/documents/0/kind");
    EXPECT_EQ(lines[4].at("list"), "B");
  }
  EXPECT_THAT(ask("POST /api/v1/check/batch?advice=1", type_lines, swedish).body,
              HasSubstr(R"("advice":[{"add":["A1"]}])"));
  EXPECT_EQ(ask("POST /api/v1/check/batch", type_lines).body, "");
  problem(ask("POST /api/v1/check/batch", type_json, swedish), 415);
  problem(ask("POST /api/v1/check/batch?next=true", type_lines, swedish), 400);
}

TEST_F(ApiTest, BatchTakesAsMuchAsItsOwnLimit) {
  const std::string line = std::string{with_card} + "\n";
  std::string body;
  while (body.size() + line.size() <= base::limits::batch_body_bytes_max) body += line;
  const std::size_t count = body.size() / line.size();
  body.append(base::limits::batch_body_bytes_max - body.size() - 1, ' ');
  const auto lines_of = [&](const std::string& lines) {
    const Answer answer = ask("POST /api/v1/check/batch", type_lines, lines);
    EXPECT_EQ(answer.status, 200U);
    return static_cast<std::size_t>(std::ranges::count(answer.body, '\n'));
  };
  EXPECT_EQ(lines_of(body), count + 1);        // n - 1 bytes: the spaces are a last, bad line
  EXPECT_EQ(lines_of(body + ' '), count + 1);  // n
  // n + 1, of which nothing has to be sent: the head is enough for the refusal.
  RawClient client{server->port()};
  client.send("POST /api/v1/check/batch HTTP/1.1\r\nHost: a\r\nContent-Length: " +
              std::to_string(body.size() + 2) + "\r\n\r\n");
  problem(client.receive(), 413);
}

TEST_F(ApiTest, PoliciesAreListed) {
  const Answer answer = ask("GET /api/v1/policies");
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.field("cache-control"), "no-cache");
  const json::value list = json::parse(answer.body);
  std::string all;
  for (const json::value& item : list.at("items").as_array())
    all +=
        text(item.at("id")) + ' ' + text(item.at("version")) + (item.at("in_force").as_bool() ? "!\n" : "\n");
  EXPECT_EQ(all, "mitid 2021\nmitid 2022\nmitid 2024-01-01!\n");
}

TEST_F(ApiTest, APolicyIsGivenByDayOrVersion) {
  const Answer today = ask("GET /api/v1/policies/mitid");
  EXPECT_EQ(today.status, 200U);
  EXPECT_EQ(json::parse(today.body).at("version"), "2024-01-01");
  EXPECT_EQ(ask("GET /api/v1/policies/mitid?date=2024-01-01").body, today.body);
  EXPECT_EQ(ask("GET /api/v1/policies/mitid?version=2024-01-01").body, today.body);
  EXPECT_EQ(problem(ask("GET /api/v1/policies/mitid?date=2023-12-31"), 404).at("type"),
            "urn:skranke:problem:no-version-in-force");
  EXPECT_EQ(problem(ask("GET /api/v1/policies/mitid?version=1"), 404).at("type"),
            "urn:skranke:problem:unknown-version");
  EXPECT_EQ(problem(ask("GET /api/v1/policies/none"), 404).at("type"), "urn:skranke:problem:unknown-policy");
  problem(ask("GET /api/v1/policies/mitid?date=24-01-01"), 400);
  problem(ask("GET /api/v1/policies/mitid?date=2024-01-01&version=2024-01-01"), 400);
  problem(ask("GET /api/v1/policies/"), 404);
  problem(ask("GET /api/v1/policies/mitid/x"), 404);
}

TEST_F(ApiTest, WhatTheClientHasIsNotSentAgain) {
  for (const std::string line :
       {"GET /api/v1/policies", "GET /api/v1/policies/mitid", "GET /api/v1/openapi.json"}) {
    RawClient client{server->port()};
    const std::string etag = client.ask(line).field("etag");
    ASSERT_FALSE(etag.empty());
    const Answer again = client.ask(line, "If-None-Match: \"other\", " + etag + "\r\n");
    EXPECT_EQ(again.status, 304U);
    EXPECT_EQ(again.field("etag"), etag);
    EXPECT_EQ(again.body, "");
    EXPECT_EQ(client.ask(line, "If-None-Match: \"other\"\r\n").status, 200U) << "the connection is in step";
  }
}

TEST_F(ApiTest, HealthAndReadiness) {
  EXPECT_EQ(ask("GET /healthz").body, "{\"status\":\"ok\"}\n");
  EXPECT_EQ(ask("GET /readyz").status, 200U);
  const policy::Catalogue none;
  const RunningServer empty{{}, api::make_router(none, centres(), {}, [] { return 0; })};
  EXPECT_EQ(RawClient{empty.port()}.ask("GET /healthz").status, 200U);
  problem(RawClient{empty.port()}.ask("GET /readyz"), 503);
}

TEST_F(ApiTest, AMethodThatARouteDoesNotHaveIs405WithAllow) {
  Answer answer = ask("GET /api/v1/check");
  problem(answer, 405);
  EXPECT_EQ(answer.field("allow"), "POST, OPTIONS");
  answer = ask("DELETE /api/v1/policies/mitid");
  problem(answer, 405);
  EXPECT_EQ(answer.field("allow"), "GET, HEAD, OPTIONS");
  for (const auto* method : {"PUT", "PATCH", "POST", "DELETE"})
    problem(ask(std::string{method} + " /healthz"), 405);
  answer = ask("PUT /");
  problem(answer, 405);
  EXPECT_EQ(answer.field("allow"), "GET, HEAD, OPTIONS");
}

TEST_F(ApiTest, OptionsSaysWhatThereIs) {
  for (const auto& [path, allow] :
       {std::pair{"/api/v1/check", "POST, OPTIONS"}, std::pair{"/readyz", "GET, HEAD, OPTIONS"},
        std::pair{"*", "GET, HEAD, POST, OPTIONS"}, std::pair{"/", "GET, HEAD, OPTIONS"}}) {
    const Answer answer = ask(std::string{"OPTIONS "} + path);
    EXPECT_EQ(answer.status, 204U) << path;
    EXPECT_EQ(answer.field("allow"), allow) << path;
    EXPECT_EQ(answer.field("content-length"), "") << path;
  }
}

TEST_F(ApiTest, HeadIsGetWithoutABody) {
  for (const std::string path : {"/api/v1/policies/mitid", "/healthz", "/en/", "/nothing"}) {
    RawClient client{server->port()};
    const Answer get = client.ask("GET " + path);
    const Answer head = client.ask("HEAD " + path);
    EXPECT_EQ(head.status, get.status);
    EXPECT_EQ(head.field("content-length"), std::to_string(get.body.size()));
    EXPECT_EQ(head.field("etag"), get.field("etag"));
    EXPECT_EQ(client.ask("GET /healthz").status, 200U) << "the connection is in step";
  }
}

TEST_F(ApiTest, UnknownParametersAreNamed) {
  for (const std::string line :
       {"GET /api/v1/policies", "GET /api/v1/policies/mitid", "GET /api/v1/openapi.json", "GET /healthz",
        "GET /readyz", "POST /api/v1/check", "POST /api/v1/check/batch"}) {
    EXPECT_THAT(text(problem(ask(line + "?colour=red"), 400).at("detail")), HasSubstr("\"colour\"")) << line;
  }
}

TEST_F(ApiTest, ThereIsNothingElseInTheApi) {
  for (const auto* path : {"/api", "/api/", "/api/v1", "/api/v2/check", "/api/v1/check/", "/api/v1/Check"}) {
    problem(ask(std::string{"GET "} + path, "Accept: text/html\r\n"), 404);
  }
}

}  // namespace
}  // namespace skranke::http::test
