#include "storage/sqlite/backup.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "disk/disk.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/faults.hpp"

namespace skranke::storage::sqlite {
namespace {

constexpr int pages_at_once = 1024;

struct Close {
  void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

std::unexpected<Fault> of_system(const std::string& path, const char* what) {
  return fail(FaultKind::unavailable, path + " " + what + ": " + std::strerror(errno));
}

// PRIVACY: for its owner alone, from the beginning.
Outcome<void> make(const std::string& path) {
  const disk::Descriptor made{::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (!made.is_open()) return of_system(path, "can't be made");
  return {};
}

Outcome<void> brought_to_the_disk(const std::string& path, bool is_it) {
  return is_it ? Outcome<void>{} : of_system(path, "can't be brought to the disk");
}

Outcome<void> sync(const std::string& path) {
  const disk::Descriptor opened{::open(path.c_str(), O_RDWR | O_CLOEXEC)};
  return brought_to_the_disk(path, opened.is_open() && disk::sync(opened));
}

// Whether the file is still the one of that name.
bool is_at(const disk::Descriptor& file, const std::string& path) {
  struct stat opened{};
  struct stat named{};
  return ::fstat(file.number(), &opened) == 0 && ::lstat(path.c_str(), &named) == 0 &&
         opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

// What is written before it gets its name, and what SQLite puts beside it: of one program at a time, and gone
// at the end, however that comes.
class Part {
 public:
  explicit Part(const std::string& to) : lock_path_{to + ".part-lock"}, paths_{to + ".part"} {
    for (std::size_t i = 1; i < paths_.size(); ++i) paths_[i] = paths_[0] + beside[i];
  }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;
  ~Part() {
    if (!is_mine_) return;
    remove();
    ::unlink(lock_path_.c_str());
  }

  [[nodiscard]] const std::string& path() const { return paths_[0]; }

  // Makes it, in place of one that was cut off.
  [[nodiscard]] Outcome<void> begin() {
    lock_ = disk::lock(lock_path_, disk::Waiting::no);
    const bool is_held = lock_.is_open() ? !is_at(lock_, lock_path_) : errno == EWOULDBLOCK;
    if (is_held) return fail(FaultKind::held, path() + " is being written by another program");
    if (!lock_.is_open()) return of_system(lock_path_, "can't be made");
    is_mine_ = true;
    remove();
    return make(path());
  }

 private:
  static constexpr std::array beside{"", "-journal", "-wal", "-shm"};

  void remove() const {
    for (const std::string& path : paths_) ::unlink(path.c_str());
  }

  std::string lock_path_;
  std::array<std::string, beside.size()> paths_;
  disk::Descriptor lock_;
  bool is_mine_ = false;
};

Outcome<void> copy_pages(sqlite3* from, sqlite3* to,
                         const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  sqlite3_backup* backup = sqlite3_backup_init(to, "main", from, "main");
  if (backup == nullptr) return std::unexpected{fault_of(sqlite3_extended_errcode(to), to)};
  int code = SQLITE_OK;
  while (code == SQLITE_OK) {
    code = sqlite3_backup_step(backup, pages_at_once);
    const auto total = static_cast<std::uint64_t>(sqlite3_backup_pagecount(backup));
    if (progress) progress(total - static_cast<std::uint64_t>(sqlite3_backup_remaining(backup)), total);
  }
  const int finished = sqlite3_backup_finish(backup);
  if (code != SQLITE_DONE) return std::unexpected{fault_of(code, to)};
  if (finished != SQLITE_OK) return std::unexpected{fault_of(finished, to)};
  return {};
}

Outcome<void> copy_into(const std::string& from, const std::string& part,
                        const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  const auto source = Connection::open(from, Role::reader);
  if (!source) return std::unexpected{source.error()};
  // One snapshot for all pages: what is written meanwhile does not make it begin anew.
  if (auto begun = (*source)->begin("begin deferred"); !begun) return begun;
  if (const auto schema = (*source)->integer("select count(*) from sqlite_schema"); !schema)
    return std::unexpected{schema.error()};
  sqlite3* raw = nullptr;
  const int code =
      sqlite3_open_v2(part.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, nullptr);
  const Handle target{raw};
  if (code != SQLITE_OK) return std::unexpected{fault_of(code, raw)};
  return copy_pages((*source)->handle(), raw, progress);
}

}  // namespace

Outcome<void> copy_database(const std::string& from, const std::string& to,
                            const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  std::error_code failed;
  if (std::filesystem::exists(to, failed)) return fail(FaultKind::unavailable, to + " is there already");
  if (!std::filesystem::exists(from, failed)) return fail(FaultKind::unavailable, from + " is not there");
  {
    Part part{to};
    auto done = part.begin();
    if (done) done = copy_into(from, part.path(), progress);
    if (done) done = sync(part.path());
    // A link and not a rename: what came there meanwhile stays.
    if (done && ::link(part.path().c_str(), to.c_str()) != 0) done = of_system(to, "can't be made");
    if (!done) return done;
  }
  return brought_to_the_disk(to, disk::sync_folder_of(to));
}

}  // namespace skranke::storage::sqlite
