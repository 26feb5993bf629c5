// The line that says how far a long command is.
#include "app/progress_bar.hpp"

#include <gtest/gtest.h>

namespace skranke::app {
namespace {

using std::chrono::milliseconds;

TEST(ProgressLine, SaysShareRateAndTimeLeft) {
  EXPECT_EQ(progress_line(400'000, 1'000'000, 400'000, "persons", milliseconds{8'000}),
            "[#########...............] 40 %  400000 persons  50000/s  0:12 left");
  EXPECT_EQ(progress_line(1, 7'201, 1, "persons", milliseconds{1'000}),
            "[........................] 0 %  1 persons  1/s  120:00 left");
}

TEST(ProgressLine, TellsNoShareWhereTheEndIsNotKnown) {
  EXPECT_EQ(progress_line(4'000, 0, 50, "records", milliseconds{500}), "50 records  100/s");
}

TEST(ProgressLine, PromisesNothingBeforeAnythingIsDone) {
  EXPECT_EQ(progress_line(0, 100, 0, "records", milliseconds{0}),
            "[........................] 0 %  0 records  0/s");
}

}  // namespace
}  // namespace skranke::app
