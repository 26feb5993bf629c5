// A centre to book at: three counters, always open, one service of one cell and one of two, in UTC; over any
// store.
#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <utility>

#include "appointments/appointments.hpp"

namespace skranke::test {

inline constexpr booking::Moment booth_now = 1'795'500'000;

class UtcZone final : public booking::TimeZone {
 public:
  [[nodiscard]] booking::Instant at(base::Day day, booking::Minute minute) const override {
    return booking::Instant{day} * booking::minutes_a_day + minute;
  }
  [[nodiscard]] std::int32_t offset(booking::Instant) const override { return 0; }
};

class Booth {
 public:
  // `prefix` keeps the ids of several processes apart.
  explicit Booth(booking::BookingStore& store, std::int32_t counters = 3, std::string prefix = "b")
      : settings_{settings_of(counters)},
        prefix_{std::move(prefix)},
        tools_{.settings = settings_,
               .store = store,
               .place = [this](std::string_view id) { return id == place_.id ? &place_ : nullptr; },
               .hash =
                   [](std::string_view kind, std::string_view value) {
                     std::string hash = std::string{kind} + "-" + std::string{value} + "|";
                     return hash.size() < 64 ? hash.append(64 - hash.size(), '0') : hash;
                   },
               .new_id = [this] { return prefix_ + std::to_string(++next_); },
               .check_plan = [](std::string_view plan) -> base::Result<void> {
                 if (plan == "no plan") return base::fail(base::Fault::invalid_value, "plan: none", "/plan");
                 return {};
               },
               .judge = judge} {}
  Booth(const Booth&) = delete;
  Booth& operator=(const Booth&) = delete;

  // A plan is the cell before which it is enough, as a number from the first one.
  [[nodiscard]] static std::string judge(const booking::Booking& booking) {
    return booking.start < cell(std::stoll(booking.plan)) ? "enough" : "not-enough";
  }

  [[nodiscard]] const appointments::Tools& tools() const { return tools_; }
  [[nodiscard]] booking::Settings& settings() { return settings_; }

  // The cell so many after the first that is still to come.
  [[nodiscard]] static booking::Instant cell(std::int64_t index) {
    constexpr booking::Instant grid = 15;
    return (booth_now / 60 / grid + 1 + index) * grid;
  }
  [[nodiscard]] static std::string slot(std::int64_t index, std::string_view service = "short") {
    return booking::to_string({.centre = "centre", .start = cell(index), .service = std::string{service}});
  }

 private:
  static booking::Settings settings_of(std::int32_t counters) {
    booking::Settings settings;
    settings.grid = 15;
    settings.horizon_days = 366;
    settings.services = {{.id = "short", .minutes = 15}, {.id = "long", .minutes = 30}};
    booking::WeeklyHours always;
    for (auto& day : always.days)
      day = {{.opens = 0, .closes = booking::minutes_a_day, .counters = counters}};
    settings.assumed_hours = {always};
    return settings;
  }

  booking::Settings settings_;
  UtcZone zone_;
  appointments::Place place_{.id = "centre", .part = booking::Part::denmark, .zone = &zone_, .hours = {}};
  std::string prefix_;
  std::atomic<int> next_ = 0;
  appointments::Tools tools_;
};

}  // namespace skranke::test
