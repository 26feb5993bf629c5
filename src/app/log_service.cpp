#include "app/log_service.hpp"

#include <utility>

#include "app/clock.hpp"
#include "base/limits.hpp"
#include "base/service_limits.hpp"
#include "storage/log/witnesses.hpp"

namespace skranke::app {

base::Result<std::unique_ptr<LogService>> LogService::open(const std::string& keys, const std::string& name,
                                                           storage::Database& database) {
  const bool is_name = !name.empty() && name.find_first_of(" +\n\t") == std::string::npos;
  if (!is_name)
    return base::fail(base::Fault::invalid_value,
                      "--log-name: expected a name without spaces, as in aarhus.dk/skranke");
  auto key = keys::LogKey::open(keys, name);
  if (!key) return std::unexpected{std::move(key.error())};
  return std::unique_ptr<LogService>{new LogService{std::move(*key), name, database}};
}

LogService::LogService(std::unique_ptr<keys::LogKey> key, const std::string& name,
                       storage::Database& database)
    : database_{database},
      key_{std::move(key)},
      log_{database, name, [this](const std::string& text) { return key_->sign(text); }} {}

Rounds::Round LogService::round() {
  return {.name = "taking changes into the log",
          .every = base::limits::log_look,
          .work = [this]() -> base::Result<Rounds::Came> {
            const auto taken = log_.take_in(now_seconds(), base::limits::log_take_max);
            if (!taken) return std::unexpected{taken.error()};
            return *taken == base::limits::log_take_max ? Rounds::Came::some_way : Rounds::Came::to_the_end;
          }};
}

http::api::LogReader LogService::reader(bool is_witnessed) {
  return {.public_key = key_->public_key(),
          .checkpoint =
              [this, is_witnessed] {
                return is_witnessed ? storage::published_checkpoint(database_)
                                    : storage::newest_checkpoint(database_);
              },
          .tile = [this](std::uint64_t level, std::uint64_t number,
                         std::uint64_t width) { return log_.tile(level, number, width); }};
}

}  // namespace skranke::app
