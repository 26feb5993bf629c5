// The pages: files from memory, their encodings and validators, and the redirects.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/api/static_files.hpp"
#include "raw_client.hpp"
#include "running_server.hpp"

namespace skranke::http::test {
namespace {

constexpr const char* site = SKRANKE_SOURCE_DIR "/tests/http/site";

std::string file(const std::string& name) {
  std::ifstream stream{site + name, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

class PagesTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { server = new RunningServer{{}, whole_api()}; }
  static void TearDownTestSuite() {
    delete server;
    server = nullptr;
  }

  static Answer get(const std::string& path, const std::string& fields = "") {
    return RawClient{server->port()}.ask("GET " + path, fields);
  }

  static RunningServer* server;
};

RunningServer* PagesTest::server = nullptr;

TEST_F(PagesTest, APageIsSentWithThePolicyForPages) {
  const Answer page = get("/en/");
  EXPECT_EQ(page.status, 200U);
  EXPECT_EQ(page.body, file("/en/index.html"));
  EXPECT_EQ(page.field("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.field("cache-control"), "no-cache");
  EXPECT_EQ(page.field("content-security-policy"),
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
}

// What decides in the browser can send nothing, and what keeps pages can run nothing but itself.
TEST_F(PagesTest, AWorkerComesWithAPolicyOfItsOwn) {
  EXPECT_EQ(get("/assets/engine_worker-5e6f.js").field("content-security-policy"),
            "default-src 'none'; script-src 'wasm-unsafe-eval'; frame-ancestors 'none'");
  EXPECT_EQ(get("/keeper.js").field("content-security-policy"),
            "default-src 'none'; connect-src 'self'; frame-ancestors 'none'");
  EXPECT_EQ(get("/keeper.js").field("cache-control"), "no-cache");
  EXPECT_EQ(get("/assets/plain-3c4d.js").field("content-security-policy"),
            "default-src 'none'; frame-ancestors 'none'");
  const std::string etag = get("/keeper.js").field("etag");
  const Answer unchanged = get("/keeper.js", "If-None-Match: " + etag + "\r\n");
  EXPECT_EQ(unchanged.status, 304U);
  EXPECT_EQ(unchanged.field("content-security-policy"),
            "default-src 'none'; connect-src 'self'; frame-ancestors 'none'");
}

TEST_F(PagesTest, AssetsMayBeKeptForEver) {
  const Answer script = get("/assets/plain-3c4d.js");
  EXPECT_EQ(script.field("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(script.field("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(script.field("vary"), "") << "there is but one variant";
  EXPECT_EQ(get("/mark.svg").field("content-type"), "image/svg+xml");
  EXPECT_EQ(get("/mark.svg").field("cache-control"), "no-cache");
}

TEST_F(PagesTest, TheQueryOfAPageIsThePagesOwn) {
  EXPECT_EQ(get("/en/?visit=2026-11-24").body, file("/en/index.html"));
}

TEST_F(PagesTest, TheEncodingIsTheOneThatIsWanted) {
  const auto encoding = [](const std::string& accept) {
    const Answer answer =
        get("/assets/page-1a2b.css", accept.empty() ? "" : "Accept-Encoding: " + accept + "\r\n");
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.field("vary"), "Accept-Encoding");
    EXPECT_EQ(answer.field("content-type"), "text/css; charset=utf-8");
    const std::string chosen = answer.field("content-encoding");
    EXPECT_EQ(answer.body, file("/assets/page-1a2b.css" +
                                std::string{chosen == "br" ? ".br" : (chosen == "gzip" ? ".gz" : "")}));
    return chosen;
  };
  EXPECT_EQ(encoding(""), "");
  EXPECT_EQ(encoding("gzip, deflate, br"), "br");
  EXPECT_EQ(encoding("gzip"), "gzip");
  EXPECT_EQ(encoding("br;q=0.5, gzip;q=0.8"), "gzip");
  EXPECT_EQ(encoding("br;q=0, *"), "gzip");
  EXPECT_EQ(encoding("identity, br;q=0.5"), "");
  EXPECT_EQ(encoding("deflate"), "");
  EXPECT_EQ(encoding("identity;q=0, gzip;q=0.1"), "gzip");
}

TEST_F(PagesTest, EachEncodingHasAValidatorOfItsOwn) {
  const std::string path = "/assets/page-1a2b.css";
  const std::string plain = get(path).field("etag");
  const std::string br = get(path, "Accept-Encoding: br\r\n").field("etag");
  EXPECT_NE(plain, br);
  const Answer again = get(path, "Accept-Encoding: br\r\nIf-None-Match: W/" + br + "\r\n");
  EXPECT_EQ(again.status, 304U);
  EXPECT_EQ(again.field("etag"), br);
  EXPECT_EQ(again.field("vary"), "Accept-Encoding");
  EXPECT_EQ(again.field("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(get(path, "Accept-Encoding: br\r\nIf-None-Match: " + plain + "\r\n").status, 200U);
}

TEST_F(PagesTest, TheRootLeadsToTheLanguageThatIsWanted) {
  const auto location = [](const std::string& accept, const std::string& query = "") {
    const Answer answer = get("/" + query, accept.empty() ? "" : "Accept-Language: " + accept + "\r\n");
    EXPECT_EQ(answer.status, 302U);
    EXPECT_EQ(answer.field("vary"), "Accept-Language");
    EXPECT_EQ(answer.field("cache-control"), "no-cache");
    return answer.field("location");
  };
  EXPECT_EQ(location(""), "/en/");
  EXPECT_EQ(location("da-DK,da;q=0.9,en;q=0.8"), "/da/");
  EXPECT_EQ(location("kl"), "/kl/");
  EXPECT_EQ(location("fo"), "/en/") << "this site has no page in it";
  EXPECT_EQ(location("sv, de"), "/en/");
  EXPECT_EQ(location("da", "?a=b"), "/da/?a=b");
}

TEST_F(PagesTest, AFolderWithoutItsSlashLeadsToTheFolder) {
  for (const auto& [path, location] :
       {std::pair{"/en", "/en/"}, std::pair{"/en/check?a=b", "/en/check/?a=b"}}) {
    const Answer answer = get(path);
    EXPECT_EQ(answer.status, 308U) << path;
    EXPECT_EQ(answer.field("location"), location);
  }
  EXPECT_EQ(get("/en/check/").body, file("/en/check/index.html"));
  EXPECT_EQ(get("/assets").status, 404U);
}

TEST_F(PagesTest, WhatIsNotThereIsAPageForBrowsersAndAProblemForPrograms) {
  const Answer page = get("/en/nothing", "Accept: text/html,*/*;q=0.8\r\n");
  EXPECT_EQ(page.status, 404U);
  EXPECT_EQ(page.body, file("/404.html"));
  EXPECT_EQ(page.field("content-type"), "text/html; charset=utf-8");
  const Answer problem = get("/en/nothing", "Accept: */*\r\n");
  EXPECT_EQ(problem.status, 404U);
  EXPECT_EQ(problem.field("content-type"), "application/problem+json");
}

TEST_F(PagesTest, NoPathLeadsOutOfTheFolder) {
  for (const std::string path :
       {"/../CMakeLists.txt", "/en/../../api_test.cpp", "/%2e%2e/CMakeLists.txt", "/..%2fCMakeLists.txt",
        "/en/%2e%2e/%2e%2e/CMakeLists.txt", "/....//CMakeLists.txt", "/..%5cCMakeLists.txt", "//etc/passwd",
        "/%2fetc/passwd", "//en", "//example.org/..", "/assets/page-1a2b.css.br", "/assets/orphan.txt"}) {
    const Answer answer = get(path);
    EXPECT_EQ(answer.status, 404U) << path;
    EXPECT_EQ(answer.field("location"), "") << path;
  }
}

TEST(StaticFiles, SaysThatAFolderIsNotThere) {
  const auto files = api::StaticFiles::load(std::string{site} + "/nothing");
  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().fault, base::Fault::not_found);
}

TEST(StaticFiles, WithoutAnyTheRootIsNotFound) {
  const RunningServer server{{}, api::make_router(policies(), centres(), {}, [] { return 0; })};
  EXPECT_EQ(RawClient{server.port()}.ask("GET /").status, 404U);
  EXPECT_EQ(RawClient{server.port()}.ask("GET /", "Accept: text/html\r\n").field("content-type"),
            "application/problem+json");
}

}  // namespace
}  // namespace skranke::http::test
