// What the use cases of running a centre are given, and how they say no.
#pragma once

#include <cstdint>
#include <optional>

#include "appointments/appointments.hpp"
#include "running/port/running_store.hpp"

namespace skranke::running {

struct Tools {
  const appointments::Tools& booking;
  RunningStore& store;
};

enum class Refusal : std::uint8_t {
  centre_unknown,
  changed_meanwhile,  // somebody else has changed the hours since they were looked at
  exception_unknown,  // the day is not different
  closure_unknown,    // no such closure, or it was lifted
};

template <class T>
struct Answer {
  std::optional<Refusal> refusal;
  T value{};
};

inline constexpr Moment seconds_a_minute = 60;

// A visit lasts less than this.
inline constexpr Instant visit_minutes_max = booking::minutes_a_day;

}  // namespace skranke::running
