// A centre that is run: the booth of booking's tests, open from ten to fourteen, with its centre's side.
#pragma once

#include <memory>
#include <string>

#include "booth.hpp"
#include "running/closing.hpp"
#include "running/hours_change.hpp"
#include "seat_check.hpp"
#include "storage/booking/stored_bookings.hpp"
#include "storage/running/stored_running.hpp"
#include "store.hpp"

namespace skranke::test {

// The day after the booth's today, on which everything here happens.
inline const base::Day office_day = booking::day_of(booth_now / 60, UtcZone{}) + 1;

// A minute of that day.
[[nodiscard]] inline booking::Instant at(booking::Minute minute) { return UtcZone{}.at(office_day, minute); }

class Office : public Contract {
 protected:
  void SetUp() override {
    Options options;
    options.isolation = storage::Isolation::read_committed;
    own_ = open(options);
    bookings_ = std::make_unique<storage::StoredBookings>(*own_);
    store_ = std::make_unique<storage::StoredRunning>(*own_);
    booth_ = std::make_unique<Booth>(*bookings_);
    open_from_ten_to_fourteen(booth_->settings(), 3);
  }
  void TearDown() override { check_seats(*own_, 3); }

  static void open_from_ten_to_fourteen(booking::Settings& settings, std::int32_t counters) {
    booking::WeeklyHours hours;
    for (auto& day : hours.days) day = {{.opens = 600, .closes = 840, .counters = counters}};
    hours.is_assumed = true;
    settings.assumed_hours = {hours};
  }

  [[nodiscard]] running::Tools tools() { return {booth_->tools(), *store_}; }
  [[nodiscard]] static running::Author author(const std::string& officer = "officer-1") {
    return {.officer_id = officer, .at = booth_now, .seen = std::nullopt};
  }
  static std::string slot(booking::Minute minute, const std::string& service = "short") {
    return booking::to_string({.centre = "centre", .start = at(minute), .service = service});
  }
  appointments::Answer<appointments::Visit> try_book(booking::Minute minute, const std::string& name,
                                                     const std::string& service = "short") {
    const std::string start = slot(minute, service);
    return appointments::book(booth_->tools(),
                              {.slot_id = start,
                               .hold_id = {},
                               .name = name,
                               .email = name + "@example.org",
                               .phone = {},
                               .language = "da",
                               .party = 1,
                               .plan = {}},
                              name + start, booth_now)
        .value();
  }
  // The visit, which has to be there to be had.
  appointments::Visit book(booking::Minute minute, const std::string& name,
                           const std::string& service = "short") {
    auto booked = try_book(minute, name, service);
    EXPECT_FALSE(booked.refusal) << name;
    return std::move(booked.value);
  }
  booking::Booking stored(const appointments::Visit& visit) {
    return bookings_->find(visit.booking.booking_id).value().value();
  }
  running::ClosureReport close(booking::Minute from, booking::Minute to,
                               std::optional<std::int32_t> counter = std::nullopt,
                               running::Mode mode = running::Mode::change) {
    const auto answer = running::close(
        tools(), "centre", {.from = at(from), .to = at(to), .counter = counter, .reason = "a burst pipe"},
        mode, author());
    EXPECT_TRUE(answer.has_value() && !answer->refusal);
    return answer->value;
  }
  std::int64_t messages(const std::string& event) {
    return integer(*own_, "select count(*) from booking_message where event = $1", {text(event)});
  }
  void arrive(const std::string& booking_id, const std::string& columns = "",
              const std::string& values = "") {
    const std::string number = std::to_string(++tickets_);
    const std::string kind = booking_id.empty() ? "walk-in" : "booked";
    ASSERT_TRUE(
        write_one(*own_,
                  "insert into ticket (ticket_id, centre_id, day, number, kind, booking_id, service, "
                  "language, party, due, arrived_at, made, state, calls, unheeded, sequence, request, "
                  "request_body" +
                      columns + ") values ('t" + number + "', 'centre', '" + base::format_day(office_day) +
                      "', " + number + ", '" + kind +
                      "', $1, 'short', 'da', 1, 0, $2, 0, 'done', 0, 0, 0, '', ''" + values + ")",
                  {booking_id.empty() ? Value{} : text(booking_id), number_at(600)}));
  }
  static Value number_at(booking::Minute minute) { return test::number(at(minute) * 60); }

  std::unique_ptr<Database> own_;
  std::unique_ptr<storage::StoredBookings> bookings_;
  std::unique_ptr<storage::StoredRunning> store_;
  std::unique_ptr<Booth> booth_;
  int tickets_ = 0;
};

}  // namespace skranke::test
