// Loaded before the C library: a disk that takes its time. Each sync takes SKRANKE_SYNC_MICROSECONDS longer,
// one after another, as on a disk with one head or a network drive; so that a benchmark on a fast disk says
// what a slow one would let through.
//
//   SKRANKE_SYNC_MICROSECONDS=4000 LD_PRELOAD=build/release/bench/libslow_sync.so build/release/bench/booking
//   rate build/release/skranke sqlite 64 10
#include <cstdlib>
#include <ctime>
#include <mutex>

#include <dlfcn.h>
#include <unistd.h>

namespace {

using Sync = int (*)(int);

int synced(const char* name, int file) {
  static const char* const said = std::getenv("SKRANKE_SYNC_MICROSECONDS");
  static const long microseconds = said == nullptr ? 0 : std::strtol(said, nullptr, 10);
  static std::mutex head;
  const auto real = reinterpret_cast<Sync>(dlsym(RTLD_NEXT, name));
  const std::scoped_lock lock{head};
  constexpr long a_second = 1'000'000;
  timespec rest{.tv_sec = microseconds / a_second, .tv_nsec = microseconds % a_second * 1000};
  while (nanosleep(&rest, &rest) != 0) {}
  return real(file);
}

}  // namespace

extern "C" {

int fsync(int file) { return synced("fsync", file); }
int fdatasync(int file) { return synced("fdatasync", file); }

}  // extern "C"
