#include "app/log_witnesses.hpp"

#include <algorithm>
#include <exception>
#include <thread>
#include <utility>

#include "app/clock.hpp"
#include "app/log.hpp"
#include "base/service_limits.hpp"
#include "base/whole_number.hpp"

namespace skranke::app {
namespace {

namespace limits = base::limits;
using base::Result;

// 1, 2, 4 … seconds.
std::int64_t pause_after(std::int64_t tries) {
  constexpr std::int64_t doublings_max = 6;
  return std::min(limits::witness_pause_max, std::int64_t{1} << std::min(tries, doublings_max));
}

storage::WitnessRow row_of(const storage::Witnessing& all, const std::string& public_key) {
  const auto found = std::ranges::find(all.witnesses, public_key, &storage::WitnessRow::public_key);
  return found == all.witnesses.end() ? storage::WitnessRow{.public_key = public_key} : *found;
}

// An alarm is told with each try, anything else once.
void say(const LogWitness& witness, const std::string& before, const Heard& heard, std::uint64_t size) {
  const LogFields fields{{"witness", witness.key.name},
                         {"what", name(heard.trouble)},
                         {"size", static_cast<std::int64_t>(size)},
                         {"size_of_witness", static_cast<std::int64_t>(heard.size)},
                         {"status", std::int64_t{heard.status}},
                         {"reason", heard.reason}};
  if (is_alarm(heard.trouble))
    log(Level::error,
        "a witness refuses the log's checkpoint: the log, or its database, was rolled back or forked",
        fields);
  else if (before != name(heard.trouble))
    log(Level::warning, "a witness has not cosigned the log's checkpoint; it is tried again", fields);
}

}  // namespace

Result<std::unique_ptr<LogWitnesses>> LogWitnesses::open(const LogWitnessSettings& settings,
                                                         storage::Database& database) {
  auto witnesses = read_log_witnesses(settings.witnesses);
  if (!witnesses) return base::fail(base::Fault::invalid_value, "--log-witnesses: " + witnesses.error().text);
  if (witnesses->empty()) return nullptr;
  std::size_t quorum = witnesses->size() / 2 + 1;
  if (!settings.quorum.empty()) {
    const auto wanted = base::read_whole_number(settings.quorum, std::size_t{1}, witnesses->size());
    if (!wanted)
      return base::fail(base::Fault::invalid_value,
                        "--log-witness-quorum: expected 1 to the number of witnesses, which is " +
                            std::to_string(witnesses->size()));
    quorum = *wanted;
  }
  return std::unique_ptr<LogWitnesses>{
      new LogWitnesses{std::move(*witnesses), quorum, settings.ca, database}};
}

LogWitnesses::LogWitnesses(std::vector<LogWitness> witnesses, std::size_t quorum, std::string ca_file,
                           storage::Database& database)
    : witnesses_{std::move(witnesses)}, quorum_{quorum}, ca_file_{std::move(ca_file)}, stored_{database} {
  for (const LogWitness& witness : witnesses_) trusted_.push_back(witness.public_key);
}

std::vector<LogWitnesses::Due> LogWitnesses::due(const storage::Witnessing& now_kept,
                                                 std::int64_t now) const {
  const storage::Shown& shown = now_kept.shown;
  const bool moves_on = shown.note.empty() || now_kept.published_size == shown.size || is_behind_;
  const std::uint64_t size = moves_on ? now_kept.log_size : shown.size;
  std::vector<Due> all;
  if (size == 0) return all;
  for (const LogWitness& witness : witnesses_) {
    storage::WitnessRow row = row_of(now_kept, witness.public_key);
    // One that is farther than the clock allows was put off by a clock that was wrong.
    const bool may = row.next_at <= now || row.next_at > now + limits::witness_pause_max;
    // A database that was put back to a backup is found out when it is first served.
    const bool is_old = !has_begun_ || row.cosigned_at + limits::witness_again <= now;
    if (may && (row.size < size || is_old)) all.push_back({.witness = &witness, .before = std::move(row)});
  }
  return all;
}

// All at once: one that is slow keeps no other waiting.
void LogWitnesses::show_all(std::vector<Due>& due, const storage::Shown& shown) {
  const OfLog log{.size = [this]() -> Result<std::uint64_t> {
                    const auto now = stored_.look();
                    if (!now) return std::unexpected{now.error()};
                    return now->log_size;
                  },
                  .consistency = [this](std::uint64_t before,
                                        std::uint64_t size) { return stored_.consistency(before, size); }};
  std::vector<std::jthread> threads;
  for (Due& each : due)
    threads.emplace_back([&each, &shown, &log, this] {
      try {
        each.heard = show(*each.witness, ca_file_, shown, each.before.size, log);
      } catch (const std::exception& error) {
        each.heard = base::fail(base::Fault::unavailable, error.what());
      }
    });
}

Result<void> LogWitnesses::keep(const Due& due, const storage::Shown& shown) {
  if (!*due.heard) return std::unexpected{due.heard->error()};
  const Heard& heard = **due.heard;
  if (heard.trouble == WitnessTrouble::none) {
    if (!due.before.trouble.empty())
      log(Level::notice, "a witness cosigns the log again", {{"witness", due.witness->key.name}});
    return stored_.keep_cosigned(due.witness->public_key, shown.size, heard.line, heard.at, trusted_,
                                 quorum_);
  }
  const bool is_ahead = heard.trouble == WitnessTrouble::ahead;  // it is not the witness that has to wait
  is_behind_ = is_behind_ || is_ahead;
  say(*due.witness, due.before.trouble, heard, shown.size);
  return stored_.keep_failed(due.witness->public_key, std::string{name(heard.trouble)},
                             now_seconds() + (is_ahead ? 0 : pause_after(due.before.tries)));
}

Result<void> LogWitnesses::work() {
  auto looked = stored_.look();
  if (!looked) return std::unexpected{looked.error()};
  const std::int64_t now = now_seconds();
  auto all = due(*looked, now);
  {
    const std::scoped_lock lock{mutex_};
    looked_ = std::move(*looked);
  }
  if (all.empty()) return {};
  const auto shown = stored_.take_turn(now, now + limits::witness_turn.count(), is_behind_);
  if (!shown) return std::unexpected{shown.error()};
  if (!*shown || (*shown)->size == 0) return {};
  is_behind_ = false;
  show_all(all, **shown);
  has_begun_ = true;
  Result<void> kept;
  for (const Due& each : all)
    if (auto one = keep(each, **shown); !one) kept = std::move(one);
  if (auto ended = stored_.end_turn(); !ended) return ended;
  return kept;
}

Rounds::Round LogWitnesses::round() {
  return {.name = "showing the log to its witnesses",
          .every = limits::witness_look,
          .work = [this]() -> Result<Rounds::Came> {
            if (auto done = work(); !done) return std::unexpected{std::move(done.error())};
            return Rounds::Came::to_the_end;
          }};
}

void LogWitnesses::write_metrics(http::watch::Exposition& out) {
  using http::watch::Kind;
  const std::scoped_lock lock{mutex_};
  out.family("skranke_log_size", Kind::gauge, "Entries of the log.");
  out.sample({}, looked_.log_size);
  out.family("skranke_log_published_size", Kind::gauge,
             "Entries of the newest checkpoint that enough witnesses have cosigned.");
  out.sample({}, looked_.published_size);
  const auto each = [&](std::string_view family, std::string_view help, auto value) {
    out.family(family, Kind::gauge, help);
    for (const LogWitness& witness : witnesses_)
      out.sample({{"witness", witness.key.name}},
                 static_cast<std::uint64_t>(value(row_of(looked_, witness.public_key))));
  };
  using Row = storage::WitnessRow;
  each("skranke_log_cosigned_size", "Entries of the last checkpoint that the witness cosigned.",
       [](const Row& row) { return row.size; });
  each("skranke_log_cosigned_time_seconds", "When the witness cosigned last, since 1970; 0: never.",
       [](const Row& row) { return row.cosigned_at; });
  each("skranke_log_witness_tries", "Tries that failed since then.",
       [](const Row& row) { return row.tries; });
  each("skranke_log_witness_alarm",
       "1: the witness refuses the log's checkpoint as one of a log that was rolled back or forked.",
       [](const Row& row) {
         return row.trouble == name(WitnessTrouble::rolled_back) ||
                row.trouble == name(WitnessTrouble::forked);
       });
}

}  // namespace skranke::app
