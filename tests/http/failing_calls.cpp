// Loaded before the C library: lets the n-th write, sync or allocation of a program fail, as told by a file
// that both sides map.
//
// SKRANKE_FAILING names the file: five numbers of 64 bits. What fails (1 writes, 2 syncs, 3 allocations; 0
// nothing), at which call it begins, for how many calls it goes on, how many calls there were, how many of
// them failed. Writes and syncs are those of files under the folder that SKRANKE_FAILING_UNDER names.
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

extern "C" {
void* __libc_malloc(size_t size);                // NOLINT(bugprone-reserved-identifier)
void* __libc_calloc(size_t count, size_t size);  // NOLINT(bugprone-reserved-identifier)
void* __libc_realloc(void* old, size_t size);    // NOLINT(bugprone-reserved-identifier)
}

namespace {

enum Kind : std::int64_t { writes = 1, syncs = 2, allocations = 3 };

struct Control {
  std::int64_t kind;
  std::int64_t first;
  std::int64_t count;
  std::int64_t seen;
  std::int64_t failed;
};

Control* control = nullptr;
std::string_view folder;  // of the files

[[gnu::constructor]] void open_control() {
  const char* path = std::getenv("SKRANKE_FAILING");
  const char* under = std::getenv("SKRANKE_FAILING_UNDER");
  if (path == nullptr || under == nullptr) return;
  const int file = open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) return;
  void* mapped = mmap(nullptr, sizeof(Control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  folder = under;
  if (mapped != MAP_FAILED) control = static_cast<Control*>(mapped);
}

bool is_under_folder(int file) {
  char name[64];
  char path[1024];
  // Not snprintf, which may allocate.
  char* end = stpcpy(name, "/proc/self/fd/");
  char digits[16];
  int count = 0;
  for (int rest = file; count == 0 || rest > 0; rest /= 10)
    digits[count++] = static_cast<char>('0' + rest % 10);
  while (count > 0) *end++ = digits[--count];
  *end = '\0';
  const ssize_t size = readlink(name, path, sizeof path);
  return size > 0 && std::string_view{path, static_cast<std::size_t>(size)}.starts_with(folder);
}

bool fails(Kind kind) {
  if (control == nullptr || __atomic_load_n(&control->kind, __ATOMIC_ACQUIRE) != kind) return false;
  const std::int64_t call = __atomic_add_fetch(&control->seen, 1, __ATOMIC_ACQ_REL);
  if (call < control->first || call >= control->first + control->count) return false;
  __atomic_add_fetch(&control->failed, 1, __ATOMIC_ACQ_REL);
  return true;
}

bool is_watched(int file, Kind kind) {
  return control != nullptr && __atomic_load_n(&control->kind, __ATOMIC_ACQUIRE) == kind &&
         is_under_folder(file);
}

template <class Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

int fail_sync() {
  errno = EIO;
  return -1;
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
  if (is_watched(file, writes) && fails(writes)) return errno = ENOSPC, -1;
  return real(file, bytes, size);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
  if (is_watched(file, writes) && fails(writes)) return errno = ENOSPC, -1;
  return real(file, bytes, size, at);
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) { return pwrite64(file, bytes, size, at); }

int fsync(int file) {
  static const auto real = next<int (*)(int)>("fsync");
  return is_watched(file, syncs) && fails(syncs) ? fail_sync() : real(file);
}

int fdatasync(int file) {
  static const auto real = next<int (*)(int)>("fdatasync");
  return is_watched(file, syncs) && fails(syncs) ? fail_sync() : real(file);
}

void* malloc(size_t size) {
  if (fails(allocations)) return errno = ENOMEM, nullptr;
  return __libc_malloc(size);
}

void* calloc(size_t count, size_t size) {
  if (fails(allocations)) return errno = ENOMEM, nullptr;
  return __libc_calloc(count, size);
}

void* realloc(void* old, size_t size) {
  if (fails(allocations)) return errno = ENOMEM, nullptr;
  return __libc_realloc(old, size);
}

}  // extern "C"
