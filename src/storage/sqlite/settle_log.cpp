#include "storage/sqlite/settle_log.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include <sqlite3.h>

#include "disk/disk.hpp"

namespace skranke::storage::sqlite {
namespace {

constexpr std::size_t bytes_at_once = 64UL * 1024;  // SQLite's own VFS writes less than 128 KiB at once

// By SQLite's own way to files, whichever that is.
class LogFile {
 public:
  LogFile(sqlite3_vfs* vfs, const std::string& path)
      : room_(static_cast<std::size_t>(vfs->szOsFile) / sizeof(std::max_align_t) + 1) {
    file_ = reinterpret_cast<sqlite3_file*>(room_.data());
    code_ = vfs->xOpen(vfs, path.c_str(), file_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_WAL, nullptr);
  }
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;
  ~LogFile() {
    if (file_->pMethods != nullptr) file_->pMethods->xClose(file_);
  }

  // SQLite's code of the first thing that failed.
  [[nodiscard]] int write_again() {
    sqlite3_int64 size = 0;
    if (code_ == SQLITE_OK) code_ = file_->pMethods->xFileSize(file_, &size);
    std::vector<char> bytes(std::min(bytes_at_once, static_cast<std::size_t>(size)));
    for (sqlite3_int64 at = 0; code_ == SQLITE_OK && at < size;) {
      const auto count =
          static_cast<int>(std::min<sqlite3_int64>(size - at, static_cast<sqlite3_int64>(bytes.size())));
      code_ = file_->pMethods->xRead(file_, bytes.data(), count, at);
      if (code_ == SQLITE_OK) code_ = file_->pMethods->xWrite(file_, bytes.data(), count, at);
      at += count;
    }
    if (code_ == SQLITE_OK) code_ = file_->pMethods->xSync(file_, SQLITE_SYNC_NORMAL);
    return code_;
  }

 private:
  std::vector<std::max_align_t> room_;
  sqlite3_file* file_ = nullptr;
  int code_ = SQLITE_OK;
};

}  // namespace

Outcome<void> settle_log(const std::string& database_path) {
  sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
  if (vfs == nullptr) return fail(FaultKind::unavailable, "SQLite does not begin: there is no memory");
  const std::string path = database_path + "-wal";
  int is_there = 0;
  if (const int code = vfs->xAccess(vfs, path.c_str(), SQLITE_ACCESS_EXISTS, &is_there); code != SQLITE_OK)
    return fail(FaultKind::unavailable,
                "the write-ahead log can't be looked for: " + std::string{sqlite3_errstr(code)});
  if (is_there == 0) return {};
  LogFile log{vfs, path};
  if (const int code = log.write_again(); code != SQLITE_OK)
    return fail(FaultKind::unavailable,
                "the write-ahead log can't be brought to the disk: " + std::string{sqlite3_errstr(code)});
  // The name of a file that was made shortly before the end may not be on the disk either.
  if (!disk::sync_folder_of(database_path))
    return fail(FaultKind::unavailable, "the database's folder can't be brought to the disk");
  return {};
}

}  // namespace skranke::storage::sqlite
