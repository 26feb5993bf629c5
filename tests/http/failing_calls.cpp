// Loaded before the C library: lets the n-th write, sync or allocation of a program fail, or the n-th
// exchange with a database on a socket, as told by a file that both sides map.
//
// SKRANKE_FAILING names the file: six numbers of 64 bits. What fails (1 writes, 2 syncs, 3 allocations, 4 the
// first allocation from a place where none has failed yet; 0 nothing, 5 nothing, and each place is from then
// on as if one had failed there, 6 exchanges), at which call it begins, for how many calls it goes on, how
// many calls there were, how many of them failed, and whether one was OpenSSL's own allocation. Writes and
// syncs are those of files under the folder that SKRANKE_FAILING_UNDER names, and exchanges what is sent to
// and received from a socket under it: the connection is lost at that point.
//
// SKRANKE_FAILING_TRACE names a file that is given the stack of what failed last: a line each, the binary and
// the offset in it, as addr2line takes them.
//
// A place is the whole stack of callers: the same line reached in another way is another place. Those that
// have failed stand behind the six numbers, so that they are known to a program that is started again.
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>
#include <unistd.h>
#include <unwind.h>

extern "C" {
void* __libc_malloc(size_t size);                // NOLINT(bugprone-reserved-identifier)
void* __libc_calloc(size_t count, size_t size);  // NOLINT(bugprone-reserved-identifier)
void* __libc_realloc(void* old, size_t size);    // NOLINT(bugprone-reserved-identifier)
}

namespace {

enum Kind : std::int64_t {
  writes = 1,
  syncs = 2,
  allocations = 3,
  places = 4,
  known_places = 5,
  exchanges = 6
};

constexpr std::uint64_t places_max = 1U << 16U;

struct Control {
  std::int64_t kind;
  std::int64_t first;
  std::int64_t count;
  std::int64_t seen;
  std::int64_t failed;
  std::int64_t is_of_openssl;
  std::uint64_t failed_at[places_max];  // by their hashes; 0 is free
};

Control* control = nullptr;
std::string_view folder;  // of the files
const char* trace_path = nullptr;

[[gnu::constructor]] void open_control() {
  const char* path = std::getenv("SKRANKE_FAILING");
  const char* under = std::getenv("SKRANKE_FAILING_UNDER");
  if (path == nullptr || under == nullptr) return;
  const int file = open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) return;
  void* mapped = mmap(nullptr, sizeof(Control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  folder = under;
  trace_path = std::getenv("SKRANKE_FAILING_TRACE");
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

_Unwind_Reason_Code write_caller(_Unwind_Context* caller, void* into) {
  const auto address = _Unwind_GetIP(caller);
  dl_find_object found{};
  if (_dl_find_object(reinterpret_cast<void*>(address), &found) != 0) return _URC_NO_REASON;
  const char* name = found.dlfo_link_map->l_name;
  dprintf(*static_cast<int*>(into), "%s 0x%lx\n", *name == '\0' ? "/proc/self/exe" : name,
          address - 1 - reinterpret_cast<std::uintptr_t>(found.dlfo_map_start));
  return _URC_NO_REASON;
}

// Within it allocations are not looked at: unwinding and writing may need some.
[[gnu::tls_model("initial-exec")]] thread_local bool is_looking = false;

void write_trace() {
  if (trace_path == nullptr) return;
  is_looking = true;
  int file = open(trace_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file >= 0) {
    _Unwind_Backtrace(write_caller, &file);
    close(file);
  }
  is_looking = false;
}

bool fails(Kind kind) {
  if (is_looking) return false;
  if (control == nullptr || __atomic_load_n(&control->kind, __ATOMIC_ACQUIRE) != kind) return false;
  const std::int64_t call = __atomic_add_fetch(&control->seen, 1, __ATOMIC_ACQ_REL);
  if (call < control->first || call >= control->first + control->count) return false;
  __atomic_add_fetch(&control->failed, 1, __ATOMIC_ACQ_REL);
  write_trace();
  return true;
}

// Not where it was loaded to, which is another address each time.
struct Place {
  std::uint64_t hash = 14695981039346656037U;
};

_Unwind_Reason_Code add_caller(_Unwind_Context* caller, void* into) {
  constexpr std::uint64_t prime = 1099511628211U;
  const auto address = _Unwind_GetIP(caller);
  dl_find_object found{};
  const bool is_known = _dl_find_object(reinterpret_cast<void*>(address), &found) == 0;
  const auto base = is_known ? reinterpret_cast<std::uintptr_t>(found.dlfo_map_start) : 0;
  auto& place = *static_cast<Place*>(into);
  place.hash = (place.hash ^ (address - base)) * prime;
  return _URC_NO_REASON;
}

// Whether none has failed there yet; from now on one has.
bool is_new_place() {
  Place place;
  _Unwind_Backtrace(add_caller, &place);
  const std::uint64_t hash = place.hash | 1U;
  for (std::uint64_t at = hash % places_max, tries = 0; tries < places_max;
       at = (at + 1) % places_max, ++tries) {
    std::uint64_t there = 0;
    if (__atomic_compare_exchange_n(&control->failed_at[at], &there, hash, false, __ATOMIC_ACQ_REL,
                                    __ATOMIC_ACQUIRE))
      return true;
    if (there == hash) return false;
  }
  return false;
}

bool fails_at_place() {
  if (control == nullptr || is_looking) return false;
  const auto kind = __atomic_load_n(&control->kind, __ATOMIC_ACQUIRE);
  if (kind != places && kind != known_places) return false;
  if (__atomic_load_n(&control->failed, __ATOMIC_ACQUIRE) > 0) return false;
  is_looking = true;
  const bool is_new = is_new_place();
  is_looking = false;
  if (!is_new || kind == known_places) return false;
  __atomic_add_fetch(&control->failed, 1, __ATOMIC_ACQ_REL);
  write_trace();
  return true;
}

// OpenSSL 3.0 goes on with locks that it found no memory for.
void note_who(const void* caller) {
  dl_find_object found{};
  if (_dl_find_object(const_cast<void*>(caller), &found) != 0) return;
  if (std::string_view{found.dlfo_link_map->l_name}.find("libcrypto") == std::string_view::npos) return;
  __atomic_store_n(&control->is_of_openssl, 1, __ATOMIC_RELEASE);
}

bool allocation_fails(const void* caller) {
  if (!fails(allocations) && !fails_at_place()) return false;
  note_who(caller);
  return true;
}

bool is_watched(int file, Kind kind) {
  return control != nullptr && __atomic_load_n(&control->kind, __ATOMIC_ACQUIRE) == kind &&
         is_under_folder(file);
}

bool is_to_socket_under_folder(int socket) {
  sockaddr_un peer{};
  socklen_t size = sizeof peer - 1;  // the path has its end then
  return getpeername(socket, reinterpret_cast<sockaddr*>(&peer), &size) == 0 && peer.sun_family == AF_UNIX &&
         std::string_view{peer.sun_path}.starts_with(folder);
}

// Whether the connection is lost at this call.
bool is_lost(int socket) {
  if (control == nullptr || __atomic_load_n(&control->kind, __ATOMIC_ACQUIRE) != exchanges) return false;
  if (!is_to_socket_under_folder(socket) || !fails(exchanges)) return false;
  shutdown(socket, SHUT_RDWR);
  errno = ECONNRESET;
  return true;
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

ssize_t send(int socket, const void* bytes, size_t size, int flags) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t, int)>("send");
  return is_lost(socket) ? -1 : real(socket, bytes, size, flags);
}

// What was sent before it arrives, and is done there, perhaps while somebody asks anew.
ssize_t recv(int socket, void* bytes, size_t size, int flags) {
  static const auto real = next<ssize_t (*)(int, void*, size_t, int)>("recv");
  return is_lost(socket) ? -1 : real(socket, bytes, size, flags);
}

void* malloc(size_t size) {
  if (allocation_fails(__builtin_return_address(0))) return errno = ENOMEM, nullptr;
  return __libc_malloc(size);
}

void* calloc(size_t count, size_t size) {
  if (allocation_fails(__builtin_return_address(0))) return errno = ENOMEM, nullptr;
  return __libc_calloc(count, size);
}

void* realloc(void* old, size_t size) {
  if (allocation_fails(__builtin_return_address(0))) return errno = ENOMEM, nullptr;
  return __libc_realloc(old, size);
}

}  // extern "C"
