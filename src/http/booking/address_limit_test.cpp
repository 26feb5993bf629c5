// One network's budget of requests: to the second, for each network of its own, in bounded memory.
#include "http/booking/address_limit.hpp"

#include <gtest/gtest.h>

namespace skranke::http::booking {
namespace {

constexpr std::int64_t noon = 1'795'500'000;

TEST(AddressLimit, GivesAnHoursBudgetAtOnceAndThenOneByOne) {
  AddressLimit limit{60};
  for (int i = 0; i < 60; ++i) EXPECT_EQ(limit.take("192.0.2.1", noon), 0) << i;
  EXPECT_EQ(limit.take("192.0.2.1", noon), 60) << "one a minute";
  EXPECT_EQ(limit.take("192.0.2.1", noon + 59), 1);
  EXPECT_EQ(limit.take("192.0.2.1", noon + 60), 0);
  EXPECT_EQ(limit.take("192.0.2.1", noon + 60), 60) << "asking in vain costs nothing";
}

TEST(AddressLimit, IsWholeAgainAfterAnHour) {
  AddressLimit limit{3};
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limit.take("a", noon), 0);
  EXPECT_EQ(limit.take("a", noon), 1200);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limit.take("a", noon + 3600), 0);
  EXPECT_NE(limit.take("a", noon + 3600), 0);
}

TEST(AddressLimit, CountsEachNetworkForItself) {
  AddressLimit limit{1};
  EXPECT_EQ(limit.take("a", noon), 0);
  EXPECT_NE(limit.take("a", noon), 0);
  EXPECT_EQ(limit.take("b", noon), 0);
}

TEST(AddressLimit, KeepsAboutAsManyNetworksAsItMay) {
  AddressLimit limit{1, 100};
  EXPECT_EQ(limit.take("first", noon), 0);
  for (int i = 0; i < 98; ++i) EXPECT_EQ(limit.take(std::to_string(i), noon), 0);
  EXPECT_NE(limit.take("first", noon), 0);
  EXPECT_EQ(limit.take("one more", noon), 0);
  EXPECT_EQ(limit.take("another", noon), 0);
  EXPECT_EQ(limit.take("first", noon), 0) << "forgotten with all others: memory is bounded";
  EXPECT_EQ(limit.take("another", noon + 3600), 0);
}

TEST(AddressLimit, StandsAClockThatIsSetBack) {
  AddressLimit limit{2};
  EXPECT_EQ(limit.take("a", noon), 0);
  EXPECT_EQ(limit.take("a", noon), 0);
  EXPECT_EQ(limit.take("b", noon), 0);
  EXPECT_EQ(limit.take("a", noon - 7200), 1800) << "what was used is used, and comes back in as long";
  EXPECT_EQ(limit.take("b", noon - 7200), 0);
  EXPECT_EQ(limit.take("a", noon + 3600), 0);
}

}  // namespace
}  // namespace skranke::http::booking
