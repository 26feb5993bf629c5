// Lines of the log: one line each, whatever is in them.
#include "app/log.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace skranke::app {
namespace {

constexpr std::string_view noon = "2026-11-24T12:00:00Z";

TEST(Log, TextIsForPeople) {
  EXPECT_EQ(log_line(LogFormat::text, false, noon, Level::notice, "serving on http://127.0.0.1:8080", {}),
            "skranke: serving on http://127.0.0.1:8080\n");
  EXPECT_EQ(log_line(LogFormat::text, false, noon, Level::error, "a request met a mistake",
                     {{"route", "/api/v1/bookings/{id}"}, {"status", std::int64_t{500}}, {"odd", "a b\nc"}}),
            "skranke: a request met a mistake route=/api/v1/bookings/{id} status=500 odd=\"a b\\u000ac\"\n");
}

TEST(Log, JsonIsOneObjectALine) {
  const std::string line = log_line(LogFormat::json, false, noon, Level::warning, "a \"word\"\nand more",
                                    {{"request_id", "a\r\nb"}, {"status", std::int64_t{503}}});
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  const auto object = boost::json::parse(line).as_object();
  EXPECT_EQ(object.at("time").as_string(), noon);
  EXPECT_EQ(object.at("level").as_string(), "warning");
  EXPECT_EQ(object.at("message").as_string(), "a \"word\"\nand more");
  EXPECT_EQ(object.at("request_id").as_string(), "a\r\nb");
  EXPECT_EQ(object.at("status").as_int64(), 503);
}

TEST(Log, TheJournalIsToldTheLevel) {
  EXPECT_EQ(log_line(LogFormat::text, true, noon, Level::warning, "careful", {}), "<4>skranke: careful\n");
  EXPECT_TRUE(log_line(LogFormat::json, true, noon, Level::error, "broken", {}).starts_with("<3>{\"time\":"));
}

}  // namespace
}  // namespace skranke::app
