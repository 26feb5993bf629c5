#include "seat_check.hpp"

#include <map>
#include <set>
#include <string>
#include <tuple>

namespace skranke::test {
namespace {

constexpr std::int64_t grid = 15;

struct Visit {
  std::string centre;
  std::int64_t start = 0;
  std::int64_t minutes = 0;
  std::int64_t counter = 0;
};

const std::string& text_in(const Row& row, std::size_t column) { return std::get<std::string>(row[column]); }
std::int64_t whole_in(const Row& row, std::size_t column) { return std::get<std::int64_t>(row[column]); }

}  // namespace

std::int64_t check_seats(Database& database, std::int32_t counters) {
  Rows bookings;
  Rows seats;
  Rows holds;
  Rows persons;
  Rows closures;
  // One snapshot.
  const auto read = database.read([&](Transaction& transaction) -> Outcome<void> {
    for (const auto& [rows, sql] :
         {std::pair{&bookings, "select booking_id, centre_id, start, minutes, counter, state from booking"},
          std::pair{&seats, "select booking_id, centre_id, start, counter from booking_seat"},
          std::pair{&holds, "select hold_id, centre_id, start, cells, counter from booking_hold"},
          std::pair{&closures,
                    "select closure_id, centre_id, starts, ends, counter from centre_closure "
                    "where lifted_at is null"},
          std::pair{&persons, "select booking_id, person, start from booking_person"}}) {
      auto found = transaction.run(sql);
      if (!found) return std::unexpected{found.error()};
      *rows = std::move(*found);
    }
    return {};
  });
  EXPECT_TRUE(read.has_value());
  std::map<std::string, Visit> visits;
  std::set<std::tuple<std::string, std::int64_t, std::int64_t>> taken;
  std::map<std::pair<std::string, std::int64_t>, std::int32_t> busy;
  for (const Row& row : bookings) {
    if (text_in(row, 5) != "booked") continue;
    const Visit visit{text_in(row, 1), whole_in(row, 2), whole_in(row, 3), whole_in(row, 4)};
    for (std::int64_t at = visit.start; at < visit.start + visit.minutes; at += grid) {
      EXPECT_TRUE(taken.emplace(visit.centre, at, visit.counter).second)
          << "two visits at one counter: " << text_in(row, 0);
      EXPECT_LE((++busy[std::pair{visit.centre, at}]), counters);
    }
    visits.emplace(text_in(row, 0), visit);
  }
  std::set<std::string> held;
  for (const Row& row : holds) held.insert(text_in(row, 0));
  std::map<std::string, const Row*> closed;
  for (const Row& row : closures) closed.emplace(text_in(row, 0), &row);
  std::map<std::string, std::int64_t> seats_of;
  for (const Row& row : seats) {
    const std::string& owner = text_in(row, 0);
    const auto visit = visits.find(owner);
    if (const auto closure = closed.find(owner); closure != closed.end()) {
      const Row& closes = *closure->second;
      EXPECT_EQ(text_in(row, 1), text_in(closes, 1)) << owner;
      EXPECT_GE(whole_in(row, 2), whole_in(closes, 2)) << owner;
      EXPECT_LT(whole_in(row, 2), whole_in(closes, 3)) << owner;
      EXPECT_TRUE(whole_in(closes, 4) < 0 || whole_in(closes, 4) == whole_in(row, 3)) << owner;
      continue;
    }
    if (visit == visits.end()) {
      EXPECT_TRUE(held.contains(owner)) << "a seat that nobody has: " << owner;
      continue;
    }
    ++seats_of[owner];
    EXPECT_EQ(text_in(row, 1), visit->second.centre);
    EXPECT_EQ(whole_in(row, 3), visit->second.counter) << owner;
    EXPECT_GE(whole_in(row, 2), visit->second.start) << owner;
    EXPECT_LT(whole_in(row, 2), visit->second.start + visit->second.minutes) << owner;
  }
  for (const auto& [id, visit] : visits) EXPECT_EQ(seats_of[id] * grid, visit.minutes) << id;
  std::set<std::pair<std::string, std::int64_t>> where;
  for (const Row& row : persons) {
    EXPECT_TRUE(visits.contains(text_in(row, 0))) << "time of a person without a visit";
    EXPECT_TRUE(where.emplace(text_in(row, 1), whole_in(row, 2)).second);
  }
  return static_cast<std::int64_t>(visits.size());
}

}  // namespace skranke::test
