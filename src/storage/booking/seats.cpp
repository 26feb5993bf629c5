#include "storage/booking/seats.hpp"

#include <bit>
#include <vector>

#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

Outcome<std::uint64_t> free_counters(Transaction& transaction, const booking::Seats& seats,
                                     booking::Moment now) {
  const Statement asked = taken_seats(seats, now);
  const auto taken = transaction.run(asked.sql, asked.values);
  if (!taken) return std::unexpected{taken.error()};
  return free_of(seats, *taken);
}

}  // namespace

Statement taken_seats(const booking::Seats& seats, booking::Moment now) {
  return {
      .sql =
          "select counter from booking_seat where centre_id = $1 and start >= $2 and start < $3 "
          "and (held_until is null or held_until > $4)",
      .values = {seats.centre, seats.start, seats.start + booking::Instant{seats.cells} * seats.grid, now}};
}

std::uint64_t free_of(const booking::Seats& seats, const Rows& taken) {
  std::uint64_t free = seats.counters;
  for (const Row& row : taken) free &= ~(std::uint64_t{1} << integer_at(row, 0));
  return free;
}

Statement seats_taken(const booking::Seats& seats, std::int32_t counter, const std::string& owner,
                      std::optional<booking::Moment> held_until, booking::Moment now) {
  return {.sql =
              "insert into booking_seat (centre_id, start, counter, booking_id, held_until) "
              "select $1, $2 + s.step * $3, $4, $5, $6 from booking_step s where s.step < $7 "
              "on conflict (centre_id, start, counter) do update set booking_id = excluded.booking_id, "
              "held_until = excluded.held_until where booking_seat.held_until <= $8 returning start",
          .values = {seats.centre, seats.start, std::int64_t{seats.grid}, std::int64_t{counter}, owner,
                     held_until ? Value{*held_until} : Value{}, std::int64_t{seats.cells}, now}};
}

Outcome<std::optional<std::int32_t>> take_seats(Transaction& transaction, const booking::Seats& seats,
                                                const std::string& owner,
                                                std::optional<booking::Moment> held_until,
                                                booking::Moment now) {
  auto free = free_counters(transaction, seats, now);
  while (free && *free != 0) {
    const std::int32_t counter = std::countr_zero(*free);
    const Statement take = seats_taken(seats, counter, owner, held_until, now);
    const auto rows = transaction.run(take.sql, take.values);
    if (!rows) return std::unexpected{rows.error()};
    if (rows->size() == static_cast<std::size_t>(seats.cells)) return counter;
    // Somebody else has just taken one of them.
    if (auto given = give_back(transaction, owner); !given) return std::unexpected{given.error()};
    free = free_counters(transaction, seats, now);
    if (free) *free &= ~((std::uint64_t{2} << counter) - 1);
  }
  if (!free) return std::unexpected{free.error()};
  return std::nullopt;
}

Outcome<void> give_back(Transaction& transaction, const std::string& owner) {
  return done(transaction, "delete from booking_seat where booking_id = $1", {owner});
}

Outcome<void> close_seats(Transaction& transaction, const std::string& centre,
                          std::span<const booking::TakenSeat> seats, const std::string& owner) {
  constexpr std::size_t columns = 4;
  std::vector<Argument> arguments;
  arguments.reserve(seats.size() * columns);
  for (const booking::TakenSeat& seat : seats) {
    arguments.emplace_back(std::string_view{centre});
    arguments.emplace_back(std::int64_t{seat.start});
    arguments.emplace_back(std::int64_t{seat.counter});
    arguments.emplace_back(std::string_view{owner});
  }
  if (arguments.empty()) return {};
  const auto closed = transaction.run_many(
      "insert into booking_seat (centre_id, start, counter, booking_id) values ($1, $2, $3, $4) "
      "on conflict (centre_id, start, counter) do update set booking_id = excluded.booking_id, "
      "held_until = null where booking_seat.held_until is not null",
      columns, arguments);
  if (!closed) return std::unexpected{closed.error()};
  return {};
}

}  // namespace skranke::storage
