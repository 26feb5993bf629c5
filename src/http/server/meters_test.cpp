// What a server counts about itself, and how a request gets its name.
#include "http/server/meters.hpp"

#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/server/request_id.hpp"
#include "http/server/session_talk.hpp"

namespace skranke::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

TEST(Meters, CountByRouteMethodAndStatusFromManyThreads) {
  Meters meters;
  constexpr int each = 2000;
  std::vector<std::jthread> threads;
  for (unsigned thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&meters, thread] {
      for (int i = 0; i < each; ++i)
        meters.count({.request_id = {},
                      .route = i % 2 == 0 ? "/a/{id}" : "/b",
                      .method = "GET",
                      .status = thread == 0 ? 404U : 200U,
                      .microseconds = 900,
                      .mistake = {}});
    });
  }
  threads.clear();
  const auto rows = meters.rows();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].route, "/a/{id}");
  EXPECT_EQ(rows[1].route, "/b");
  for (const auto& row : rows) {
    EXPECT_THAT(row.statuses, ElementsAre(Pair(200U, each * 3 / 2), Pair(404U, each / 2)));
    EXPECT_EQ(row.times.of[0], each * 2U);
    EXPECT_EQ(row.times.microseconds, std::int64_t{each} * 2 * 900);
  }
}

TEST(Meters, AnUpperEndBelongsToItsClass) {
  base::Histogram times;
  for (const std::int64_t time : {0, 1'000, 1'001, 150'000, 150'001, 99'000'000}) times.add(time);
  const auto counts = times.counts();
  EXPECT_EQ(counts.of[0], 2U);
  EXPECT_EQ(counts.of[1], 1U);
  EXPECT_EQ(counts.of[7], 1U);
  EXPECT_EQ(counts.of[8], 1U);
  EXPECT_EQ(counts.of.back(), 1U);
}

TEST(RequestId, IsDrawnAnewEachTimeAndIsOneItself) {
  std::set<std::string> drawn;
  for (int i = 0; i < 10'000; ++i) drawn.insert(draw_request_id());
  EXPECT_EQ(drawn.size(), 10'000U);
  for (const std::string& id : drawn) EXPECT_TRUE(is_request_id(id)) << id;
}

TEST(RequestId, NothingThatCouldBreakALineOrAHeaderIsOne) {
  EXPECT_TRUE(is_request_id("a-B_9."));
  EXPECT_TRUE(is_request_id(std::string(64, 'a')));
  for (const std::string& text :
       {std::string{}, std::string(65, 'a'), std::string{"a b"}, std::string{"a\"b"}, std::string{"a\nb"},
        std::string{"a,b"}, std::string{"\xc3\xa6"}, std::string{"a<b"}})
    EXPECT_FALSE(is_request_id(text)) << text;
}

class RequestIds : public test::SessionTest {
 protected:
  // Of an answer's head; empty: none.
  static std::string id_in(const std::string& answer) {
    constexpr std::string_view field = "X-Request-Id: ";
    const std::size_t at = answer.find(field);
    if (at == std::string::npos) return {};
    const std::size_t begin = at + field.size();
    return answer.substr(begin, answer.find('\r', begin) - begin);
  }
};

TEST_F(RequestIds, AreTakenFromTrustedProxiesOnly) {
  const std::string text = test::request("GET /", "X-Request-Id: from-the-proxy\r\n");
  EXPECT_NE(id_in(answer(text)), "from-the-proxy");
  EXPECT_TRUE(is_request_id(id_in(answer(text))));
  rules.trusted_proxies = {"192.0.2.1"};
  session = std::make_unique<Session>(rules, "192.0.2.1");
  EXPECT_EQ(id_in(talk(text)), "from-the-proxy");
  session = std::make_unique<Session>(rules, "192.0.2.1");
  EXPECT_THAT(talk(test::request("GET /", "X-Request-Id: two words\r\n")), Not(HasSubstr("two words")));
  session = std::make_unique<Session>(rules, "192.0.2.2");
  EXPECT_NE(id_in(talk(text)), "from-the-proxy");
}

TEST_F(RequestIds, AreInTheAnswerTheProblemAndWhatIsTold) {
  std::vector<std::string> told;
  rules.meters = std::make_shared<Meters>();
  rules.answered = [&told](const Answered& answered) {
    told.push_back(std::string{answered.request_id} + " " + std::string{answered.route} + " " +
                   std::string{answered.method} + " " + std::to_string(answered.status) +
                   (answered.mistake.empty() ? "" : " mistake"));
  };
  const std::string fine = answer(test::request("GET /secret-token"));
  const std::string broken = answer(test::request("GET /throw"));
  const std::string malformed = answer("GET / HTTP/1.1\nHost: a\r\n\r\n");
  EXPECT_THAT(told, ElementsAre(id_in(fine) + " none GET 200", id_in(broken) + " none GET 500 mistake",
                                id_in(malformed) + " refused none 400"));
  EXPECT_THAT(broken, HasSubstr("\"instance\":\"urn:skranke:request:" + id_in(broken) + "\"}\n"));
  EXPECT_THAT(malformed, HasSubstr("\"instance\":\"urn:skranke:request:" + id_in(malformed) + "\"}\n"));
  EXPECT_EQ(rules.meters->rows().size(), 2U);
}

}  // namespace
}  // namespace skranke::http
