// A disk that a seed breaks: files in memory, of which a loss of power takes what was not synced, in sectors
// and in any order.
//
// SQLite gets to it as its VFS, which is the only one of the process from the first Disk on. There is one
// Disk at a time. What is written is in `current` at once and in `durable` with the next sync; a loss of
// power keeps of what lies in between each sector of 512 bytes or not, as drawn. Bytes that were not written
// are never damaged (SQLITE_IOCAP_POWERSAFE_OVERWRITE). After a sync that failed the kernel calls the pages
// clean: they are read as written, and no later sync brings them to the disk.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "chance.hpp"

namespace skranke::simulator {

enum class Mishap : std::uint8_t {
  none,
  full,        // the write does not go through
  torn,        // the write goes through in part, and is told to have failed
  sync_fails,  // the next sync from there on
  dies,        // from there on nothing is done any more: the process is gone, or the power
  gone,        // it has died before
};

struct File {
  struct Write {
    std::int64_t at = 0;
    std::string bytes;
    bool is_cut = false;  // the file ends at `at` instead
  };
  std::string current;
  std::string durable;
  std::vector<Write> pending;
};

class Disk {
 public:
  using Image = std::map<std::string, std::string>;

  // Draws from `seed`. `is_lying`: syncs say that they have been done, and do nothing (a planted fault).
  Disk(std::uint64_t seed, const Image& image, bool is_lying = false);
  ~Disk();
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  // The mishap comes with the n-th operation from now that changes something, counted from 1.
  void plan(Mishap mishap, std::uint64_t operation);
  // Whether it has come; it is forgotten.
  [[nodiscard]] bool take_plan();
  [[nodiscard]] bool is_dead() const { return is_dead_; }
  // The process ends: nothing is done any more until it begins anew.
  void die() { is_dead_ = true; }

  // What is left when the process begins anew. With a loss of power only what is durable, and of the rest
  // what is drawn; else all.
  void revive(bool is_power_lost);

  [[nodiscard]] Image image() const;
  [[nodiscard]] std::uint64_t operations() const { return operations_; }
  [[nodiscard]] std::uint64_t digest() const { return digest_.value(); }

  // For the VFS, under the lock.
  [[nodiscard]] std::shared_ptr<File> open(const std::string& name, bool is_made);
  [[nodiscard]] bool has(const std::string& name) const { return files_.contains(name); }
  [[nodiscard]] bool remove(const std::string& name);
  [[nodiscard]] bool write(const std::string& name, File& file, std::int64_t at, std::string_view bytes,
                           bool* is_full);
  [[nodiscard]] bool cut(const std::string& name, File& file, std::int64_t size);
  [[nodiscard]] bool sync(const std::string& name, File& file);
  void random(char* bytes, int count);
  std::recursive_mutex& mutex() { return mutex_; }

 private:
  // Counts an operation; what comes of it.
  Mishap happens(std::string_view what, const std::string& name, std::uint64_t detail);
  static void apply(std::string& content, const File::Write& write);
  void lose(File& file);

  std::recursive_mutex mutex_;
  Chance chance_;
  Chance bytes_;
  bool is_lying_;
  std::map<std::string, std::shared_ptr<File>> files_;
  Mishap planned_ = Mishap::none;
  std::uint64_t planned_at_ = 0;
  bool has_come_ = false;
  bool is_dead_ = false;
  std::uint64_t operations_ = 0;
  Digest digest_;
};

}  // namespace skranke::simulator
