// SQLite without memory: while one of these lives, the next allocation that SQLite makes can be let fail.
//
// SQLite is ended and begun anew for it, so no database may be open at its beginning and its end. It has no
// memory set aside for small things meanwhile, since whether an allocation is one would depend on what there
// was before.
#pragma once

#include <atomic>

#include <sqlite3.h>

#include "base/ensure.hpp"

namespace skranke::test {

class FailingMemory {
 public:
  FailingMemory() {
    disk_ = sqlite3_vfs_find(nullptr);
    base::ensure(sqlite3_shutdown() == SQLITE_OK, "SQLite ends");
    base::ensure(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual) == SQLITE_OK, "SQLite's own methods");
    begin_with(failing(), 0, 0);
  }
  FailingMemory(const FailingMemory&) = delete;
  FailingMemory& operator=(const FailingMemory&) = delete;
  ~FailingMemory() { begin_with(usual, lookaside_bytes, lookaside_count); }

  static void fail_next() { is_due = true; }
  [[nodiscard]] static bool has_failed() { return !is_due; }

 private:
  // As SQLite is built by default.
  static constexpr int lookaside_bytes = 1200;
  static constexpr int lookaside_count = 100;

  void begin_with(const sqlite3_mem_methods& methods, int bytes, int count) {
    base::ensure(sqlite3_shutdown() == SQLITE_OK, "SQLite ends");
    base::ensure(sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK, "methods of memory");
    base::ensure(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, bytes, count) == SQLITE_OK,
                 "memory for small things");
    base::ensure(sqlite3_initialize() == SQLITE_OK, "SQLite begins");
    base::ensure(sqlite3_vfs_register(disk_, 1) == SQLITE_OK, "the disk that there was");
  }
  static sqlite3_mem_methods failing() {
    sqlite3_mem_methods methods = usual;
    methods.xMalloc = [](int bytes) -> void* {
      return is_due.exchange(false) ? nullptr : usual.xMalloc(bytes);
    };
    return methods;
  }

  sqlite3_vfs* disk_ = nullptr;
  static inline sqlite3_mem_methods usual{};
  static inline std::atomic<bool> is_due{false};
};

}  // namespace skranke::test
