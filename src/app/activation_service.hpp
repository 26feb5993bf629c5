// Which versions of the rules two people have let into force, put together: the store in the database, the
// round that tells every server of it, the officers' routes.
#pragma once

#include <filesystem>
#include <memory>

#include "app/rounds.hpp"
#include "app/staff_service.hpp"
#include "base/result.hpp"
#include "cases/port/case_book.hpp"
#include "http/api/router.hpp"
#include "http/server/response.hpp"
#include "policy/catalogue.hpp"
#include "storage/database.hpp"

namespace skranke::app {

class ActivationService {
 public:
  // Tells the catalogue at once what counts. What is referred to outlives the service. Problems: of the
  // database; invalid_policy, as activation::begin().
  [[nodiscard]] static base::Result<std::unique_ptr<ActivationService>> open(
      const std::filesystem::path& home, policy::Catalogue& catalogue, storage::Database& database,
      http::api::Clock today);
  ~ActivationService();
  ActivationService(const ActivationService&) = delete;
  ActivationService& operator=(const ActivationService&) = delete;
  ActivationService(ActivationService&&) = delete;
  ActivationService& operator=(ActivationService&&) = delete;

  // Looks what other servers were told; refers to the service.
  [[nodiscard]] Rounds::Round round() const;

  // The officers' routes before those of `rest`.
  [[nodiscard]] http::Handler desk_handler(const StaffService& staff, cases::CaseBook& book,
                                           http::Handler rest) const;

 private:
  struct State;
  explicit ActivationService(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace skranke::app
