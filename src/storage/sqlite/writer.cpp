#include "storage/sqlite/writer.hpp"

#include <chrono>
#include <utility>

#include "base/ensure.hpp"
#include "base/limits.hpp"
#include "storage/open_transaction.hpp"

namespace skranke::storage::sqlite {

namespace limits = base::limits;

Writer::Writer(std::unique_ptr<Connection> connection, std::size_t waiting_max,
               std::function<void(const Fault&)> disk_failed)
    : connection_{std::move(connection)}, waiting_max_{waiting_max}, disk_failed_{std::move(disk_failed)} {
  sqlite3_wal_hook(
      connection_->handle(),
      [](void* pages, sqlite3*, const char*, int count) {
        *static_cast<int*>(pages) = count;
        return SQLITE_OK;
      },
      &log_pages_);
  checkpoint();  // what a killed process did not come to forget
  thread_ = std::thread{[this] { loop(); }};
}

Writer::~Writer() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  waiting_.notify_one();
  thread_.join();
}

Outcome<void> Writer::write(const Work& work) {
  base::ensure(std::this_thread::get_id() != thread_.get_id(), "a work that does not write() itself");
  Job job{.work = &work, .outcome = {}, .thrown = {}, .done = false, .answered = {}};
  std::unique_lock lock{mutex_};
  if (jobs_.size() >= waiting_max_) {
    return fail(FaultKind::busy, "too many wait to write to the database");
  }
  jobs_.push_back(&job);
  waiting_.notify_one();
  job.answered.wait(lock, [&] { return job.done; });
  if (job.thrown) std::rethrow_exception(job.thrown);
  return std::move(job.outcome);
}

void Writer::loop() {
  while (Job* first = wait_for_job()) {
    answer(run_batch(*first));
    checkpoint();
  }
}

Writer::Job* Writer::wait_for_job() {
  std::unique_lock lock{mutex_};
  const auto is_due = [this] { return stopping_ || !jobs_.empty(); };
  while (forget_again_at_ && !waiting_.wait_until(lock, *forget_again_at_, is_due)) {
    lock.unlock();
    checkpoint();
    lock.lock();
  }
  waiting_.wait(lock, is_due);
  if (jobs_.empty()) return nullptr;
  Job* job = jobs_.front();
  jobs_.pop_front();
  return job;
}

Writer::Job* Writer::next_job() {
  const std::lock_guard lock{mutex_};
  if (jobs_.empty()) return nullptr;
  Job* job = jobs_.front();
  jobs_.pop_front();
  return job;
}

void Writer::answer(const Batch& batch) {
  // Under the lock: a job lies on its caller's stack, and is gone as soon as that one can go on.
  const std::lock_guard lock{mutex_};
  for (Job* job : batch) {
    job->done = true;
    job->answered.notify_one();
  }
}

Writer::Batch Writer::run_batch(Job& first) {
  Batch batch{&first};
  Outcome<void> together =
      broken_ ? Outcome<void>{std::unexpected{*broken_}} : connection_->begin("begin immediate");
  if (together) {
    const auto end = std::chrono::steady_clock::now() + limits::database_batch_time;
    run_in_savepoint(first);
    while (connection_->in_transaction() && !spoilt_ && batch.size() < limits::database_batch_max &&
           std::chrono::steady_clock::now() < end) {
      Job* job = next_job();
      if (job == nullptr) break;
      batch.push_back(job);
      run_in_savepoint(*job);
    }
    together = commit();
  }
  if (together) return batch;
  if (batch.size() > 1 && !broken_) {
    run_apart(batch);
  } else {
    for (Job* job : batch) {
      if (job->outcome) job->outcome = std::unexpected{together.error()};
    }
  }
  return batch;
}

void Writer::run_in_savepoint(Job& job) {
  job.outcome = connection_->execute("savepoint work");
  if (!job.outcome) return;
  OpenTransaction<Connection> transaction{*connection_};
  try {
    job.outcome = (*job.work)(transaction);
    job.thrown = nullptr;
  } catch (...) {
    job.outcome = fail(FaultKind::invalid, "the work threw");
    job.thrown = std::current_exception();
  }
  if (job.outcome && transaction.fault()) job.outcome = std::unexpected{*transaction.fault()};
  if (!connection_->in_transaction()) return;  // SQLite has rolled back everything, and commit() will notice
  const auto closed = connection_->execute(job.outcome ? "release work" : "rollback to work; release work");
  if (closed) return;
  if (job.outcome) job.outcome = closed;
  spoilt_ = true;
}

Outcome<void> Writer::commit() {
  const bool is_spoilt = std::exchange(spoilt_, false);
  if (!connection_->in_transaction()) return fail(FaultKind::unavailable, "SQLite rolled back");
  if (is_spoilt) {
    static_cast<void>(connection_->execute("rollback"));  // else the next begin() does
    return fail(FaultKind::unavailable, "what a work had done could not be undone by itself");
  }
  auto done = connection_->execute("commit");
  if (done) return done;
  if (stop_if_disk_failed()) done.error().kind = FaultKind::lost;
  if (connection_->in_transaction()) static_cast<void>(connection_->execute("rollback"));
  return done;
}

// After a failed fsync the kernel may call pages clean that never reached the disk: a later commit would
// build on them, and a later checkpoint would empty the log that still has them. Only opening anew reads what
// is really there.
bool Writer::stop_if_disk_failed() {
  const int code = sqlite3_extended_errcode(connection_->handle());
  if ((code & 0xff) != SQLITE_IOERR || code == SQLITE_IOERR_NOMEM) return false;
  forget_again_at_.reset();
  broken_ = Fault{FaultKind::unavailable, "the disk failed under a commit: start the program anew"};
  if (const auto tell = std::exchange(disk_failed_, {})) tell(*broken_);
  return true;
}

void Writer::run_apart(const Batch& batch) {
  for (Job* job : batch) {
    // A fault of the work's own stays; what SQLite's rolling back took along is tried again.
    const bool own_fault = !job->outcome && job->outcome.error().kind != FaultKind::full;
    if (own_fault || job->thrown) continue;
    Outcome<void> alone =
        broken_ ? Outcome<void>{std::unexpected{*broken_}} : connection_->begin("begin immediate");
    if (alone) {
      run_in_savepoint(*job);
      alone = commit();
    }
    if (job->outcome && !alone) job->outcome = alone;
  }
}

// A reader that has the old pages open is waited for shortly, and then it is tried again every second, so
// that one who stays for long does not stand in the way of each commit.
void Writer::forget() {
  constexpr int wait_milliseconds = 100;
  constexpr std::chrono::seconds pause{1};
  forget_again_at_.reset();
  sqlite3_busy_timeout(connection_->handle(), wait_milliseconds);
  const int code =
      sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(connection_->handle(), busy_milliseconds);
  if (code == SQLITE_OK) return connection_->forgotten();
  if (!stop_if_disk_failed()) forget_again_at_ = std::chrono::steady_clock::now() + pause;
}

void Writer::checkpoint() {
  const bool is_pausing = forget_again_at_ && std::chrono::steady_clock::now() < *forget_again_at_;
  if (connection_->is_to_forget() && !broken_ && !is_pausing) return forget();
  if (log_pages_ < limits::database_log_pages || broken_) return;
  // What can't be copied now (a reader is in the way, the disk is full) stays in the log until the next time.
  if (log_pages_ < restart_from_) {
    const int code = sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                               nullptr, nullptr);
    if (code != SQLITE_OK) stop_if_disk_failed();
    return;
  }
  const int code =
      sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
  if (code != SQLITE_OK && stop_if_disk_failed()) return;
  // A reader that stays for long is not waited for after each commit.
  restart_from_ = code == SQLITE_OK ? limits::database_log_pages_max : 2 * log_pages_;
}

}  // namespace skranke::storage::sqlite
