// Bounds on the input of the service's day: booking, queue, messages, running a centre. One section each.
//
// As in limits.hpp: no input can cost unbounded time or memory, and what is past a bound is told so by name.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace skranke::base::limits {

// The queue of a day.
inline constexpr std::int32_t counters_of_centre_max = 64;  // numbered from 1
inline constexpr std::size_t tickets_a_day_max = 5000;      // of one centre
inline constexpr std::size_t services_called_max = 64;      // that a counter says it can serve

// Event streams: beside limits::connections_max, which they don't count towards.
inline constexpr std::size_t event_streams_max = 4096;       // open at once; one more is answered with 503
inline constexpr std::chrono::seconds event_heartbeat{15};   // between two signs of life on a quiet stream
inline constexpr std::size_t event_bytes_max = 64UL * 1024;  // of one event

}  // namespace skranke::base::limits
