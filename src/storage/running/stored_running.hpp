// What running a centre needs, in a database.
#pragma once

#include "running/port/running_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

class StoredRunning final : public running::RunningStore {
 public:
  // `database` outlives the store. Any number of threads and servers may call.
  explicit StoredRunning(Database& database) : database_{database} {}

  [[nodiscard]] base::Result<std::vector<running::CentreVisit>> visits(const std::string& centre,
                                                                       booking::Instant from,
                                                                       booking::Instant to) override;
  [[nodiscard]] base::Result<bool> say_hours(const std::string& centre, const booking::WeeklyHours& hours,
                                             const running::Author& author) override;
  [[nodiscard]] base::Result<bool> say_exception(const std::string& centre,
                                                 const booking::DayException& exception,
                                                 const running::Author& author) override;
  [[nodiscard]] base::Result<bool> remove_exception(const std::string& centre, base::Day day,
                                                    const running::Author& author) override;
  [[nodiscard]] base::Result<std::vector<running::Change>> changes(const std::string& centre,
                                                                   std::int32_t most) override;
  [[nodiscard]] base::Result<std::string> close(const running::Closure& closure,
                                                const std::vector<booking::DayClosure>& days,
                                                const running::ClosedSeats& seats,
                                                const running::Author& author) override;
  [[nodiscard]] base::Result<running::Relocated> relocate(const running::Relocation& relocation) override;
  [[nodiscard]] base::Result<std::vector<running::ClosureVisit>> closure_visits(
      const std::string& closure_id) override;
  [[nodiscard]] base::Result<std::vector<running::Closure>> closures(const std::string& centre,
                                                                     booking::Instant from) override;
  [[nodiscard]] base::Result<bool> lift(const std::string& centre, const std::string& closure_id,
                                        const running::Author& author) override;
  [[nodiscard]] base::Result<std::vector<running::VisitFact>> facts(const std::string& centre,
                                                                    booking::Instant from,
                                                                    booking::Instant to, base::Day first,
                                                                    base::Day last) override;

 private:
  Database& database_;
};

}  // namespace skranke::storage
