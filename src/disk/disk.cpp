#include "disk/disk.hpp"

#include <cerrno>
#include <cstddef>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace skranke::disk {

Descriptor::~Descriptor() {
  if (number_ < 0) return;
  const int before = errno;
  ::close(number_);
  errno = before;
}

Descriptor lock(const std::filesystem::path& file, Waiting waiting) {
  Descriptor opened{::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR)};
  if (!opened.is_open()) return opened;
  const int how = waiting == Waiting::yes ? LOCK_EX : LOCK_EX | LOCK_NB;
  while (::flock(opened.number(), how) != 0)
    if (errno != EINTR) return {};
  return opened;
}

bool write_all(const Descriptor& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file.number(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool sync(const Descriptor& file) { return ::fsync(file.number()) == 0; }

bool sync_folder(const std::filesystem::path& folder) {
  const Descriptor opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  return opened.is_open() && (sync(opened) || errno == EINVAL);
}

bool sync_folder_of(const std::filesystem::path& file) {
  std::error_code failed;
  const auto whole = std::filesystem::absolute(file, failed);
  if (!failed) return sync_folder(whole.parent_path());
  errno = failed.value();
  return false;
}

}  // namespace skranke::disk
