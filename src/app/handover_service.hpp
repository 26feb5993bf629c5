// What telling others about decided cases needs, put together: the outbox, the key of its payloads, who
// carries events away.
#pragma once

#include <filesystem>
#include <memory>

#include "app/handover_settings.hpp"
#include "base/result.hpp"
#include "storage/database.hpp"

namespace skranke::app {

class HandoverService {
 public:
  // `database` outlives the service; `keys` is the folder of the installation's secrets. Problems: settings
  // that can't be (invalid_value, with the flag's name), a folder or file that can't be used.
  [[nodiscard]] static base::Result<std::unique_ptr<HandoverService>> open(const HandoverSettings& settings,
                                                                           const std::filesystem::path& keys,
                                                                           storage::Database& database);
  // Ends what is being told, and tells no more.
  ~HandoverService();
  HandoverService(const HandoverService&) = delete;
  HandoverService& operator=(const HandoverService&) = delete;
  HandoverService(HandoverService&&) = delete;
  HandoverService& operator=(HandoverService&&) = delete;

  // Tells from now on, a thread for each target that there is.
  void start();

 private:
  struct State;
  explicit HandoverService(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace skranke::app
