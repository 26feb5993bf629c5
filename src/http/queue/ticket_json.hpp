// Tickets and times as JSON text.
#pragma once

#include <string>

#include "queue/estimate.hpp"
#include "reception/reception.hpp"

namespace skranke::http::queue {

// Who reads it. PRIVACY: only officers read names.
enum class Reader : std::uint8_t { officer, device };

// RFC 3339 with the zone's offset, to the second.
[[nodiscard]] std::string format_moment(skranke::queue::Moment moment, const booking::TimeZone& zone);

// {"low","middle","high","basis"} in whole minutes: low rounded down, high up. "null" where there is none.
void append_estimate(std::string& out, const std::optional<skranke::queue::Spread>& spread, bool is_todays);

// The object of a ticket, without what follows it.
void append_ticket(std::string& out, const reception::DayView& view, std::size_t at, Reader reader,
                   skranke::queue::Moment now);

}  // namespace skranke::http::queue
