// A booking, as far as the day of the visit needs it.
#pragma once

#include <cstdint>
#include <string>

#include "queue/ticket.hpp"

namespace skranke::queue {

// PRIVACY: the name is for officers alone.
struct Visit {
  std::string booking_id;
  std::string centre;
  std::string service;
  Moment start = 0;
  std::string name;
  std::string language;
  std::int32_t party = 1;
  bool is_cancelled = false;
};

}  // namespace skranke::queue
