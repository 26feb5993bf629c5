#include "app/progress_bar.hpp"

#include <gtest/gtest.h>

namespace skranke::app {
namespace {

TEST(ProgressLine, SaysShareRateAndTimeLeft) {
  EXPECT_EQ(progress_line("persons", 400'000, 1'000'000, 8),
            "[########............]  40 %  50,000 persons/s  0:12 left");
  EXPECT_EQ(progress_line("persons", 1, 7'201, 1), "[....................]   0 %  1 persons/s  120:00 left");
}

TEST(ProgressLine, PromisesNothingBeforeAnythingIsDone) {
  EXPECT_EQ(progress_line("persons", 0, 100, 0), "[....................]   0 %");
}

}  // namespace
}  // namespace skranke::app
