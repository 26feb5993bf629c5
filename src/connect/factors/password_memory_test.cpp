// A password is looked at in 64 MiB, and there are none: that is not "wrong".
#include <fstream>
#include <new>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "connect/factors/real_factors.hpp"

namespace skranke::factors {
namespace {

class Keys final : public desk::Pseudonyms {
 public:
  [[nodiscard]] std::string of(std::string_view, const base::PersonalText&) const override {
    return std::string(32, 'k');
  }
};

// The process gets no more address space than it has, but for `bytes`, while this lives.
class NoMoreMemory {
 public:
  explicit NoMoreMemory(rlim_t bytes) {
    getrlimit(RLIMIT_AS, &before_);
    rlim_t pages = 0;
    std::ifstream{"/proc/self/statm"} >> pages;
    const rlimit now{.rlim_cur = pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) + bytes,
                     .rlim_max = before_.rlim_max};
    setrlimit(RLIMIT_AS, &now);
  }
  NoMoreMemory(const NoMoreMemory&) = delete;
  NoMoreMemory& operator=(const NoMoreMemory&) = delete;
  ~NoMoreMemory() { setrlimit(RLIMIT_AS, &before_); }

 private:
  rlimit before_{};
};

TEST(PasswordMemory, APasswordIsNotCalledWrongForWantOfMemory) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "a sanitizer takes all address space";
#endif
  const Keys keys;
  const auto factors = RealFactors::open(keys).value();
  const base::PersonalText password{std::string{"my very own phrase of words"}};
  const std::string hash = factors->hash_password(password);
  ASSERT_TRUE(factors->is_password(password, hash));
  {
    constexpr rlim_t a_little = 8UL * 1024 * 1024;
    const NoMoreMemory scarce{a_little};
    EXPECT_THROW(static_cast<void>(factors->is_password(password, hash)), std::bad_alloc);
  }
  EXPECT_TRUE(factors->is_password(password, hash));
  EXPECT_FALSE(factors->is_password(base::PersonalText{std::string{"another"}}, hash));
}

}  // namespace
}  // namespace skranke::factors
