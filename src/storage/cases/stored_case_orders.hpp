// Legal holds and erasures in the database.
#pragma once

#include <string>
#include <vector>

#include "cases/port/case_orders.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

class StoredCaseOrders final : public cases::CaseOrders {
 public:
  // `database` outlives it.
  explicit StoredCaseOrders(Database& database) : database_{database} {}

  [[nodiscard]] base::Result<cases::OrderKept> ask(const cases::CaseOrder& order) override;
  [[nodiscard]] base::Result<cases::OrderKept> agree(const std::string& order_id,
                                                     const std::string& centre_id, const std::string& by,
                                                     cases::Moment now) override;
  [[nodiscard]] base::Result<std::vector<cases::CaseOrder>> orders(const std::string& centre_id,
                                                                   cases::Moment now) override;

 private:
  Database& database_;
};

}  // namespace skranke::storage
