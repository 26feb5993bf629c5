// Connections that can't be had: whoever comes next has the place.
#include "storage/pool.hpp"

#include <memory>
#include <new>

#include <gtest/gtest.h>

namespace skranke::test {

using storage::Outcome;
using Numbers = storage::Pool<int>;

TEST(Pool, APlaceIsFreeAgainWhereOpeningThrowsOrFails) {
  int opened = 0;
  Numbers pool{1, [&]() -> Outcome<std::unique_ptr<int>> {
                 if (++opened == 1) throw std::bad_alloc{};
                 if (opened == 2) return storage::fail(storage::FaultKind::unavailable, "not there");
                 return std::make_unique<int>(opened);
               }};
  EXPECT_THROW(static_cast<void>(pool.lease()), std::bad_alloc);
  EXPECT_EQ(pool.lease().error().kind, storage::FaultKind::unavailable);
  for (int again = 0; again < 2; ++again) {
    const auto lease = pool.lease();
    ASSERT_TRUE(lease);
    EXPECT_EQ(**lease, 3) << "the one that was given back";
  }
}

TEST(Pool, WhatIsDiscardedIsOpenedAnew) {
  int opened = 0;
  Numbers pool{1, [&]() -> Outcome<std::unique_ptr<int>> { return std::make_unique<int>(++opened); }};
  {
    auto lease = pool.lease();
    ASSERT_TRUE(lease);
    lease->discard();
  }
  EXPECT_EQ(**pool.lease(), 2);
}

}  // namespace skranke::test
