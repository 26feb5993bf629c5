// What cases at the counter need, put together: the book of cases, who else is there, what a decision
// becomes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "app/booking_service.hpp"
#include "app/staff_service.hpp"
#include "app/witness_service.hpp"
#include "base/result.hpp"
#include "cases/port/case_book.hpp"
#include "centre/directory.hpp"
#include "desk/port/sealer.hpp"
#include "http/api/router.hpp"
#include "http/desk/router.hpp"
#include "http/server/response.hpp"
#include "policy/catalogue.hpp"
#include "storage/database.hpp"

namespace skranke::app {

struct CaseParts {
  const std::filesystem::path& home;
  const std::string& keys;  // the folder of the installation's secrets
  const desk::Sealer& sealer;
  const std::string& public_url;  // of the citizens' origin; read when the first case is decided
  const policy::Catalogue& catalogue;
  const centre::Directory& centres;
  const WitnessService& witnesses;
  const StaffService& staff;
  const BookingService& bookings;
  storage::Database& database;
  http::api::Clock today;
  std::int32_t sample_percent = 5;  // of a week's accepted cases that supervisors look at again
};

class CaseService {
 public:
  // What the parts refer to outlives the service. Problems: of a key, of data/features.toml with its place.
  [[nodiscard]] static base::Result<std::unique_ptr<CaseService>> open(const CaseParts& parts);
  ~CaseService();
  CaseService(const CaseService&) = delete;
  CaseService& operator=(const CaseService&) = delete;
  CaseService(CaseService&&) = delete;
  CaseService& operator=(CaseService&&) = delete;

  // Lives as long as the service.
  [[nodiscard]] cases::CaseBook& book() const;

  // The citizens' origin: what was done in their own name, before the routes of `rest`.
  [[nodiscard]] http::Handler citizen_handler(http::desk::CitizenContext citizens, http::Handler rest) const;

  // For the routes of register questions that know no case.
  [[nodiscard]] http::desk::LookUpNote look_up_note() const;

  // The officers' routes of cases before those of `rest`.
  [[nodiscard]] http::Handler desk_handler(http::Handler rest) const;

 private:
  struct State;
  explicit CaseService(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace skranke::app
