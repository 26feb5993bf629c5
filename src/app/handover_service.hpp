// What signing records and telling others about decided cases needs, put together: the keys, the outbox,
// who carries events away.
#pragma once

#include <filesystem>
#include <memory>

#include "app/handover_settings.hpp"
#include "base/result.hpp"
#include "desk/port/record_keys.hpp"
#include "desk/port/sealer.hpp"
#include "http/server/response.hpp"
#include "storage/database.hpp"

namespace skranke::app {

class HandoverService {
 public:
  // `database` outlives the service; `home` has the words of notices, `keys` is the folder of the
  // installation's secrets. Problems: settings
  // that can't be (invalid_value, with the flag's name), a folder or file that can't be used.
  [[nodiscard]] static base::Result<std::unique_ptr<HandoverService>> open(const HandoverSettings& settings,
                                                                           const std::filesystem::path& home,
                                                                           const std::filesystem::path& keys,
                                                                           const desk::Sealer& sealer,
                                                                           storage::Database& database);
  // Ends what is being told, and tells no more.
  ~HandoverService();
  HandoverService(const HandoverService&) = delete;
  HandoverService& operator=(const HandoverService&) = delete;
  HandoverService(HandoverService&&) = delete;
  HandoverService& operator=(HandoverService&&) = delete;

  // The keys under records.
  [[nodiscard]] const desk::RecordKeys& record_keys() const;

  // The citizens' origin: the route of the keys before those of `rest`.
  [[nodiscard]] http::Handler citizen_handler(http::Handler rest) const;

  // Tells from now on, a thread for each target that there is.
  void start();

 private:
  struct State;
  explicit HandoverService(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace skranke::app
