// The imported register behind the port that cases ask, and what it holds in numbers.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "desk/port/person_register.hpp"
#include "desk/port/register_sealer.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

class ImportedRegister final : public desk::PersonRegister {
 public:
  // Both outlive the register. `sealer`: null where there is no key, which is right as long as nothing is
  // sealed; a look-up that would need another key is a Problem (unavailable).
  ImportedRegister(Database& database, const desk::RegisterSealer* sealer)
      : database_{database}, sealer_{sealer} {}

  [[nodiscard]] base::Result<std::optional<desk::Found>> find(const proofing::CprNumber& number) override;

 private:
  Database& database_;
  const desk::RegisterSealer* sealer_;
};

struct DeliveryRow {
  std::int64_t number = 0;
  std::string task;
  std::string produced;  // yyyyMMdd
  std::string imported_at;
  bool replaces = false;
  std::int64_t records = 0;
  std::int64_t persons = 0;
  std::int64_t quarantined = 0;
};

struct RegisterStats {
  std::int64_t persons = 0;
  std::map<std::string, std::int64_t> statuses;  // by code
  std::map<std::string, std::int64_t> records;   // by type
  std::vector<DeliveryRow> deliveries;           // those that count, oldest first
};

[[nodiscard]] Outcome<RegisterStats> register_stats(Database& database);

}  // namespace skranke::storage
