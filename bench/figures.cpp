// How long the figures of a year of a large centre take: 60,000 bookings with their tickets, on SQLite.
//
//   figures [BOOKINGS]
//
// One JSON object on standard output; the time is the middle one of eleven, from the tables to the figures.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include <unistd.h>

#include "base/ensure.hpp"
#include "running/centre_figures.hpp"
#include "storage/booking/stored_bookings.hpp"
#include "storage/database.hpp"
#include "storage/running/stored_running.hpp"

namespace {

using namespace skranke;
using storage::Argument;

constexpr std::int64_t minutes_a_day = 1440;
constexpr std::int64_t seconds_a_minute = 60;
constexpr base::Day first_day = 20'454;  // 2026-01-01
constexpr std::int32_t days = 365;

class Utc final : public booking::TimeZone {
 public:
  [[nodiscard]] booking::Instant at(base::Day day, booking::Minute minute) const override {
    return booking::Instant{day} * booking::minutes_a_day + minute;
  }
  [[nodiscard]] std::int32_t offset(booking::Instant) const override { return 0; }
};

// Four of five booked visits come; every sixth is wasted.
storage::Outcome<void> fill(storage::Transaction& transaction, std::int64_t bookings) {
  std::vector<std::string> kept;
  kept.reserve(static_cast<std::size_t>(bookings) * 4);
  std::vector<Argument> visits;
  std::vector<Argument> tickets;
  for (std::int64_t i = 0; i < bookings; ++i) {
    const std::int64_t day = first_day + i % days;
    const std::int64_t number = i / days;
    const std::int64_t start = day * minutes_a_day + 600 + number % 28 * 15;
    const std::int64_t came = start * seconds_a_minute;
    // Ids begin with the moment of booking, as the program's do.
    const std::string& id =
        kept.emplace_back(std::to_string(came - (i % 30) * 86'400) + "-" + std::to_string(i));
    for (const Argument& each : {Argument{std::string_view{id}}, Argument{start}, Argument{number / 28},
                                 Argument{came - (i % 30) * 86'400}})
      visits.push_back(each);
    if (i % 5 == 0) continue;
    const std::string& ticket = kept.emplace_back(std::to_string(came) + "-" + std::to_string(i));
    const std::string& date = kept.emplace_back(base::format_day(static_cast<base::Day>(day)));
    for (const Argument& each :
         {Argument{std::string_view{id}}, Argument{std::string_view{date}}, Argument{number + 1},
          Argument{came}, Argument{came + i % 40 * seconds_a_minute},
          Argument{came + (i % 40 + 8 + i % 17) * seconds_a_minute},
          Argument{std::string_view{i % 6 == 0 ? "documents" : "helped"}},
          Argument{std::string_view{ticket}}})
      tickets.push_back(each);
  }
  auto done = transaction.run_many(
      "insert into booking (booking_id, centre_id, service, start, minutes, counter, name, email, phone, "
      "language, party, state, sequence, created_at, changed_at) "
      "values ($1, 'centre', 'mitid-first', $2, 15, $3, 'N', '', '', 'da', 1, 'booked', 0, $4, $4)",
      4, visits);
  if (!done) return std::unexpected{done.error()};
  done = transaction.run_many(
      "insert into ticket (ticket_id, centre_id, day, number, kind, booking_id, service, language, party, "
      "due, arrived_at, made, state, called_at, serving_at, ended_at, calls, unheeded, outcome, sequence, "
      "request, request_body) values ($8, 'centre', $2, $3, 'booked', $1, 'mitid-first', 'da', 1, $4, $4, "
      "$4, 'done', $5, $5, $6, 1, 0, $7, 0, '', '')",
      8, tickets);
  if (!done) return std::unexpected{done.error()};
  return {};
}

}  // namespace

int main(int count, char** arguments) {
  const std::int64_t bookings = count > 1 ? std::atoll(arguments[1]) : 60'000;
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("skranke-figures-" + std::to_string(::getpid()));
  const auto database = storage::open_database("sqlite:" + file.string());
  base::ensure(database.has_value(), "a database can be made");
  const auto filled = (*database)->write(
      [bookings](storage::Transaction& transaction) { return fill(transaction, bookings); });
  if (!filled) {
    std::fprintf(stderr, "%s\n", filled.error().text.c_str());
    return 5;
  }
  booking::Settings settings;
  booking::WeeklyHours hours;
  for (auto& day : hours.days) day = {{.opens = 600, .closes = 1020, .counters = 6}};
  settings.assumed_hours = {hours};
  const Utc zone;
  const appointments::Place place{.id = "centre", .part = booking::Part::denmark, .zone = &zone, .hours = {}};
  storage::StoredBookings bookings_store{**database, {}};
  storage::StoredRunning store{**database};
  const appointments::Tools tools{.settings = settings,
                                  .store = bookings_store,
                                  .place = [&place](std::string_view) { return &place; },
                                  .hash = {},
                                  .new_id = {},
                                  .check_plan = {},
                                  .judge = {}};
  std::vector<double> times;
  std::vector<double> processor_times;
  std::int64_t seen = 0;
  constexpr int rounds = 11;
  for (int i = 0; i < rounds; ++i) {
    const auto begun = std::chrono::steady_clock::now();
    const std::clock_t begun_processor = std::clock();
    const auto figures = running::figures_of({tools, store}, "centre", first_day, first_day + days - 1,
                                             (first_day + days) * minutes_a_day * seconds_a_minute);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
    times.push_back(took.count());
    processor_times.push_back(1000.0 * static_cast<double>(std::clock() - begun_processor) / CLOCKS_PER_SEC);
    seen = figures->value.figures.all.booked;
  }
  std::ranges::nth_element(times, times.begin() + rounds / 2);
  std::ranges::nth_element(processor_times, processor_times.begin() + rounds / 2);
  std::printf(R"({"bookings":%lld,"days":%d,"milliseconds":%.1f,"processor_milliseconds":%.1f})"
              "\n",
              static_cast<long long>(seen), days, times[rounds / 2], processor_times[rounds / 2]);
  for (const char* end : {"", "-wal", "-shm", "-lock"}) std::filesystem::remove(file.string() + end);
  return 0;
}
