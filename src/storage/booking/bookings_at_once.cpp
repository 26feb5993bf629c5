#include "storage/booking/bookings_at_once.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <tuple>
#include <utility>

#include "base/limits.hpp"
#include "storage/booking/booking_batch.hpp"
#include "storage/booking/unavailable.hpp"

namespace skranke::storage {

using booking::Booked;

// Lies on the stack of who waits for it.
struct BookingsAtOnce::Job {
  Ready ready;
  Outcome<void> outcome = {};
  bool is_made = false;  // with others, or `outcome` says why it can't be made at all
  bool is_over = false;
  std::condition_variable changed = {};
  Job* next = nullptr;  // of its Jobs
};

void BookingsAtOnce::Jobs::push_back(Job& job) noexcept {
  job.next = nullptr;
  (last_ == nullptr ? first_ : last_->next) = &job;
  last_ = &job;
  ++size_;
}

BookingsAtOnce::Job& BookingsAtOnce::Jobs::pop_front() noexcept {
  Job& job = *first_;
  first_ = job.next;
  if (first_ == nullptr) last_ = nullptr;
  --size_;
  return job;
}

// The batch that is under way: whatever happens to it, its jobs hear of it and the next batch can begin.
class BookingsAtOnce::Turn {
 public:
  Turn(BookingsAtOnce& all, Jobs jobs) noexcept : all_{all}, jobs_{jobs} { all_.is_under_way_ = true; }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    // Under the lock: a job is gone as soon as who waits for it can go on.
    const std::lock_guard lock{all_.mutex_};
    all_.is_under_way_ = false;
    while (jobs_.size() > 0) {
      Job& job = jobs_.pop_front();
      job.is_over = true;
      job.changed.notify_one();
    }
    if (Job* const leader = all_.waiting_.front()) leader->changed.notify_one();
  }

  void write() {
    std::vector<Ready*> batch;
    batch.reserve(jobs_.size());
    for (Job* job = jobs_.front(); job != nullptr; job = job->next) batch.push_back(&job->ready);
    // Servers that want the same seats ask for them in the same order, so that none waits for another in
    // turn.
    std::ranges::sort(batch, {}, [](const Ready* ready) {
      return std::tuple{std::string_view{ready->seats.centre}, ready->seats.start};
    });
    const auto written = write_at_once(all_.database_, batch);
    const bool is_for_all = written || jobs_.size() == 1 || is_of_the_database(written.error().kind);
    for (Job* job = jobs_.front(); job != nullptr; job = job->next) {
      job->outcome = written;
      job->is_made = is_for_all;
    }
  }

 private:
  // Rather than of one booking in the batch.
  static bool is_of_the_database(FaultKind kind) {
    switch (kind) {
      case FaultKind::busy:
      case FaultKind::lost:
      case FaultKind::full:
      case FaultKind::corrupt:
      case FaultKind::newer:
      case FaultKind::unavailable:
      case FaultKind::held:
        return true;
      case FaultKind::unique:
      case FaultKind::foreign_key:
      case FaultKind::check:
      case FaultKind::invalid:
        return false;
    }
    std::unreachable();
  }

  BookingsAtOnce& all_;
  Jobs jobs_;
};

BookingsAtOnce::Jobs BookingsAtOnce::take_batch() noexcept {
  const auto is_along = [](const Jobs& batch, const Job& job) {
    if (batch.size() >= base::limits::bookings_at_once_max) return false;
    for (const Job* other = batch.front(); other != nullptr; other = other->next)
      if (is_in_the_way(job.ready, other->ready)) return false;
    return true;
  };
  Jobs batch;
  Jobs left;
  while (waiting_.size() > 0) {
    Job& job = waiting_.pop_front();
    (is_along(batch, job) ? batch : left).push_back(job);
  }
  waiting_ = left;
  return batch;
}

std::optional<base::Result<Booked>> BookingsAtOnce::book(const booking::NewBooking& wanted) {
  auto ready = ready_at_once(calendars_, judge_, wanted);
  if (!ready) return std::nullopt;
  Job job{.ready = std::move(*ready)};
  if (database_.engine() == Engine::postgresql) {
    std::unique_lock lock{mutex_};
    waiting_.push_back(job);
    job.changed.wait(lock, [&] { return job.is_over || (!is_under_way_ && waiting_.front() == &job); });
    if (!job.is_over) {
      Turn turn{*this, take_batch()};
      lock.unlock();
      turn.write();
    }
  }
  if (!job.is_made) {
    Ready* const alone = &job.ready;
    job.outcome = write_at_once(database_, std::span{&alone, 1});
  }
  if (job.outcome) return Booked{.refusal = {}, .booking = std::move(job.ready.booking), .is_replay = false};
  switch (job.outcome.error().kind) {
    case FaultKind::check:
    case FaultKind::unique:
      return std::nullopt;
    default:
      return bookings_unavailable(job.outcome.error());
  }
}

}  // namespace skranke::storage
