// A table that only grows: a pair of route and method finds its place by a hash, and keeps it.
#include "http/server/meters.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <new>
#include <tuple>

namespace skranke::http {

Meters::~Meters() {
  for (auto& place : series_) delete place.load(std::memory_order_relaxed);
}

Meters::Series* Meters::series_of(std::string_view route, std::string_view method) noexcept {
  const std::size_t hash =
      std::hash<std::string_view>{}(route) ^ (std::hash<std::string_view>{}(method) << 1U);
  for (std::size_t step = 0; step < places; ++step) {
    std::atomic<Series*>& place = series_[(hash + step) % places];
    Series* there = place.load(std::memory_order_acquire);
    if (there == nullptr) {
      std::unique_ptr<Series> made{new (std::nothrow)
                                       Series{.route = route, .method = method, .statuses = {}, .times = {}}};
      if (made == nullptr) return nullptr;
      if (place.compare_exchange_strong(there, made.get(), std::memory_order_acq_rel)) return made.release();
    }
    if (there->route == route && there->method == method) return there;
  }
  return nullptr;
}

void Meters::count(const Answered& answered) noexcept {
  Series* series = series_of(answered.route, answered.method);
  if (series == nullptr) return;
  series->times.add(answered.microseconds);
  for (Status& each : series->statuses) {
    unsigned there = each.status.load(std::memory_order_acquire);
    if (there == 0) each.status.compare_exchange_strong(there, answered.status, std::memory_order_acq_rel);
    if (there != 0 && there != answered.status) continue;
    each.count.fetch_add(1, std::memory_order_relaxed);
    return;
  }
}

std::vector<Meters::Row> Meters::rows() const {
  std::vector<Row> rows;
  for (const auto& place : series_) {
    const Series* series = place.load(std::memory_order_acquire);
    if (series == nullptr) continue;
    Row row{
        .route = series->route, .method = series->method, .statuses = {}, .times = series->times.counts()};
    for (const Status& each : series->statuses) {
      const unsigned status = each.status.load(std::memory_order_acquire);
      if (status != 0) row.statuses.emplace_back(status, each.count.load(std::memory_order_relaxed));
    }
    std::ranges::sort(row.statuses);
    rows.push_back(std::move(row));
  }
  std::ranges::sort(rows, {}, [](const Row& row) { return std::tie(row.route, row.method); });
  return rows;
}

}  // namespace skranke::http
