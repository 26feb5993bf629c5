// What is still to be said to who waits and to a witness, written with what it is about.
#pragma once

#include <string>
#include <string_view>

#include "booking/port/booking_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// Who is told, and which of the things that are said to them it is.
struct Told {
  const std::string& subject_id;
  const std::string& email;
  const std::string& phone;
  const std::string& language;
  std::int32_t sequence = 0;
};

// The time and place that it is about.
struct ToldOf {
  const std::string& centre;
  const std::string& service;
  booking::Instant start = 0;
  std::int32_t minutes = 0;
};

// One message of the event for each way to reach them, due at `now`; what was still to be said to them is
// overtaken by it.
[[nodiscard]] Outcome<void> tell_of(Transaction& transaction, const Told& whom, std::string_view event,
                                    const ToldOf& what, booking::Moment now);

}  // namespace skranke::storage
