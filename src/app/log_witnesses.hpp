// The log's witnesses while a program serves: each is shown the newest checkpoint, and what they cosign is
// kept. Any number of servers may do it: one at a time has its turn.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/log_witness_settings.hpp"
#include "app/log_witness_talk.hpp"
#include "app/rounds.hpp"
#include "base/result.hpp"
#include "http/watch/exposition.hpp"
#include "storage/log/witnesses.hpp"

namespace skranke::app {

class LogWitnesses {
 public:
  // `database` outlives the service. Null where no witness is named. Problem (invalid_value, too_many): a
  // setting is wrong, with its flag.
  [[nodiscard]] static base::Result<std::unique_ptr<LogWitnesses>> open(const LogWitnessSettings& settings,
                                                                        storage::Database& database);

  // Refers to the service. It waits for witnesses, so it has a thread of its own.
  [[nodiscard]] Rounds::Round round();
  // As of the last round. From any thread.
  void write_metrics(http::watch::Exposition& out);

 private:
  LogWitnesses(std::vector<LogWitness> witnesses, std::size_t quorum, std::string ca_file,
               storage::Database& database);

  // A witness that is to be shown something now.
  struct Due {
    const LogWitness* witness = nullptr;
    storage::WitnessRow before = {};
    std::optional<base::Result<Heard>> heard = {};
  };
  [[nodiscard]] std::vector<Due> due(const storage::Witnessing& now_kept, std::int64_t now) const;
  void show_all(std::vector<Due>& due, const storage::Shown& shown);
  [[nodiscard]] base::Result<void> keep(const Due& due, const storage::Shown& shown);
  [[nodiscard]] base::Result<void> work();

  const std::vector<LogWitness> witnesses_;
  std::vector<std::string> trusted_;  // their public keys
  const std::size_t quorum_;
  const std::string ca_file_;
  storage::LogWitnesses stored_;
  bool is_behind_ = false;  // a witness has a newer checkpoint than the one that is shown
  bool has_begun_ = false;  // all were shown something since this server started
  std::mutex mutex_;
  storage::Witnessing looked_;  // for the metrics
};

}  // namespace skranke::app
