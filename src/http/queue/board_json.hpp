// What is told of a centre's day as a whole, as JSON text on one line.
#pragma once

#include <string>

#include "http/queue/ticket_json.hpp"
#include "reception/reception.hpp"

namespace skranke::http::queue {

// What everybody in the waiting room may see: {"centre","day","sequence","calls","waiting","estimates",
// "notice"}. PRIVACY: names of tickets, counters and numbers; nothing of a person.
[[nodiscard]] std::string board_json(const reception::DayView& view, const booking::Settings& settings);

// What officers see: {"centre","day","sequence","waiting","counters","expected","away","ended","notice"}.
[[nodiscard]] std::string desk_json(const reception::DayView& view, skranke::queue::Moment now);

}  // namespace skranke::http::queue
