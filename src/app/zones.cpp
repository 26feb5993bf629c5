#include "app/zones.hpp"

#include <chrono>
#include <stdexcept>

#include <date/tz.h>

namespace skranke::app {
namespace {

class SystemZone final : public booking::TimeZone {
 public:
  explicit SystemZone(const date::time_zone& zone) : zone_{zone} {}

  [[nodiscard]] booking::Instant at(base::Day day, booking::Minute minute) const override {
    const date::local_seconds local{date::local_days{date::days{day}} + std::chrono::minutes{minute}};
    // The earlier of two; where the clocks leave a time out, the moment at which they do.
    const auto moment = zone_.to_sys(local, date::choose::earliest);
    return std::chrono::floor<std::chrono::minutes>(moment).time_since_epoch().count();
  }

  [[nodiscard]] std::int32_t offset(booking::Instant instant) const override {
    const auto info = zone_.get_info(date::sys_seconds{std::chrono::minutes{instant}});
    return static_cast<std::int32_t>(std::chrono::floor<std::chrono::minutes>(info.offset).count());
  }

 private:
  const date::time_zone& zone_;
};

}  // namespace

base::Result<std::unique_ptr<booking::TimeZone>> zone_named(const std::string& name) {
  try {
    return std::make_unique<SystemZone>(*date::locate_zone(name));
  } catch (const std::runtime_error&) {
    return base::fail(base::Fault::unavailable, "the system's time zone database has no zone " + name +
                                                    "; expected the package tzdata");
  }
}

}  // namespace skranke::app
