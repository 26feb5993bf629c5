#include "faulty_disk.hpp"

#include <atomic>
#include <cstring>
#include <memory>
#include <new>

#include <sqlite3.h>

#include "base/ensure.hpp"

namespace skranke::test {

namespace {

std::atomic<DiskFault> fault = DiskFault::none;
std::atomic<int> left = 0;
std::atomic<int> synced = 0;
std::atomic<bool> unsynced = false;

// SQLite allocates szOsFile bytes: ours, and the real file right behind.
struct File {
  sqlite3_file base;
  bool is_log;
};
static_assert(sizeof(File) % alignof(std::max_align_t) == 0);

sqlite3_file* real(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
}
bool is_log(sqlite3_file* file) { return reinterpret_cast<File*>(file)->is_log; }

bool has_room(sqlite3_int64 end) {
  if (fault == DiskFault::full) return left-- > 0;
  return fault != DiskFault::small || end <= left;
}

int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
  if (!has_room(at + count)) return SQLITE_FULL;
  if (is_log(file)) unsynced = true;
  return real(file)->pMethods->xWrite(real(file), bytes, count, at);
}

int sync(sqlite3_file* file, int flags) {
  if (fault == DiskFault::broken_sync || (fault == DiskFault::broken_checkpoint && !is_log(file)))
    return SQLITE_IOERR_FSYNC;
  const int code = real(file)->pMethods->xSync(real(file), flags);
  if (is_log(file)) {
    unsynced = false;
    ++synced;
  }
  return code;
}

const sqlite3_io_methods* methods() {
  static const sqlite3_io_methods all = [] {
    sqlite3_io_methods own{};
    own.iVersion = 2;  // without memory mapping
    own.xClose = [](sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); };
    own.xRead = [](sqlite3_file* file, void* bytes, int count, sqlite3_int64 at) {
      return real(file)->pMethods->xRead(real(file), bytes, count, at);
    };
    own.xWrite = write;
    own.xTruncate = [](sqlite3_file* file, sqlite3_int64 size) {
      return real(file)->pMethods->xTruncate(real(file), size);
    };
    own.xSync = sync;
    own.xFileSize = [](sqlite3_file* file, sqlite3_int64* size) {
      return real(file)->pMethods->xFileSize(real(file), size);
    };
    own.xLock = [](sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); };
    own.xUnlock = [](sqlite3_file* file, int level) {
      return real(file)->pMethods->xUnlock(real(file), level);
    };
    own.xCheckReservedLock = [](sqlite3_file* file, int* out) {
      return real(file)->pMethods->xCheckReservedLock(real(file), out);
    };
    own.xFileControl = [](sqlite3_file* file, int op, void* argument) {
      return real(file)->pMethods->xFileControl(real(file), op, argument);
    };
    own.xSectorSize = [](sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); };
    own.xDeviceCharacteristics = [](sqlite3_file* file) {
      return real(file)->pMethods->xDeviceCharacteristics(real(file));
    };
    own.xShmMap = [](sqlite3_file* file, int page, int size, int extend, void volatile** out) {
      return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
    };
    own.xShmLock = [](sqlite3_file* file, int offset, int count, int flags) {
      return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
    };
    own.xShmBarrier = [](sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); };
    own.xShmUnmap = [](sqlite3_file* file, int remove) {
      return real(file)->pMethods->xShmUnmap(real(file), remove);
    };
    return own;
  }();
  return &all;
}

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  auto* below = static_cast<sqlite3_vfs*>(vfs->pAppData);
  auto* own = new (file) File{};
  own->is_log = (flags & SQLITE_OPEN_WAL) != 0;
  std::memset(real(file), 0, static_cast<std::size_t>(below->szOsFile));
  const int code = below->xOpen(below, name, real(file), flags, out_flags);
  if (real(file)->pMethods != nullptr) own->base.pMethods = methods();
  return code;
}

// Registered before the first database is opened.
const bool registered = [] {
  sqlite3_vfs* below = sqlite3_vfs_find(nullptr);
  static sqlite3_vfs own = *below;
  own.zName = "faulty";
  own.pNext = nullptr;
  own.pAppData = below;
  own.szOsFile = static_cast<int>(sizeof(File)) + below->szOsFile;
  own.xOpen = open_file;
  base::ensure(sqlite3_vfs_register(&own, 1) == SQLITE_OK, "a file system of our own");
  return true;
}();

}  // namespace

void FaultyDisk::fail(DiskFault of, int at) {
  left = at;
  fault = of;
}

int FaultyDisk::log_syncs() { return synced; }
bool FaultyDisk::log_unsynced() { return unsynced; }

}  // namespace skranke::test
