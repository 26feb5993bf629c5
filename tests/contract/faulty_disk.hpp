// A disk that can fail: SQLite's own file system, with every write counted and, where asked for, refused.
//
// It is SQLite's default for the whole test program, and does nothing until it is told to.
#pragma once

#include <cstdint>

namespace skranke::test {

enum class DiskFault : std::uint8_t { none, full, small, broken_sync, broken_checkpoint };

struct FaultyDisk {
  // full: from the write number `at` on (0 is the next one), writes find the disk full. small: so do writes
  // beyond the first `at` bytes of a file. broken_sync: each sync fails;
  // broken_checkpoint: each of the database file, while its log is synced.
  static void fail(DiskFault fault, int at = 0);
  static void heal() { fail(DiskFault::none); }

  // Times that the write-ahead log was waited for, ever.
  [[nodiscard]] static int log_syncs();
  // Whether something was written to the write-ahead log that was not waited for yet.
  [[nodiscard]] static bool log_unsynced();
};

}  // namespace skranke::test
