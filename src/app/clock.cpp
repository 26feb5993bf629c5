#include "app/clock.hpp"

#include <chrono>
#include <ctime>
#include <stdexcept>

#include <date/tz.h>

namespace skranke::app {

base::Result<base::Day> today_in(std::string_view time_zone) {
  try {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto local = date::locate_zone(std::string{time_zone})->to_local(now);
    return static_cast<base::Day>(date::floor<date::days>(local).time_since_epoch().count());
  } catch (const std::runtime_error&) {
    return base::fail(base::Fault::unavailable, "the system's time zone database has no zone " +
                                                    std::string{time_zone} + "; expected the package tzdata");
  }
}

namespace {

date::local_seconds local_time(std::int64_t seconds) {
  return date::locate_zone(std::string{default_time_zone})
      ->to_local(date::sys_seconds{std::chrono::seconds{seconds}});
}

constexpr std::int64_t clock_trust_seconds = 600;

// Since the machine began, sleep included; no clock that can be set.
std::int64_t running_seconds() {
  timespec since{};
  ::clock_gettime(CLOCK_BOOTTIME, &since);
  return since.tv_sec;
}

const std::int64_t difference_at_start = now_seconds() - running_seconds();

// By how many seconds the clock of the machine was set since the program began; negative: back. Time that the
// machine slept for counts as time.
std::int64_t clock_set_by() { return now_seconds() - running_seconds() - difference_at_start; }

}  // namespace

base::Day day_of(std::int64_t seconds) {
  return static_cast<base::Day>(date::floor<date::days>(local_time(seconds)).time_since_epoch().count());
}

std::int32_t minute_of(std::int64_t seconds) {
  const auto local = local_time(seconds);
  const auto since_midnight = local - date::floor<date::days>(local);
  return static_cast<std::int32_t>(std::chrono::duration_cast<std::chrono::minutes>(since_midnight).count());
}

std::int64_t now_seconds() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(since).count();
}

base::Result<void> check_clock() {
  const std::int64_t set_by = clock_set_by();
  if (set_by <= clock_trust_seconds && set_by >= -clock_trust_seconds) return {};
  return base::fail(
      base::Fault::unavailable,
      "the clock of the machine was set by " + std::to_string(set_by) +
          " seconds since the program began: set it right, or start the program anew if it is right now");
}

std::string now_utc() {
  const auto now = date::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return date::format("%FT%TZ", now);
}

std::string in_utc(std::int64_t seconds) {
  return date::format("%FT%TZ", date::sys_seconds{std::chrono::seconds{seconds}});
}

}  // namespace skranke::app
