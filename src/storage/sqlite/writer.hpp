// The one thread and the one connection of the process that write to an SQLite database.
//
// Group commit: whatever waits is done in one transaction, each work within a savepoint, so that many share
// the one wait for the disk. A work that fails is undone alone; an answer leaves only after the commit.
// SQLite before 3.51.3 can damage a database when two connections write or checkpoint at the same moment:
// here no second connection can, since readers are opened read-only and a second process is refused
// (lock_file.hpp).
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/limits.hpp"
#include "storage/sqlite/connection.hpp"

namespace skranke::storage::sqlite {

class Writer {
 public:
  // `disk_failed` as in Options.
  Writer(std::unique_ptr<Connection> connection, std::size_t waiting_max,
         std::function<void(const Fault&)> disk_failed);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  // Finishes what waits.
  ~Writer();

  // Waits until the work is done and committed, or refused. FaultKind::busy where too many wait already.
  // What the work throws is thrown here.
  [[nodiscard]] Outcome<void> write(const Work& work);

 private:
  struct Job {
    const Work* work;
    Outcome<void> outcome;
    std::exception_ptr thrown;
    bool done = false;
    std::condition_variable answered;
  };
  using Batch = std::vector<Job*>;

  void loop();
  Job* wait_for_job();
  Job* next_job();
  void answer(const Batch& batch);

  // Runs `first` and what waits behind it, and commits.
  [[nodiscard]] Batch run_batch(Job& first);
  void run_in_savepoint(Job& job);
  // Each in a transaction of its own, after they could not be committed together.
  void run_apart(const Batch& batch);
  [[nodiscard]] Outcome<void> commit();
  void checkpoint();
  // Empties the write-ahead log, or says when to try again.
  void forget();
  // Whether what SQLite has just failed at is the disk; nothing is written then from now on.
  bool stop_if_disk_failed();

  std::unique_ptr<Connection> connection_;
  std::optional<Fault> broken_;  // set when the disk failed; nothing is written from then on
  std::size_t waiting_max_;
  std::function<void(const Fault&)> disk_failed_;
  // A savepoint could not be closed, for want of memory say: what its work did would be committed whether or
  // not it was meant to be.
  bool spoilt_ = false;
  int restart_from_ = base::limits::database_log_pages_max;  // pages from which on readers are waited for
  int log_pages_ = 0;                                        // in the write-ahead log after the last commit
  std::optional<std::chrono::steady_clock::time_point> forget_again_at_;  // a reader was in the way

  std::mutex mutex_;
  std::condition_variable waiting_;
  std::deque<Job*> jobs_;
  bool stopping_ = false;
  std::thread thread_;  // last, so that it sees everything else made
};

}  // namespace skranke::storage::sqlite
