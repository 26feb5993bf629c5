// A sudden closure of a counter, of a day, or of a centre, and what becomes of its visits.
//
// First the closed seats are taken, so that nobody can book them; then each visit is moved or cancelled in a
// transaction of its own, until none is left. Doing it again goes on where it stopped, and does nothing
// twice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "running/hours_change.hpp"
#include "running/tools.hpp"

namespace skranke::running {

struct ClosureWish {
  Instant from = 0;  // widened to whole cells
  Instant to = 0;
  std::optional<std::int32_t> counter;  // from 0; empty: all of them
  std::string reason;
};

struct ClosureReport {
  const appointments::Place* place = nullptr;
  std::string closure_id;            // empty with a preview
  std::vector<ClosureVisit> visits;  // what was done, or would be; by time
};

// Visits that have begun, and people who have arrived, are left to the queue. With `Mode::preview` nothing is
// written; what the database would still refuse (a person who has another visit then) is not foreseen.
[[nodiscard]] base::Result<Answer<ClosureReport>> close(const Tools& tools, std::string_view centre,
                                                        const ClosureWish& wish, Mode mode,
                                                        const Author& author);

// The time can be booked again; who was moved stays where they are.
[[nodiscard]] base::Result<Answer<bool>> lift(const Tools& tools, std::string_view centre,
                                              const std::string& closure_id, const Author& author);

}  // namespace skranke::running
