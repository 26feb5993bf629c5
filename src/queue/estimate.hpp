// How long people will wait, with its spread: the rest of the day played many times with the times of today.
//
// How long a visit takes is drawn from the visits that have ended today; while few have, from the service's
// assumed duration too, stretched by how today's visits went compared with theirs. The order of calls is the
// real one. Drawn numbers come from a fixed seed, so the same day gives the same answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "queue/ticket.hpp"
#include "queue/visit.hpp"

namespace skranke::queue {

// Of the plays, a fifth ends below `low`, half below `middle`, and a fifth above `high`. Seconds.
struct Spread {
  Moment low = 0;
  Moment middle = 0;
  Moment high = 0;
  friend bool operator==(const Spread&, const Spread&) = default;
};

// With so many visits ended today, times are said to be today's; before, to be assumed.
inline constexpr std::size_t visits_known_min = 5;
// Of a service's visits today the latest so many count.
inline constexpr std::size_t visits_drawn_max = 60;
// The places in line that are played; who stands behind them is told no time.
inline constexpr std::size_t line_played_max = 150;

// How long visits take, by service: drawn from by a number that is as good as random.
class VisitTimes {
 public:
  using Assumed = std::function<Moment(std::string_view service)>;  // seconds

  // From the day's ended visits, from call to end.
  VisitTimes(std::span<const Ticket> tickets, const Assumed& assumed);

  // A visit's time; given that it has taken `already`, at least a little more than that.
  [[nodiscard]] Moment draw(const std::string& service, Moment already, std::uint64_t random);
  [[nodiscard]] bool is_todays() const { return known_ >= visits_known_min; }

 private:
  const std::vector<Moment>& pool_of(const std::string& service);

  Assumed assumed_;
  std::map<std::string, std::vector<Moment>> ended_;  // by service, in the order of ending
  std::map<std::string, std::vector<Moment>> pools_;  // sorted
  std::size_t known_ = 0;
  double pace_ = 1;  // today's times as a share of the assumed ones
};

// What is played.
struct Scene {
  Moment now = 0;
  std::span<const Ticket> tickets;    // of the day
  std::span<const Visit> expected;    // booked, not come yet, and not too late
  std::int32_t counters_staffed = 0;  // by the opening hours
};

struct Estimates {
  bool is_todays = false;
  std::optional<Spread> newcomer;  // without a booking, who takes a ticket now
  // By the index of a ticket in line; others have none.
  std::map<std::size_t, Spread> tickets;
};

// The counters that work: those with a ticket, and those whose last ticket ended within half an hour; where
// there is none, as many as are staffed.
[[nodiscard]] std::vector<std::int32_t> working_counters(std::span<const Ticket> tickets,
                                                         std::int32_t counters_staffed, Moment now);

// Nothing where no counter works.
[[nodiscard]] Estimates estimate(const Scene& scene, VisitTimes& times);

}  // namespace skranke::queue
