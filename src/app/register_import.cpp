#include "app/register_import.hpp"

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <unistd.h>

#include "app/clock.hpp"
#include "cpr/extract_lines.hpp"

namespace skranke::app {
namespace {

using Batch = std::vector<cpr::PersonEntry>;

constexpr std::size_t persons_per_batch = 4'000;
constexpr std::size_t bytes_per_batch = 16UL * 1024 * 1024;
constexpr std::size_t batches_waiting = 2;

std::unexpected<ImportFailure> outside(std::string text) {
  return std::unexpected{ImportFailure{ImportFailure::Kind::outside, std::move(text)}};
}
std::unexpected<ImportFailure> bad_input(std::string text) {
  return std::unexpected{ImportFailure{ImportFailure::Kind::bad_input, std::move(text)}};
}
std::unexpected<ImportFailure> of_fault(const storage::Fault& fault) {
  std::string text = "the register can't be written: ";
  return outside(text.append(fault.text));
}

// A few batches between the thread that reads and the one that stores.
class Queue {
 public:
  // False once nobody takes any more.
  bool put(Batch batch) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return is_given_up_ || batches_.size() < batches_waiting; });
    if (is_given_up_) return false;
    batches_.push_back(std::move(batch));
    changed_.notify_all();
    return true;
  }

  // Empty at the end.
  std::optional<Batch> take() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return is_closed_ || !batches_.empty(); });
    if (batches_.empty()) return std::nullopt;
    Batch batch = std::move(batches_.front());
    batches_.pop_front();
    changed_.notify_all();
    return batch;
  }

  void close() {
    const std::lock_guard lock{mutex_};
    is_closed_ = true;
    changed_.notify_all();
  }

  void give_up() {
    const std::lock_guard lock{mutex_};
    is_given_up_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Batch> batches_;
  bool is_closed_ = false;
  bool is_given_up_ = false;
};

// The side that reads.
class Reading final : public cpr::ExtractSink {
 public:
  Reading(int descriptor, bool is_strict, const OnQuarantined& on_quarantined, Queue& queue)
      : descriptor_{descriptor}, is_strict_{is_strict}, on_quarantined_{on_quarantined}, queue_{queue} {}

  void run() {
    result_ = read();
    queue_.close();
  }

  void person(cpr::PersonEntry&& entry) override {
    if (is_refused_ || is_given_up_) return;
    bytes_ += entry.packed.size();
    batch_.push_back(std::move(entry));
    if (batch_.size() == persons_per_batch || bytes_ > bytes_per_batch) pass_on();
  }

  void quarantined(const cpr::QuarantinedLine& line) override {
    is_refused_ |= is_strict_;
    on_quarantined_(line);
  }

  // Once run() has ended.
  [[nodiscard]] std::expected<cpr::ExtractSummary, ImportFailure>& result() { return result_; }

  ImportProgress progress;

 private:
  std::expected<cpr::ExtractSummary, ImportFailure> read();
  base::Result<void> take_lines();

  void pass_on() {
    is_given_up_ = !queue_.put(std::exchange(batch_, {}));
    bytes_ = 0;
  }

  int descriptor_;
  bool is_strict_;
  const OnQuarantined& on_quarantined_;
  Queue& queue_;
  cpr::ExtractLines lines_;
  cpr::ExtractReader reader_{*this};
  Batch batch_;
  std::size_t bytes_ = 0;
  bool is_refused_ = false;   // by a broken line: read on, to tell of them all
  bool is_given_up_ = false;  // nobody stores any more
  std::expected<cpr::ExtractSummary, ImportFailure> result_;
};

base::Result<void> Reading::take_lines() {
  std::uint64_t count = 0;
  while (const auto* line = lines_.next()) {
    ++count;
    if (auto taken = reader_.take(*line); !taken) return taken;
  }
  progress.records += count;
  return {};
}

std::expected<cpr::ExtractSummary, ImportFailure> Reading::read() {
  while (!is_given_up_) {
    const auto room = lines_.room();
    const ssize_t count = ::read(descriptor_, room.data(), room.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      std::string text = "the extract can't be read to its end: ";
      return outside(text.append(std::strerror(errno)));
    }
    lines_.added(static_cast<std::size_t>(count));
    progress.bytes += static_cast<std::uint64_t>(count);
    if (count == 0) lines_.finish();
    if (auto taken = take_lines(); !taken) return bad_input(taken.error().text);
    if (count == 0) break;
  }
  if (is_given_up_) return bad_input({});
  auto summary = reader_.finish();
  if (!summary) return bad_input(summary.error().text);
  if (is_refused_) {
    std::string text = std::to_string(summary->quarantined);
    return bad_input(text.append(" broken lines, and --strict refuses the delivery for them"));
  }
  pass_on();
  return *summary;
}

// The side that stores: takes batches until the reading is over.
std::expected<void, ImportFailure> store(Queue& queue, storage::DeliveryImport& import, Reading& reading,
                                         std::vector<std::uint64_t>& twice, const OnProgress& on_progress) {
  while (auto batch = queue.take()) {
    const auto added = import.add(*batch);
    if (!added) {
      queue.give_up();
      return of_fault(added.error());
    }
    for (const std::size_t position : *added) twice.push_back((*batch)[position].first_line);
    on_progress(reading.progress);
  }
  return {};
}

}  // namespace

std::expected<ImportOutcome, ImportFailure> import_extract(int descriptor, storage::Database& database,
                                                           const desk::RegisterSealer& sealer,
                                                           const ImportOptions& options,
                                                           const OnQuarantined& on_quarantined,
                                                           const OnProgress& on_progress) {
  auto import = storage::DeliveryImport::begin(database, options.mode, sealer);
  if (!import) return of_fault(import.error());
  Queue queue;
  Reading reading{descriptor, options.is_strict, on_quarantined, queue};
  std::thread thread{[&] { reading.run(); }};
  std::vector<std::uint64_t> twice;
  const auto stored = store(queue, *import, reading, twice, on_progress);
  thread.join();
  const auto fail = [&](const ImportFailure& failure) -> std::unexpected<ImportFailure> {
    // What can't be removed now is removed by the next import; readers see none of it.
    static_cast<void>(import->abandon());
    return std::unexpected{failure};
  };
  if (!stored) return fail(stored.error());
  if (!reading.result()) return fail(reading.result().error());
  ImportOutcome outcome{.number = import->number(), .summary = *reading.result(), .warning = {}};
  for (const std::uint64_t line : twice) {
    ++outcome.summary.quarantined;
    --outcome.summary.persons;
    on_quarantined(
        {.line = line, .fault = {.reason = cpr::Reason::second_person, .type = "001", .field = {}}});
  }
  if (options.is_strict && !twice.empty())
    return fail({ImportFailure::Kind::bad_input,
                 "a number's records stand in two places of the delivery, and "
                 "--strict refuses the delivery for them"});
  if (options.mode == storage::Mode::replace && outcome.summary.persons == 0)
    return fail(
        {ImportFailure::Kind::bad_input, "the delivery has no persons: replacing would empty the register"});
  const auto newest = import->newest_of_task(outcome.summary.delivery.task);
  if (!newest) return fail(of_fault(newest.error()).error());
  if (*newest > outcome.summary.delivery.produced) {
    if (options.mode == storage::Mode::update)
      return fail(
          {ImportFailure::Kind::bad_input,
           "the delivery is older than one of the same task that was imported already; --replace makes it "
           "the whole register"});
  } else if (!newest->empty() && outcome.summary.delivery.previous > *newest) {
    outcome.warning = "a delivery of this task is missing between the last one imported and this one";
  }
  if (const auto committed = import->commit(outcome.summary, now_utc()); !committed)
    return of_fault(committed.error());
  return outcome;
}

}  // namespace skranke::app
