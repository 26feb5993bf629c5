// What an earlier process has left of the write-ahead log, made durable before anybody builds on it.
#pragma once

#include <string>

#include "storage/fault.hpp"

namespace skranke::storage::sqlite {

// A process that was killed between a write and its sync, or whose sync failed, leaves commits that are read
// from the kernel's memory and are not on the disk. Who takes them for kept acknowledges what the next loss
// of power takes away, and commits after them are lost with them. So the log is written once more, byte for
// byte, and synced: pages that a failed sync has called clean reach no disk otherwise. Without a log it does
// nothing. The caller holds the database's lock (lock_file.hpp). Fault: unavailable: the disk fails again.
[[nodiscard]] Outcome<void> settle_log(const std::string& database_path);

}  // namespace skranke::storage::sqlite
