#include "codec/centre_bodies.hpp"

#include <string>

#include <gtest/gtest.h>

#include "base/service_limits.hpp"

namespace skranke::codec {
namespace {

constexpr std::int32_t grid = 15;

std::string path_of(const auto& read) { return read ? "read" : read.error().path; }

TEST(CentreBodies, AMomentIsReadWithItsOffset) {
  const auto utc = parse_moment("2026-12-01T09:00:00Z");
  ASSERT_TRUE(utc.has_value());
  EXPECT_EQ(*utc, 1'796'115'600);
  EXPECT_EQ(parse_moment("2026-12-01T10:00:00+01:00"), utc);
  EXPECT_EQ(parse_moment("2026-12-01T06:30:00-02:30"), utc);
  EXPECT_EQ(parse_moment("2026-12-01T09:00:00.999Z"), utc);
  EXPECT_EQ(parse_moment("2026-12-01T23:59:59Z"), *utc + 53'999);
}

TEST(CentreBodies, WhatIsNoMomentIsNone) {
  for (const std::string_view bad :
       {"", "2026-12-01", "2026-12-01T09:00:00", "2026-12-01T09:00Z", "2026-12-01 09:00:00Z",
        "2026-02-29T09:00:00Z", "2026-12-01T24:00:00Z", "2026-12-01T09:60:00Z", "2026-12-01T09:00:60Z",
        "2026-12-01T09:00:00.Z", "2026-12-01T09:00:00.5", "2026-12-01T09:00:00+1:00",
        "2026-12-01T09:00:00+24:00", "2026-12-01T09:00:00+01:00x", "2026-12-01T09:00:00z",
        "-026-12-01T09:00:00Z", "2026-12-01T0-:00:00Z"})
    EXPECT_FALSE(parse_moment(bad).has_value()) << bad;
}

TEST(CentreBodies, HoursAreReadInOrder) {
  const auto body = read_hours(
      R"({"valid_from":"2026-12-01","weekdays":{"tuesday":[{"opens":"12:00","closes":"24:00","counters":64},)"
      R"({"opens":"00:00","closes":"12:00","counters":1}]},"seen":7})",
      grid);
  ASSERT_TRUE(body.has_value());
  ASSERT_EQ(body->weekdays[1].size(), 2U);
  EXPECT_EQ(body->weekdays[1][0].closes, 720);
  EXPECT_EQ(body->weekdays[1][1].closes, 1440);
  EXPECT_EQ(body->weekdays[1][1].counters, 64);
  EXPECT_TRUE(body->weekdays[0].empty());
  EXPECT_EQ(body->seen, 7);
  EXPECT_FALSE(body->is_preview);
}

// Each bound at n - 1, n and n + 1.
TEST(CentreBodies, ADayHasSoManyOpeningsAndAReasonSoManyBytes) {
  const auto exception = [](std::size_t openings, std::size_t bytes) {
    std::string text = R"({"day":"2026-12-01","reason":")" + std::string(bytes, 'x') + R"(","open":[)";
    for (std::size_t i = 0; i < openings; ++i) {
      const std::string hour = std::to_string(10 + i);
      text.append(i == 0 ? "" : ",")
          .append(R"({"opens":")")
          .append(hour)
          .append(R"(:00","closes":")")
          .append(hour);
      text.append(R"(:30","counters":1})");
    }
    return path_of(read_exception(text.append("]}"), grid));
  };
  constexpr std::size_t openings = base::limits::openings_a_day_max;
  constexpr std::size_t bytes = base::limits::reason_bytes_max;
  for (const std::size_t n : {openings - 1, openings}) EXPECT_EQ(exception(n, 1), "read");
  EXPECT_EQ(exception(openings + 1, 1), "/open");
  for (const std::size_t n : {bytes - 1, bytes}) EXPECT_EQ(exception(0, n), "read");
  EXPECT_EQ(exception(0, bytes + 1), "/reason");
}

TEST(CentreBodies, ARemovalMayBeNothing) {
  EXPECT_TRUE(read_removal("").has_value());
  EXPECT_TRUE(read_removal(R"({"preview":true})")->is_preview);
  EXPECT_EQ(path_of(read_removal(R"({"day":"2026-12-01"})")), "/day");
}

TEST(CentreBodies, AClosureIsOfACounterOrOfAll) {
  const auto closure = [](const std::string& counter) {
    return read_closure(R"({"from":"2026-12-01T09:00:00Z","to":"2026-12-01T10:00:00Z","reason":"x")" +
                        counter + "}");
  };
  EXPECT_FALSE(closure("")->counter.has_value());
  EXPECT_FALSE(closure(R"(,"counter":null)")->counter.has_value());
  EXPECT_EQ(closure(R"(,"counter":1)")->counter, 1);
  EXPECT_EQ(closure(R"(,"counter":64)")->counter, 64);
  EXPECT_EQ(path_of(closure(R"(,"counter":0)")), "/counter");
  EXPECT_EQ(path_of(closure(R"(,"counter":65)")), "/counter");
}

}  // namespace
}  // namespace skranke::codec
