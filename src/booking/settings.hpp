// What booking goes by: holidays, services, the hours that are assumed, and the grid. From data/booking.toml.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"
#include "booking/hours.hpp"

namespace skranke::booking {

// What one comes for; its name is the locale's "service.<id>".
struct Service {
  std::string id;
  std::int32_t minutes = 0;      // a multiple of the grid
  bool needs_documents = false;  // who comes has to show who they are
  bool is_witness_advised = false;
};

struct Settings {
  std::int32_t grid = 15;  // minutes
  std::int32_t horizon_days = 90;
  std::int32_t visits_per_contact = 8;     // to come, of one address or number
  std::int32_t requests_per_address = 60;  // holds and bookings of one network address in an hour
  std::int32_t days_remembered = 7;        // after the visit, before the name is forgotten
  std::vector<HolidayRule> holidays;
  std::vector<Service> services;
  std::size_t default_service = 0;
  std::vector<WeeklyHours> assumed_hours;

  [[nodiscard]] const Service* service(std::string_view id) const;  // null: there is none
};

// Every mistake of the file with its place; where there is one, the settings are not to be used.
[[nodiscard]] Settings parse_settings(std::string_view text, std::string_view file,
                                      std::vector<base::Finding>& findings);

// "10:00-14:00"; empty where it is no time of day, or ends before it begins.
[[nodiscard]] std::optional<Opening> parse_opening(std::string_view text, std::int32_t counters);

// By time; false where two of them overlap.
[[nodiscard]] bool put_in_order(std::vector<Opening>& openings);

}  // namespace skranke::booking
