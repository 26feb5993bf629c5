// What this process counts, put together as text for Prometheus (docs/running.md names each).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/bounded_question.hpp"
#include "http/server/meters.hpp"
#include "http/watch/exposition.hpp"
#include "storage/measured.hpp"
#include "storage/outbox_counts.hpp"

namespace skranke::app {

class Metrics {
 public:
  // Before requests come. `origin` is of static duration.
  void add_origin(std::string_view origin, std::shared_ptr<const http::Meters> meters);
  // `database` outlives this.
  void set_database(storage::Database& database);
  [[nodiscard]] storage::DatabaseMeters& database_meters() { return of_database_; }

  // Before requests come: further families, written with each text.
  void add(std::function<void(http::watch::Exposition&)> write) { further_.push_back(std::move(write)); }

  // From any thread that may wait for the database.
  [[nodiscard]] std::string text(http::watch::Format format);

 private:
  void write_http(http::watch::Exposition& out) const;
  void write_database(http::watch::Exposition& out) const;
  void write_outboxes(http::watch::Exposition& out);

  std::vector<std::pair<std::string_view, std::shared_ptr<const http::Meters>>> origins_;
  std::vector<std::function<void(http::watch::Exposition&)>> further_;
  storage::DatabaseMeters of_database_;
  std::optional<BoundedQuestion<std::optional<storage::OutboxCounts>>> outboxes_;  // none without a database
};

}  // namespace skranke::app
