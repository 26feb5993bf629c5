// What of files the standard library does not do: descriptors, locks between programs, and bytes and names
// that are on the disk before one goes on. Where something fails, `errno` says why.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <utility>

namespace skranke::disk {

// A descriptor of the operating system, of a file or anything else; closed at its end, which leaves `errno`
// as it was.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_{number} {}  // below zero: none
  Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();

  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

// Opens the file, which is made for its owner alone where it is not there, and locks it: until the descriptor
// is closed or the process ends, however that happens. A symbolic link is not followed. Not open: `errno` is
// EWOULDBLOCK where another descriptor of this or any process holds it and `waiting` is no.
enum class Waiting : std::uint8_t { no, yes };
[[nodiscard]] Descriptor lock(const std::filesystem::path& file, Waiting waiting);

// False: only some of the bytes are written, or none.
[[nodiscard]] bool write_all(const Descriptor& file, std::string_view bytes);

// What was written is on the disk.
[[nodiscard]] bool sync(const Descriptor& file);

// The names in a folder are on the disk; on a file system that has no such thing they are as they come.
[[nodiscard]] bool sync_folder(const std::filesystem::path& folder);

// The same of the folder that a file is in.
[[nodiscard]] bool sync_folder_of(const std::filesystem::path& file);

}  // namespace skranke::disk
