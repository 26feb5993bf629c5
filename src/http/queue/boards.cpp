#include "http/queue/boards.hpp"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>
#include <vector>

#include "http/queue/board_json.hpp"

namespace skranke::http::queue {
namespace {

constexpr std::chrono::milliseconds look_pause{500};
constexpr skranke::queue::Moment remake_seconds = 60;

bool is_watched(const Channels& channels) {
  return channels.board->streams() > 0 || channels.desk->streams() > 0;
}

}  // namespace

Boards::Boards(const reception::Tools& tools, Clock now)
    : tools_{tools}, now_{std::move(now)}, watcher_{[this] { watch(); }} {}

Boards::~Boards() {
  {
    const std::lock_guard lock{mutex_};
    is_stopping_ = true;
  }
  stopped_.notify_all();
  watcher_.join();
}

std::shared_ptr<Boards::Entry> Boards::entry_of(const std::string& centre) {
  const std::lock_guard lock{mutex_};
  auto& entry = entries_[centre];
  if (!entry) {
    entry = std::make_shared<Entry>();
    entry->channels = {.board = std::make_shared<EventChannel>(), .desk = std::make_shared<EventChannel>()};
  }
  return entry;
}

// Makes the board of the day as it stands, and publishes what is new. One at a time, so that an older one
// never comes after a newer one.
base::Result<void> Boards::refresh(Entry& entry, const std::string& centre) {
  const std::lock_guard lock{entry.mutex};
  const auto now = now_();
  const auto looked = reception::look(tools_, centre, now);
  if (!looked) return std::unexpected{looked.error()};
  if (looked->refusal) return base::fail(base::Fault::not_found, "there is no such centre");
  const auto& day = looked->value.day;
  std::string board = board_json(looked->value, tools_.visits.settings);
  const bool is_changed = entry.day != day.day || entry.sequence != day.sequence;
  if (is_changed)
    entry.channels.desk->publish(
        event_text("queue", day.sequence, "{\"sequence\":" + std::to_string(day.sequence) + "}"));
  if (is_changed || board != entry.board)
    entry.channels.board->publish(event_text("board", day.sequence, board));
  entry.day = day.day;
  entry.sequence = day.sequence;
  entry.made_at = now;
  entry.board = std::move(board);
  return {};
}

base::Result<Channels> Boards::open(const std::string& centre) {
  const auto entry = entry_of(centre);
  // While somebody looks, the latest event is new enough.
  if (!is_watched(entry->channels) || entry->channels.board->latest().version == 0) {
    if (auto made = refresh(*entry, centre); !made) return std::unexpected{made.error()};
  }
  return entry->channels;
}

base::Result<std::string> Boards::board(const std::string& centre) {
  const appointments::Place* place = tools_.visits.place(centre);
  if (place == nullptr) return base::fail(base::Fault::not_found, "there is no such centre");
  const auto now = now_();
  const base::Day day = reception::today_at(*place, now);
  const auto sequences = tools_.store.sequences(day, day);
  if (!sequences) return std::unexpected{sequences.error()};
  const auto found = std::ranges::find(*sequences, centre, &skranke::queue::DaySequence::centre);
  const auto entry = entry_of(centre);
  if (!is_current(*entry, day, found == sequences->end() ? 0 : found->sequence, now)) {
    if (auto made = refresh(*entry, centre); !made) return std::unexpected{made.error()};
  }
  const std::lock_guard lock{entry->mutex};
  return entry->board;
}

bool Boards::is_current(Entry& entry, base::Day day, std::int64_t sequence, skranke::queue::Moment now) {
  const std::lock_guard lock{entry.mutex};
  return entry.day == day && entry.sequence == sequence && now - entry.made_at < remake_seconds;
}

void Boards::changed(const std::string& centre) {
  std::shared_ptr<Entry> entry;
  {
    const std::lock_guard lock{mutex_};
    const auto found = entries_.find(centre);
    if (found == entries_.end()) return;
    entry = found->second;
  }
  // What can't be read now is found by the watcher.
  if (is_watched(entry->channels)) std::ignore = refresh(*entry, centre);
}

void Boards::watch() {
  std::unique_lock lock{mutex_};
  while (!stopped_.wait_for(lock, look_pause, [this] { return is_stopping_; })) {
    lock.unlock();
    look_at_all();
    lock.lock();
  }
}

void Boards::look_at_all() {
  std::vector<std::pair<std::string, std::shared_ptr<Entry>>> watched;
  {
    const std::lock_guard lock{mutex_};
    for (const auto& [centre, entry] : entries_) {
      if (is_watched(entry->channels)) watched.emplace_back(centre, entry);
    }
  }
  if (watched.empty()) return;
  const auto now = now_();
  const auto today = static_cast<base::Day>(now / (24 * 60 * 60));
  // Wherever on Earth a centre is, its day is one of these.
  const auto sequences = tools_.store.sequences(today - 1, today + 1);
  if (!sequences) return;
  std::map<std::pair<std::string, base::Day>, std::int64_t> at;
  for (const auto& each : *sequences) at[{each.centre, each.day}] = each.sequence;
  for (const auto& [centre, entry] : watched) {
    const appointments::Place* place = tools_.visits.place(centre);
    if (place == nullptr) continue;
    const base::Day day = reception::today_at(*place, now);
    const auto found = at.find({centre, day});
    if (!is_current(*entry, day, found == at.end() ? 0 : found->second, now))
      std::ignore = refresh(*entry, centre);
  }
}

}  // namespace skranke::http::queue
