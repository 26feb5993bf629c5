// Bounds on the input of the service's day: booking, queue, messages, running a centre. One section each.
//
// As in limits.hpp: no input can cost unbounded time or memory, and what is past a bound is told so by name.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace skranke::base::limits {

// The waiting list, and witnesses who are invited.
inline constexpr std::int32_t waiting_days_max = 366;       // from today to the last day that is wanted
inline constexpr std::int64_t offer_lead_seconds = 7200;    // from an offer to its visit, at least
inline constexpr std::int64_t offer_seconds_max = 7200;     // that an offer can stand
inline constexpr std::int64_t offer_end_seconds = 3600;     // from an offer's end to its visit, at least
inline constexpr std::int32_t offers_unanswered_max = 2;    // one after the other, before an entry is over
inline constexpr std::int64_t line_max = 1000;              // looked at in the line of one centre
inline constexpr std::int64_t offers_a_round_max = 50;      // of one centre
inline constexpr std::int64_t settled_at_once_max = 200;    // offers or entries that end by themselves
inline constexpr std::int64_t forgotten_at_once_max = 500;  // made nameless in one transaction
inline constexpr std::int32_t forgotten_after_days = 7;   // after the last day that was wanted, or the visit
inline constexpr std::chrono::seconds offer_look{3};      // between two looks for times to offer
inline constexpr std::chrono::seconds forget_look{3600};  // between two looks for what is to be forgotten

}  // namespace skranke::base::limits
