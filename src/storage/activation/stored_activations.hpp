// Who let which text of a policy into force, in a database.
#pragma once

#include <string>
#include <vector>

#include "activation/port/activation_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

class StoredActivations final : public activation::ActivationStore {
 public:
  // `database` outlives the store. Any number of threads may call.
  explicit StoredActivations(Database& database) : database_{database} {}

  [[nodiscard]] base::Result<void> begin(const std::vector<activation::Activation>& installed,
                                         activation::Moment now) override;
  [[nodiscard]] base::Result<std::vector<activation::Activation>> all() override;
  [[nodiscard]] base::Result<bool> propose(const activation::Activation& activation) override;
  [[nodiscard]] base::Result<bool> activate(const std::string& activation_id,
                                            const activation::Deed& deed) override;
  [[nodiscard]] base::Result<bool> withdraw(const std::string& activation_id,
                                            const activation::Deed& deed) override;

 private:
  Database& database_;
};

}  // namespace skranke::storage
