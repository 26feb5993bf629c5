// A store that stops after so many writes, as a server does that is killed: what was written stays.
#pragma once

#include "running/port/running_store.hpp"

namespace skranke::test {

class InterruptedStore final : public running::RunningStore {
 public:
  InterruptedStore(running::RunningStore& store, int writes) : store_{store}, left_{writes} {}

  base::Result<std::vector<running::CentreVisit>> visits(const std::string& centre, booking::Instant from,
                                                         booking::Instant to) override {
    return store_.visits(centre, from, to);
  }
  base::Result<bool> say_hours(const std::string& centre, const booking::WeeklyHours& hours,
                               const running::Author& author) override {
    return store_.say_hours(centre, hours, author);
  }
  base::Result<bool> say_exception(const std::string& centre, const booking::DayException& exception,
                                   const running::Author& author) override {
    return store_.say_exception(centre, exception, author);
  }
  base::Result<bool> remove_exception(const std::string& centre, base::Day day,
                                      const running::Author& author) override {
    return store_.remove_exception(centre, day, author);
  }
  base::Result<std::vector<running::Change>> changes(const std::string& centre, std::int32_t most) override {
    return store_.changes(centre, most);
  }
  base::Result<std::string> close(const running::Closure& closure,
                                  const std::vector<booking::DayClosure>& days,
                                  const running::ClosedSeats& seats, const running::Author& author) override {
    if (left_-- <= 0) return stopped();
    return store_.close(closure, days, seats, author);
  }
  base::Result<running::Relocated> relocate(const running::Relocation& relocation) override {
    if (left_-- <= 0) return stopped();
    return store_.relocate(relocation);
  }
  base::Result<std::vector<running::ClosureVisit>> closure_visits(const std::string& closure_id) override {
    return store_.closure_visits(closure_id);
  }
  base::Result<std::vector<running::Closure>> closures(const std::string& centre,
                                                       booking::Instant from) override {
    return store_.closures(centre, from);
  }
  base::Result<bool> lift(const std::string& centre, const std::string& closure_id,
                          const running::Author& author) override {
    return store_.lift(centre, closure_id, author);
  }
  base::Result<std::vector<running::VisitFact>> facts(const std::string& centre, booking::Instant from,
                                                      booking::Instant to, base::Day first,
                                                      base::Day last) override {
    return store_.facts(centre, from, to, first, last);
  }

 private:
  static std::unexpected<base::Problem> stopped() {
    return base::fail(base::Fault::unavailable, "the server was stopped");
  }

  running::RunningStore& store_;
  int left_;
};

}  // namespace skranke::test
