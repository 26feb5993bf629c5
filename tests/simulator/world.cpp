#include "world.hpp"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include <unistd.h>

#include "ledger/checkpoint.hpp"
#include "storage/log/log_audit.hpp"

namespace skranke::simulator {
namespace {

// The names that SQLite gives files don't depend on it.
std::string folder_of_process() {
  struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("skranke-simulator-" + std::to_string(::getpid()));
    Folder() { std::filesystem::create_directories(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
      std::error_code left;
      std::filesystem::remove_all(path, left);
    }
  };
  static const Folder folder;
  return folder.path.string();
}

storage::Options options_for(std::function<void(const storage::Fault&)> disk_failed) {
  storage::Options options;
  options.connections = 2;
  options.disk_failed = std::move(disk_failed);
  return options;
}

// A database that somebody has made before, without mishaps.
const Disk::Image& made_before() {
  static const Disk::Image image = [] {
    Disk disk{0, {}};
    {
      auto database = storage::open_database("sqlite:" + folder_of_process() + "/desk.db", options_for({}));
      if (!database) throw std::runtime_error{database.error().text};
    }
    return disk.image();
  }();
  return image;
}

}  // namespace

World::World(const Options& options)
    : options_{options}, chance_{options.seed}, ids_{options.seed ^ 0x1d5U}, folder_{folder_of_process()} {
  const Disk::Image image = chance_.one_in(16) ? Disk::Image{} : made_before();
  disk_ = std::make_unique<Disk>(options.seed, image, options.plant == Plant::lying_disk);
  start();
}

World::~World() { life_.reset(); }

void World::note(const std::string& line) {
  digest_.add(line);
  if (options_.is_traced) report_.trace.push_back(std::to_string(clock_.now) + " " + line);
}

void World::find(const std::string& what) {
  note("FOUND " + what);
  report_.findings.push_back(what);
}

void World::plan() {
  if (is_calm_ || !chance_.one_in(4)) return;
  constexpr std::array mishaps{Mishap::full, Mishap::torn, Mishap::sync_fails, Mishap::dies, Mishap::dies};
  disk_->plan(mishaps[chance_.below(mishaps.size())], 1 + chance_.below(chance_.one_in(8) ? 200 : 24));
}

void World::settle() {
  static_cast<void>(disk_->take_plan());
  if (disk_->is_dead() || has_disk_failed_) begin_anew(chance_.one_in(2));
}

void World::begin_anew(bool is_power_lost) {
  disk_->die();
  life_.reset();
  disk_->revive(is_power_lost);
  note(is_power_lost ? "the power is back" : "it begins anew");
  if (is_power_lost) ++report_.power_losses;
  start();
  audit();
}

void World::start() {
  for (int tries = 0;; ++tries) {
    has_disk_failed_ = false;
    if (tries < 3) plan();
    auto database =
        storage::open_database("sqlite:" + folder_ + "/desk.db",
                               options_for([this](const storage::Fault&) { has_disk_failed_ = true; }));
    const bool has_come = disk_->take_plan();
    ++report_.starts;
    if (database && !disk_->is_dead() && !has_disk_failed_) {
      life_ = std::make_unique<Life>(std::move(*database), options_.plant == Plant::early_answer, ids_,
                                     clock_, report_.starts);
      return;
    }
    if (!database) note("it does not begin: " + database.error().text);
    if (!has_come && !disk_->is_dead() && tries > 3)
      throw std::runtime_error{"the database can't be opened: " + database.error().text};
    disk_->die();
    if (database) database->reset();
    const bool is_power_lost = chance_.one_in(2);
    if (is_power_lost) ++report_.power_losses;
    disk_->revive(is_power_lost);
  }
}

std::vector<std::vector<std::string>> World::rows(std::string_view sql) {
  std::vector<std::vector<std::string>> all;
  const auto read = life_->database().read([&](storage::Transaction& transaction) -> storage::Outcome<void> {
    const auto rows = transaction.run(sql);
    if (!rows) return std::unexpected{rows.error()};
    for (const storage::Row& row : *rows) {
      auto& texts = all.emplace_back();
      for (const storage::Value& value : row) {
        if (const auto* number = std::get_if<std::int64_t>(&value))
          texts.push_back(std::to_string(*number));
        else if (const auto* text = std::get_if<std::string>(&value))
          texts.push_back(*text);
        else
          texts.emplace_back();
      }
    }
    return {};
  });
  if (!read) find("the database can't be read: " + read.error().text);
  return all;
}

void World::remember_checkpoint() {
  const auto note = storage::newest_checkpoint(life_->database());
  if (!note || note->empty()) return;
  auto checkpoint = ledger::read_checkpoint(*note);
  if (checkpoint) checkpoints_.push_back(std::move(*checkpoint));
  if (checkpoints_.size() > 4) checkpoints_.erase(checkpoints_.begin() + 1);
}

void World::audit() {
  for (const auto& row : rows("pragma integrity_check"))
    if (row != std::vector<std::string>{"ok"}) find("the database is broken: " + row.front());
  const auto audit = storage::audit_log(life_->database(), {.earlier = checkpoints_, .progress = {}});
  if (!audit) return find("the log can't be read: " + audit.error().text);
  for (const std::string& what : audit->findings) find("the log: " + what);
}

std::uint64_t World::digest() {
  digest_.add(disk_->digest());
  return digest_.value();
}

}  // namespace skranke::simulator
