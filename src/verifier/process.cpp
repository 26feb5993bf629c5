#include "verifier/process.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>

#include <grp.h>
#include <pwd.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace skranke::verifier {
namespace {

using base::fail;
using base::Fault;

base::Result<void> refused(std::string_view what) {
  std::string text{"the verifier can't "};
  return fail(Fault::unavailable, text.append(what).append(": ").append(std::strerror(errno)));
}

base::Result<void> become(const std::string& name) {
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 4096> words{};
  if (::getpwnam_r(name.c_str(), &entry, words.data(), words.size(), &found) != 0 || found == nullptr)
    return fail(Fault::not_found, "--user: no such user; expected the name of a user of this machine");
  if (found->pw_uid == ::geteuid()) return {};
  if (::setgroups(0, nullptr) != 0 || ::setgid(found->pw_gid) != 0 || ::setuid(found->pw_uid) != 0)
    return refused("become the user that --user names");
  return {};
}

// Calls that a process which only reads a register and answers lines never makes.
constexpr std::array forbidden{SCMP_SYS(execve),
                               SCMP_SYS(execveat),
                               SCMP_SYS(ptrace),
                               SCMP_SYS(process_vm_readv),
                               SCMP_SYS(process_vm_writev),
                               SCMP_SYS(mount),
                               SCMP_SYS(pivot_root),
                               SCMP_SYS(bpf),
                               SCMP_SYS(perf_event_open),
                               SCMP_SYS(setuid),
                               SCMP_SYS(setgid),
                               SCMP_SYS(kexec_load)};

struct ReleaseFilter {
  void operator()(void* filter) const { seccomp_release(filter); }
};

base::Result<void> filter_calls(bool network) {
  const std::unique_ptr<void, ReleaseFilter> filter{seccomp_init(SCMP_ACT_ALLOW)};
  if (!filter) return refused("make a filter of system calls");
  int failed = 0;
  for (const int call : forbidden) failed |= seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), call, 0);
  if (!network) {
    // NOLINTNEXTLINE(*-missing-field-initializers): the library's macro
    failed |= seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 1,
                               SCMP_A0(SCMP_CMP_NE, AF_UNIX));
  }
  if (failed != 0 || seccomp_load(filter.get()) != 0) return refused("load a filter of system calls");
  return {};
}

}  // namespace

base::Result<void> confine(const Confinement& confinement) {
  if (!confinement.user.empty()) {
    if (auto became = become(confinement.user); !became) return became;
  }
  const rlimit none{.rlim_cur = 0, .rlim_max = 0};
  if (::setrlimit(RLIMIT_CORE, &none) != 0) return refused("turn core dumps off");
  // After setuid, which resets it.
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return refused("hide its memory");
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return refused("give up new privileges");
  return filter_calls(confinement.network);
}

}  // namespace skranke::verifier
