#include "disk.hpp"

#include <algorithm>
#include <utility>

#include <sqlite3.h>

#include "vfs.hpp"

namespace skranke::simulator {

namespace {

constexpr std::int64_t sector = 512;

bool is_over(Mishap mishap) { return mishap == Mishap::dies || mishap == Mishap::gone; }

}  // namespace

Disk::Disk(std::uint64_t seed, const Image& image, bool is_lying)
    : chance_{seed ^ 0xd15cU}, bytes_{seed ^ 0xb17e5U}, is_lying_{is_lying} {
  for (const auto& [name, content] : image) {
    auto file = std::make_shared<File>();
    file->current = content;
    file->durable = content;
    files_.emplace(name, std::move(file));
  }
  use_disk(this);
  sqlite3_randomness(0, nullptr);  // drawn anew, from this disk
}

Disk::~Disk() { use_disk(nullptr); }

void Disk::plan(Mishap mishap, std::uint64_t operation) {
  const std::lock_guard lock{mutex_};
  planned_ = mishap;
  planned_at_ = operations_ + operation;
  has_come_ = false;
}

bool Disk::take_plan() {
  const std::lock_guard lock{mutex_};
  planned_ = Mishap::none;
  return std::exchange(has_come_, false);
}

Mishap Disk::happens(std::string_view what, const std::string& name, std::uint64_t detail) {
  if (is_dead_) return Mishap::gone;
  ++operations_;
  digest_.add(what);
  digest_.add(std::string_view{name}.substr(name.rfind('/') + 1));
  digest_.add(detail);
  const bool is_sync = what == "sync";
  if (planned_ == Mishap::none || operations_ < planned_at_) return Mishap::none;
  if ((planned_ == Mishap::sync_fails && !is_sync) ||
      (planned_ != Mishap::sync_fails && planned_ != Mishap::dies && what != "write"))
    return Mishap::none;
  has_come_ = true;
  if (planned_ == Mishap::dies) is_dead_ = true;
  return std::exchange(planned_, Mishap::none);
}

std::shared_ptr<File> Disk::open(const std::string& name, bool is_made) {
  if (const auto found = files_.find(name); found != files_.end()) return found->second;
  if (!is_made || is_over(happens("make", name, 0))) return nullptr;
  return files_.emplace(name, std::make_shared<File>()).first->second;
}

bool Disk::remove(const std::string& name) {
  if (is_over(happens("remove", name, 0))) return false;
  files_.erase(name);
  return true;
}

void Disk::apply(std::string& content, const File::Write& write) {
  const auto at = static_cast<std::size_t>(write.at);
  if (write.is_cut) return content.resize(std::min(content.size(), at));
  if (content.size() < at + write.bytes.size()) content.resize(at + write.bytes.size());
  content.replace(at, write.bytes.size(), write.bytes);
}

bool Disk::write(const std::string& name, File& file, std::int64_t at, std::string_view bytes,
                 bool* is_full) {
  Digest content;
  content.add(static_cast<std::uint64_t>(at));
  content.add(bytes);
  const Mishap mishap = happens("write", name, content.value());
  *is_full = mishap == Mishap::full;
  if (mishap == Mishap::full || mishap == Mishap::gone) return false;
  std::size_t count = bytes.size();
  if (mishap == Mishap::torn || mishap == Mishap::dies) count = chance_.below(bytes.size() + 1);
  file.pending.push_back({.at = at, .bytes = std::string{bytes.substr(0, count)}, .is_cut = false});
  apply(file.current, file.pending.back());
  return mishap == Mishap::none;
}

bool Disk::cut(const std::string& name, File& file, std::int64_t size) {
  if (is_over(happens("cut", name, static_cast<std::uint64_t>(size)))) return false;
  file.pending.push_back({.at = size, .bytes = {}, .is_cut = true});
  apply(file.current, file.pending.back());
  return true;
}

bool Disk::sync(const std::string& name, File& file) {
  const Mishap mishap = happens("sync", name, file.pending.size());
  if (is_over(mishap)) return false;
  if (mishap == Mishap::sync_fails) {
    lose(file);
    return false;
  }
  if (is_lying_) return true;
  for (const File::Write& write : file.pending) apply(file.durable, write);
  file.pending.clear();
  return true;
}

// Of what is not durable each sector is kept or is not; how likely, is drawn too.
void Disk::lose(File& file) {
  const std::uint64_t kept_in_eight = chance_.below(9);
  for (const File::Write& write : file.pending) {
    if (write.is_cut) {
      if (chance_.below(8) < kept_in_eight) apply(file.durable, write);
      continue;
    }
    const auto end = write.at + static_cast<std::int64_t>(write.bytes.size());
    for (std::int64_t at = write.at; at < end;) {
      const std::int64_t next = std::min((at / sector + 1) * sector, end);
      if (chance_.below(8) < kept_in_eight)
        apply(file.durable, {.at = at,
                             .bytes = write.bytes.substr(static_cast<std::size_t>(at - write.at),
                                                         static_cast<std::size_t>(next - at)),
                             .is_cut = false});
      at = next;
    }
  }
  file.pending.clear();
}

void Disk::revive(bool is_power_lost) {
  const std::lock_guard lock{mutex_};
  is_dead_ = false;
  planned_ = Mishap::none;
  has_come_ = false;
  digest_.add(is_power_lost ? "power" : "begin");
  if (!is_power_lost) return;
  for (auto& [name, file] : files_) {
    lose(*file);
    file->current = file->durable;
  }
}

Disk::Image Disk::image() const {
  Image all;
  for (const auto& [name, file] : files_) all.emplace(name, file->current);
  return all;
}

void Disk::random(char* bytes, int count) {
  for (int i = 0; i < count; ++i) bytes[i] = static_cast<char>(bytes_.next() >> 56U);
}

}  // namespace skranke::simulator
