// The seal of personal data, put together: the master keys of the installation, and the round that wraps data
// keys anew once there is a newer one.
#pragma once

#include <filesystem>
#include <memory>

#include "app/rounds.hpp"
#include "base/result.hpp"
#include "desk/port/sealer.hpp"
#include "storage/database.hpp"

namespace skranke::app {

class VaultService {
 public:
  // Draws the first master key where there is none. `database` outlives the service. Problem (unavailable):
  // keys can't be read, or they are not the ones that the database's data keys are wrapped by.
  [[nodiscard]] static base::Result<std::unique_ptr<VaultService>> open(const std::filesystem::path& keys,
                                                                        storage::Database& database);
  ~VaultService();
  VaultService(const VaultService&) = delete;
  VaultService& operator=(const VaultService&) = delete;
  VaultService(VaultService&&) = delete;
  VaultService& operator=(VaultService&&) = delete;

  // Lives as long as the service.
  [[nodiscard]] const desk::Sealer& sealer() const;

  // Looks for a newer master key, and wraps by it what an older one wraps, some data keys at a time.
  [[nodiscard]] Rounds::Round round() const;

 private:
  struct State;
  explicit VaultService(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace skranke::app
