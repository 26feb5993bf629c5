// What the verifier has given up can't be had back: seen from inside, in a process of its own.
#include "verifier/process.hpp"

#include <array>
#include <cerrno>

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace skranke::verifier {
namespace {

// Runs `look` in a child; its return value is the child's exit code.
template <class Look>
int in_a_child(Look look) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(look());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

TEST(Confinement, StartsNoProgram) {
  EXPECT_EQ(in_a_child([] {
              if (!confine({})) return 1;
              std::array<char, 10> path{"/bin/true"};
              std::array<char*, 2> arguments{path.data(), nullptr};
              ::execv(path.data(), arguments.data());
              return errno == EPERM ? 0 : 2;
            }),
            0);
}

TEST(Confinement, ReachesTheNetworkOnlyWhereItHasTo) {
  const auto can_reach = [](bool network) {
    return in_a_child([network] {
      if (!confine({.user = {}, .network = network})) return 3;
      if (::socket(AF_UNIX, SOCK_STREAM, 0) < 0) return 2;
      return ::socket(AF_INET, SOCK_STREAM, 0) >= 0 && ::socket(AF_INET6, SOCK_STREAM, 0) >= 0 ? 1 : 0;
    });
  };
  EXPECT_EQ(can_reach(false), 0);
  EXPECT_EQ(can_reach(true), 1);
}

TEST(Confinement, LeavesNoCoreAndShowsNoMemory) {
  EXPECT_EQ(in_a_child([] {
              if (!confine({})) return 1;
              rlimit limit{};
              ::getrlimit(RLIMIT_CORE, &limit);
              return limit.rlim_max == 0 && ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : 2;
            }),
            0);
}

TEST(Confinement, BecomesTheUserForGood) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can become somebody else";
  EXPECT_EQ(in_a_child([] {
              if (!confine({.user = "nobody", .network = false})) return 1;
              if (::geteuid() == 0 || ::getegid() == 0) return 2;
              return ::setuid(0) == 0 ? 3 : 0;
            }),
            0);
}

TEST(Confinement, OfAUserThatIsNotThereIsRefused) {
  EXPECT_EQ(in_a_child([] {
              const auto done = confine({.user = "no-such-user", .network = false});
              return !done && done.error().fault == base::Fault::not_found ? 0 : 1;
            }),
            0);
}

}  // namespace
}  // namespace skranke::verifier
