// The text of metrics, letter by letter.
#include "http/watch/exposition.hpp"

#include <gtest/gtest.h>

namespace skranke::http::watch {
namespace {

std::string written(Format format) {
  Exposition out{format};
  out.family("a_requests", Kind::counter, "Requests.");
  out.sample({{"route", "/a/{id}"}, {"odd", "a\\b\"c\nd"}}, std::uint64_t{3});
  out.family("a_build", Kind::info, "The program.");
  out.sample({{"version", "1"}}, std::uint64_t{1});
  out.family("a_bytes", Kind::gauge, "Bytes.");
  out.sample({}, 2.5);
  return std::move(out).finish();
}

TEST(Exposition, IsPrometheusTextFormat) {
  EXPECT_EQ(written(Format::prometheus),
            "# HELP a_requests_total Requests.\n# TYPE a_requests_total counter\n"
            "a_requests_total{route=\"/a/{id}\",odd=\"a\\\\b\\\"c\\nd\"} 3\n"
            "# HELP a_build_info The program.\n# TYPE a_build_info gauge\na_build_info{version=\"1\"} 1\n"
            "# HELP a_bytes Bytes.\n# TYPE a_bytes gauge\na_bytes 2.5\n");
}

TEST(Exposition, IsOpenMetrics) {
  EXPECT_EQ(written(Format::open_metrics),
            "# HELP a_requests Requests.\n# TYPE a_requests counter\n"
            "a_requests_total{route=\"/a/{id}\",odd=\"a\\\\b\\\"c\\nd\"} 3\n"
            "# HELP a_build The program.\n# TYPE a_build info\na_build_info{version=\"1\"} 1\n"
            "# HELP a_bytes Bytes.\n# TYPE a_bytes gauge\na_bytes 2.5\n# EOF\n");
}

TEST(Exposition, AHistogramAddsUpAndEndsWithAll) {
  base::Histogram times;
  for (const std::int64_t time : {500, 2'000, 60'000'000}) times.add(time);
  Exposition out{Format::prometheus};
  out.family("a_seconds", Kind::histogram, "Times.");
  out.times({{"way", "read"}}, times.counts());
  const std::string text = std::move(out).finish();
  EXPECT_NE(
      text.find(
          "a_seconds_bucket{way=\"read\",le=\"0.001\"} 1\na_seconds_bucket{way=\"read\",le=\"0.0025\"} 2\n"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find("a_seconds_bucket{way=\"read\",le=\"1.0\"} 2\n"), std::string::npos) << text;
  EXPECT_NE(text.find("a_seconds_bucket{way=\"read\",le=\"+Inf\"} 3\na_seconds_sum{way=\"read\"} "
                      "60.0025\na_seconds_count{way=\"read\"} 3\n"),
            std::string::npos)
      << text;
}

TEST(Exposition, TheFormatIsTheOneThatIsAskedFor) {
  EXPECT_EQ(format_of(""), Format::prometheus);
  EXPECT_EQ(format_of("*/*"), Format::prometheus);
  EXPECT_EQ(format_of("application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5"),
            Format::open_metrics);
}

}  // namespace
}  // namespace skranke::http::watch
