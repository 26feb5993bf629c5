// What the queue needs kept: the tickets of a centre's day, which change one after another.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/civil.hpp"
#include "base/result.hpp"
#include "queue/ticket.hpp"
#include "queue/visit.hpp"

namespace skranke::queue {

// A centre's day as it stands.
struct Day {
  std::string centre;
  base::Day day = 0;
  std::int64_t sequence = 0;    // grows by one with each change
  std::vector<Ticket> tickets;  // in the order in which they were made
};

// How far a day is; what another server looks at to learn of a change.
struct DaySequence {
  std::string centre;
  base::Day day = 0;
  std::int64_t sequence = 0;
};

// What is to be written: a ticket to make, or one that is there, changed. The store gives a new one (`made`
// is 0) its number and `made`, and each its `sequence`. Neither: nothing is changed.
using Change = std::function<std::optional<Ticket>(const Day&)>;

class QueueStore {
 public:
  virtual ~QueueStore() = default;

  [[nodiscard]] virtual base::Result<Day> day(const std::string& centre, base::Day day) = 0;

  // Looks at the day and changes it, as if nobody else did anything meanwhile, on whatever server. `change`
  // may be called several times; the last call counts. Gives the day as it stands afterwards.
  [[nodiscard]] virtual base::Result<Day> change(const std::string& centre, base::Day day,
                                                 const Change& change) = 0;

  // The centre and day of a ticket, its own or that of a booking; empty where there is none.
  [[nodiscard]] virtual base::Result<std::optional<DaySequence>> day_of_ticket(
      const std::string& ticket_id) = 0;
  [[nodiscard]] virtual base::Result<std::optional<DaySequence>> day_of_booking(
      const std::string& booking_id) = 0;

  // Of all centres that have had a ticket on these days.
  [[nodiscard]] virtual base::Result<std::vector<DaySequence>> sequences(base::Day from, base::Day to) = 0;

  // What is booked from `from` until `to`, by start; also what was cancelled.
  [[nodiscard]] virtual base::Result<std::vector<Visit>> visits(const std::string& centre, Moment from,
                                                                Moment to) = 0;
};

}  // namespace skranke::queue
