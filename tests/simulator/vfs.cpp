#include "vfs.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <sqlite3.h>

#include "disk.hpp"

namespace skranke::simulator {
namespace {

Disk* disk = nullptr;

// Shared by the connections of a file: SQLite's locks on it, and the index of its write-ahead log.
struct Shared {
  int readers = 0;  // with a shared lock or more
  const void* reserved = nullptr;
  const void* exclusive = nullptr;
  int users = 0;  // of the index
  std::vector<std::unique_ptr<std::string>> regions;
  struct Slot {
    int shared = 0;
    const void* owner = nullptr;
  };
  std::array<Slot, SQLITE_SHM_NLOCK> slots;
};
std::map<std::string, std::shared_ptr<Shared>> all_shared;

struct Handle {
  std::string name;
  std::shared_ptr<File> file;
  std::shared_ptr<Shared> shared;
  int level = SQLITE_LOCK_NONE;
  bool has_index = false;
  std::array<char, SQLITE_SHM_NLOCK> held{};  // 's' or 'x'
};
struct Opened {
  sqlite3_file base;
  Handle* handle;
};
Handle& of(sqlite3_file* file) { return *reinterpret_cast<Opened*>(file)->handle; }
using Lock = std::lock_guard<std::recursive_mutex>;

int read(sqlite3_file* opened, void* to, int count, sqlite3_int64 at) {
  const Lock lock{disk->mutex()};
  if (disk->is_dead()) return SQLITE_IOERR_READ;
  const std::string& content = of(opened).file->current;
  const auto size = static_cast<sqlite3_int64>(content.size());
  const sqlite3_int64 there = std::clamp<sqlite3_int64>(size - at, 0, count);
  std::memset(to, 0, static_cast<std::size_t>(count));
  if (there > 0) std::memcpy(to, content.data() + at, static_cast<std::size_t>(there));
  return there == count ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* opened, const void* bytes, int count, sqlite3_int64 at) {
  const Lock lock{disk->mutex()};
  Handle& handle = of(opened);
  bool is_full = false;
  if (disk->write(handle.name, *handle.file, at,
                  {static_cast<const char*>(bytes), static_cast<std::size_t>(count)}, &is_full))
    return SQLITE_OK;
  return is_full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

int cut(sqlite3_file* opened, sqlite3_int64 size) {
  const Lock lock{disk->mutex()};
  return disk->cut(of(opened).name, *of(opened).file, size) ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

int sync(sqlite3_file* opened, int /*flags*/) {
  const Lock lock{disk->mutex()};
  return disk->sync(of(opened).name, *of(opened).file) ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

int size(sqlite3_file* opened, sqlite3_int64* size) {
  const Lock lock{disk->mutex()};
  *size = static_cast<sqlite3_int64>(of(opened).file->current.size());
  return SQLITE_OK;
}

int unlock(sqlite3_file* opened, int level) {
  const Lock lock{disk->mutex()};
  Handle& handle = of(opened);
  if (handle.level <= level) return SQLITE_OK;
  Shared& shared = *handle.shared;
  if (shared.reserved == &handle) shared.reserved = nullptr;
  if (shared.exclusive == &handle) shared.exclusive = nullptr;
  if (level == SQLITE_LOCK_NONE) --shared.readers;
  handle.level = level;
  return SQLITE_OK;
}

int take(sqlite3_file* opened, int level) {
  const Lock lock{disk->mutex()};
  if (disk->is_dead()) return SQLITE_IOERR_LOCK;
  Handle& handle = of(opened);
  if (handle.level >= level) return SQLITE_OK;
  Shared& shared = *handle.shared;
  if (shared.exclusive != nullptr && shared.exclusive != &handle) return SQLITE_BUSY;
  if (handle.level == SQLITE_LOCK_NONE) {
    ++shared.readers;
    handle.level = SQLITE_LOCK_SHARED;
  }
  if (level == SQLITE_LOCK_SHARED) return SQLITE_OK;
  if (shared.reserved != nullptr && shared.reserved != &handle) return SQLITE_BUSY;
  shared.reserved = &handle;
  if (level == SQLITE_LOCK_EXCLUSIVE) {
    if (shared.readers > 1) return SQLITE_BUSY;
    shared.exclusive = &handle;
  }
  handle.level = level;
  return SQLITE_OK;
}

int is_reserved(sqlite3_file* opened, int* is) {
  const Lock lock{disk->mutex()};
  *is = of(opened).shared->reserved != nullptr ? 1 : 0;
  return SQLITE_OK;
}

int map(sqlite3_file* opened, int number, int bytes, int is_made, void volatile** at) {
  const Lock lock{disk->mutex()};
  *at = nullptr;
  if (disk->is_dead()) return SQLITE_IOERR_SHMMAP;
  Handle& handle = of(opened);
  Shared& shared = *handle.shared;
  if (!handle.has_index) ++shared.users;
  handle.has_index = true;
  const auto wanted = static_cast<std::size_t>(number);
  if (shared.regions.size() <= wanted && is_made == 0) return SQLITE_OK;
  while (shared.regions.size() <= wanted)
    shared.regions.push_back(std::make_unique<std::string>(static_cast<std::size_t>(bytes), '\0'));
  *at = shared.regions[wanted]->data();
  return SQLITE_OK;
}

int lock_index(sqlite3_file* opened, int first, int count, int flags) {
  const Lock lock{disk->mutex()};
  Handle& handle = of(opened);
  auto& slots = handle.shared->slots;
  const bool is_exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  if ((flags & SQLITE_SHM_UNLOCK) != 0) {
    for (int i = first; i < first + count; ++i) {
      char& held = handle.held[static_cast<std::size_t>(i)];
      auto& slot = slots[static_cast<std::size_t>(i)];
      if (held == 'x') slot.owner = nullptr;
      if (held == 's') --slot.shared;
      held = '\0';
    }
    return SQLITE_OK;
  }
  if (disk->is_dead()) return SQLITE_IOERR_SHMLOCK;
  for (int i = first; i < first + count; ++i) {
    const auto& slot = slots[static_cast<std::size_t>(i)];
    const char held = handle.held[static_cast<std::size_t>(i)];
    if (slot.owner != nullptr && slot.owner != &handle) return SQLITE_BUSY;
    if (is_exclusive && slot.shared > (held == 's' ? 1 : 0)) return SQLITE_BUSY;
  }
  for (int i = first; i < first + count; ++i) {
    char& held = handle.held[static_cast<std::size_t>(i)];
    auto& slot = slots[static_cast<std::size_t>(i)];
    if (held != '\0') continue;
    if (is_exclusive) slot.owner = &handle;
    if (!is_exclusive) ++slot.shared;
    held = is_exclusive ? 'x' : 's';
  }
  return SQLITE_OK;
}

int unmap(sqlite3_file* opened, int /*is_deleted*/) {
  const Lock lock{disk->mutex()};
  Handle& handle = of(opened);
  if (!handle.has_index) return SQLITE_OK;
  static_cast<void>(lock_index(opened, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK));
  handle.has_index = false;
  if (--handle.shared->users == 0) handle.shared->regions.clear();
  return SQLITE_OK;
}

int close(sqlite3_file* opened) {
  const Lock lock{disk->mutex()};
  static_cast<void>(unmap(opened, 0));
  static_cast<void>(unlock(opened, SQLITE_LOCK_NONE));
  delete reinterpret_cast<Opened*>(opened)->handle;
  return SQLITE_OK;
}

const sqlite3_io_methods* methods() {
  static const sqlite3_io_methods all = [] {
    sqlite3_io_methods own{};
    own.iVersion = 2;  // without memory mapping
    own.xClose = close;
    own.xRead = read;
    own.xWrite = write;
    own.xTruncate = cut;
    own.xSync = sync;
    own.xFileSize = size;
    own.xLock = take;
    own.xUnlock = unlock;
    own.xCheckReservedLock = is_reserved;
    own.xFileControl = [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; };
    own.xSectorSize = [](sqlite3_file*) { return 512; };
    own.xDeviceCharacteristics = [](sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; };
    own.xShmMap = map;
    own.xShmLock = lock_index;
    own.xShmBarrier = [](sqlite3_file*) {};
    own.xShmUnmap = unmap;
    return own;
  }();
  return &all;
}

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* given) {
  file->pMethods = nullptr;
  const Lock lock{disk->mutex()};
  if (disk->is_dead() || name == nullptr) return SQLITE_CANTOPEN;
  // The program has made the database's own file before, on the machine (storage/sqlite/open.cpp).
  const bool is_made = (flags & (SQLITE_OPEN_CREATE | SQLITE_OPEN_MAIN_DB)) != 0;
  auto content = disk->open(name, is_made);
  if (!content) return SQLITE_CANTOPEN;
  auto& shared = all_shared[name];
  if (!shared) shared = std::make_shared<Shared>();
  reinterpret_cast<Opened*>(file)->handle = new Handle{.name = name, .file = content, .shared = shared};
  file->pMethods = methods();
  if (given != nullptr) *given = flags;
  return SQLITE_OK;
}

sqlite3_vfs* vfs() {
  static sqlite3_vfs own = [] {
    sqlite3_vfs all{};
    all.iVersion = 1;
    all.szOsFile = sizeof(Opened);
    all.mxPathname = 1024;
    all.zName = "skranke-simulated";
    all.xOpen = open;
    all.xDelete = [](sqlite3_vfs*, const char* name, int) {
      const Lock lock{disk->mutex()};
      if (!disk->has(name)) return SQLITE_IOERR_DELETE_NOENT;
      return disk->remove(name) ? SQLITE_OK : SQLITE_IOERR_DELETE;
    };
    all.xAccess = [](sqlite3_vfs*, const char* name, int, int* is) {
      const Lock lock{disk->mutex()};
      *is = disk->has(name) ? 1 : 0;
      return SQLITE_OK;
    };
    all.xFullPathname = [](sqlite3_vfs*, const char* name, int count, char* whole) {
      sqlite3_snprintf(count, whole, "%s", name);
      return SQLITE_OK;
    };
    all.xRandomness = [](sqlite3_vfs*, int count, char* bytes) {
      disk->random(bytes, count);
      return count;
    };
    all.xSleep = [](sqlite3_vfs*, int microseconds) { return microseconds; };
    all.xCurrentTime = [](sqlite3_vfs*, double* now) { return *now = 2461375.5, SQLITE_OK; };
    all.xGetLastError = [](sqlite3_vfs*, int, char*) { return 0; };
    return all;
  }();
  return &own;
}

}  // namespace

void use_disk(Disk* wanted) {
  static const bool is_registered = sqlite3_vfs_register(vfs(), 1) == SQLITE_OK;
  static_cast<void>(is_registered);
  disk = wanted;
  all_shared.clear();
}

}  // namespace skranke::simulator
