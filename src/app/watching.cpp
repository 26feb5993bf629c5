#include "app/watching.hpp"

#include <algorithm>
#include <utility>

#include "app/log.hpp"
#include "http/watch/watch.hpp"

namespace skranke::app {
namespace {

constexpr unsigned status_of_mistakes = 500;

void log_answer(std::string_view origin, const http::Answered& answered, bool logs_every) {
  const bool is_mistake = answered.status == status_of_mistakes;
  if (!is_mistake && !logs_every) return;
  log(is_mistake ? Level::error : Level::info, is_mistake ? "a request met a mistake" : "answered",
      {{"request_id", answered.request_id},
       {"origin", origin},
       {"method", answered.method},
       {"route", answered.route},
       {"status", std::int64_t{answered.status}},
       {"microseconds", answered.microseconds},
       {"mistake", answered.mistake}});
}

}  // namespace

std::unique_ptr<storage::Database> Watching::watched(std::unique_ptr<storage::Database> database,
                                                     const std::string& url) {
  auto counted = storage::measured(std::move(database), metrics_.database_meters());
  metrics_.set_database(*counted);
  readiness_.emplace(*counted, folder_of_database(url));
  return counted;
}

void Watching::look_at(storage::Database& database, const std::string& url,
                       std::string_view nothing_changed) {
  readiness_.emplace(database, folder_of_database(url), nothing_changed);
}

void Watching::configure(std::string_view origin, http::ServerConfig& config) {
  config.meters = std::make_shared<http::Meters>();
  config.trusted_proxies = trusted_proxies_;
  config.answered = [origin, logs_every = logs_every_answer_](const http::Answered& answered) {
    log_answer(origin, answered, logs_every);
  };
  origins_.push_back(config.meters);
  metrics_.add_origin(origin, config.meters);
}

http::Handler Watching::handler(http::Handler rest) {
  return http::watch::before_watch(
      {.metrics = [this](http::watch::Format format) { return metrics_.text(format); },
       .is_ending =
           [this] {
             return std::ranges::any_of(origins_,
                                        [](const auto& meters) { return meters->is_ending.load(); });
           },
       .missing = [this] { return readiness_ ? readiness_->missing() : std::string_view{}; },
       .metrics_from = metrics_from_,
       .trusted_proxies = trusted_proxies_},
      std::move(rest));
}

}  // namespace skranke::app
