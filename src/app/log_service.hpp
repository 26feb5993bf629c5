// The log while a program serves: what waits is taken in and signed, round after round.
#pragma once

#include <memory>
#include <string>

#include "app/rounds.hpp"
#include "base/result.hpp"
#include "connect/keys/log_key.hpp"
#include "http/api/log.hpp"
#include "storage/log/stored_log.hpp"

namespace skranke::app {

// The log's name where none is given.
inline constexpr const char* default_log_name = "localhost/skranke";

class LogService {
 public:
  // Reads the key of the folder, or draws it. `database` outlives the service. Problem (invalid_value): no
  // name for a log; as LogKey::open.
  [[nodiscard]] static base::Result<std::unique_ptr<LogService>> open(const std::string& keys,
                                                                      const std::string& name,
                                                                      storage::Database& database);

  // Both refer to the service.
  [[nodiscard]] Rounds::Round round();
  // Where it is witnessed, the checkpoint that is given out is one that witnesses have cosigned.
  [[nodiscard]] http::api::LogReader reader(bool is_witnessed);

  [[nodiscard]] storage::StoredLog& log() { return log_; }
  [[nodiscard]] const keys::LogKey& key() const { return *key_; }

 private:
  LogService(std::unique_ptr<keys::LogKey> key, const std::string& name, storage::Database& database);

  storage::Database& database_;
  std::unique_ptr<keys::LogKey> key_;
  storage::StoredLog log_;
};

}  // namespace skranke::app
