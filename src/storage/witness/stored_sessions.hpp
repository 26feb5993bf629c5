// Citizens' sessions in a database.
#pragma once

#include <optional>
#include <string>

#include "desk/port/citizen_sessions.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

class StoredSessions final : public desk::CitizenSessions {
 public:
  // `database` outlives the sessions. Any number of threads may call.
  explicit StoredSessions(Database& database) : database_{database} {}

  [[nodiscard]] base::Result<void> open(const desk::CitizenSession& session, desk::Moment now) override;
  [[nodiscard]] base::Result<std::optional<desk::CitizenSession>> by_state(const std::string& state) override;
  [[nodiscard]] base::Result<std::optional<desk::CitizenSession>> by_session(
      const std::string& session) override;
  [[nodiscard]] base::Result<bool> sign_in(const std::string& session, const desk::SignedIn& person) override;
  [[nodiscard]] base::Result<void> close(const std::string& session) override;

 private:
  [[nodiscard]] base::Result<std::optional<desk::CitizenSession>> find(std::string_view where,
                                                                       const std::string& value);
  Database& database_;
};

}  // namespace skranke::storage
