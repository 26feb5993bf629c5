// What `serve` has for whoever watches it, put together: metrics, readiness, the log of its answers.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/metrics.hpp"
#include "app/readiness.hpp"
#include "http/server/meters.hpp"
#include "http/server/response.hpp"
#include "http/server/server.hpp"
#include "storage/database.hpp"

namespace skranke::app {

class Watching {
 public:
  Watching(std::vector<std::string> metrics_from, std::vector<std::string> trusted_proxies,
           bool logs_every_answer)
      : metrics_from_{std::move(metrics_from)},
        trusted_proxies_{std::move(trusted_proxies)},
        logs_every_answer_{logs_every_answer} {}

  // `database` as it is counted from now on; `url` is its address.
  [[nodiscard]] std::unique_ptr<storage::Database> watched(std::unique_ptr<storage::Database> database,
                                                           const std::string& url);

  // The same for a database with a schema of its own, which is not counted: whether it would do its work.
  // `nothing_changed` is a statement that changes no row there. The database outlives this.
  void look_at(storage::Database& database, const std::string& url, std::string_view nothing_changed);
  // Before requests come. `write` is called on threads that may wait, and outlives the server.
  void add_metrics(std::function<void(http::watch::Exposition&)> write) { metrics_.add(std::move(write)); }

  // What an origin counts, and whom it tells; its routes before those of `rest`. `origin` is of static
  // duration, and this outlives the server.
  void configure(std::string_view origin, http::ServerConfig& config);
  [[nodiscard]] http::Handler handler(http::Handler rest);

 private:
  std::vector<std::string> metrics_from_;
  std::vector<std::string> trusted_proxies_;
  bool logs_every_answer_;
  Metrics metrics_;
  std::vector<std::shared_ptr<http::Meters>> origins_;
  std::optional<Readiness> readiness_;
};

}  // namespace skranke::app
