#include "connect/keys/key_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include "disk/disk.hpp"

namespace skranke::keys {
std::unexpected<base::Problem> wrong_file(const std::filesystem::path& file, std::string_view what) {
  return base::fail(base::Fault::unavailable, file.string().append(": ").append(what));
}

base::Result<void> make_key_folder(const std::filesystem::path& folder) {
  std::error_code error;
  const bool is_new = std::filesystem::create_directories(folder, error);
  if (error) return wrong_file(folder, error.message());
  if (is_new) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  return {};
}

// Written under another name first and then linked.
base::Result<void> write_new(const std::filesystem::path& file, std::string_view bytes) {
  std::string name = file.string().append(".XXXXXX");
  const disk::Descriptor made{::mkostemp(name.data(), O_CLOEXEC)};
  if (!made.is_open()) return wrong_file(file, std::strerror(errno));
  const bool is_written = disk::write_all(made, bytes) && disk::sync(made);
  const bool is_linked = is_written && (::link(name.c_str(), file.c_str()) == 0 || errno == EEXIST);
  const int error = errno;
  ::unlink(name.c_str());
  if (!is_linked) return wrong_file(file, std::strerror(error));
  if (!disk::sync_folder_of(file)) return wrong_file(file, std::strerror(errno));
  return {};
}

namespace {

enum class Mode : std::uint8_t { owner_only, any };

base::Result<std::string> read_file(const std::filesystem::path& file, std::size_t bytes_max, Mode mode) {
  const disk::Descriptor open{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
  if (!open.is_open()) return wrong_file(file, std::strerror(errno));
  struct stat about{};
  if (::fstat(open.number(), &about) != 0) return wrong_file(file, std::strerror(errno));
  if (mode == Mode::owner_only && (about.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return wrong_file(file, "others than its owner can read this key; expected mode 600");
  if (!S_ISREG(about.st_mode) || static_cast<std::size_t>(about.st_size) > bytes_max)
    return wrong_file(file, "expected a file of at most " + std::to_string(bytes_max) + " bytes");
  std::string bytes(static_cast<std::size_t>(about.st_size), '\0');
  if (::read(open.number(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
    return wrong_file(file, "it can't be read as a whole");
  return bytes;
}

constexpr std::size_t key_file_bytes_max = std::size_t{4} * 1024;

base::Result<Key> read_key(const std::filesystem::path& file, Mode mode) {
  auto bytes = read_file(file, key_file_bytes_max, mode);
  if (!bytes) return std::unexpected{std::move(bytes.error())};
  if (bytes->size() != key_bytes) return wrong_file(file, "expected a key of 32 bytes");
  Key key{};
  std::ranges::copy(*bytes, key.begin());
  OPENSSL_cleanse(bytes->data(), bytes->size());
  return key;
}

// One that goes away meanwhile is not there: what decides is that it could be read, and not that it was seen.
base::Result<std::optional<Key>> find(const std::filesystem::path& file, Mode mode) {
  auto key = read_key(file, mode);
  if (key) {
    std::optional<Key> found{*key};
    OPENSSL_cleanse(key->data(), key->size());
    return found;
  }
  std::error_code error;
  if (!std::filesystem::exists(file, error) && !error) return std::nullopt;
  return std::unexpected{std::move(key.error())};
}

}  // namespace

base::Result<std::string> read_secret(const std::filesystem::path& file, std::size_t bytes_max) {
  return read_file(file, bytes_max, Mode::owner_only);
}

base::Result<std::string> read_credential(const std::filesystem::path& file, std::size_t bytes_max) {
  return read_file(file, bytes_max, Mode::any);
}

base::Result<std::optional<Key>> find_key(const std::filesystem::path& file) {
  return find(file, Mode::owner_only);
}
base::Result<std::optional<Key>> find_credential(const std::filesystem::path& file) {
  return find(file, Mode::any);
}

base::Result<Key> key_of(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    Key key{};
    if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1)
      return wrong_file(file, "no random bytes for a new key");
    const auto drawn = write_new(file, {reinterpret_cast<const char*>(key.data()), key.size()});
    OPENSSL_cleanse(key.data(), key.size());
    if (!drawn) return std::unexpected{drawn.error()};
  }
  return read_key(file, Mode::owner_only);
}

}  // namespace skranke::keys
