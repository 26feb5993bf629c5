#include "storage/booking/outbox.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using booking::Booking;
using booking::Channel;
using booking::Event;
using booking::Moment;

constexpr Moment seconds_a_minute = 60;
constexpr Moment reminder_seconds = 86'400;
constexpr std::size_t rows_max = 4;  // two events, two ways to reach somebody
constexpr std::size_t shared_columns = 7;
constexpr std::size_t own_columns = 4;

// "insert … values (…), (…)" for so many messages; what they share is $1 to $7.
std::string insert_of(std::size_t rows) {
  std::string sql{
      "insert into booking_message (booking_id, sequence, centre_id, service, start, minutes, written_at, "
      "event, channel, address, due_at, attempts, state, trouble) values "};
  for (std::size_t row = 0; row < rows; ++row) {
    sql.append(row == 0 ? "($1, $2, $3, $4, $5, $6, $7" : ", ($1, $2, $3, $4, $5, $6, $7");
    for (std::size_t column = 1; column <= own_columns; ++column)
      sql.append(", $").append(std::to_string(shared_columns + row * own_columns + column));
    sql.append(", 0, 'waiting', '')");
  }
  return sql;
}

// The texts are the keys of prepared statements: made once.
std::string_view insert_for(std::size_t rows) {
  static const std::array<std::string, rows_max> texts{insert_of(1), insert_of(2), insert_of(3),
                                                       insert_of(4)};
  return texts.at(rows - 1);
}

}  // namespace

std::optional<Statement> told(const Booking& booking, Event event, Moment now) {
  const Moment reminded = booking.start * seconds_a_minute - reminder_seconds;
  const bool has_reminder = booking.state == booking::State::booked && reminded > now;
  std::vector<Value> values{booking.booking_id,
                            std::int64_t{booking.sequence},
                            booking.centre,
                            booking.service,
                            booking.start,
                            std::int64_t{booking.minutes},
                            now};
  for (const auto& [channel, address] :
       {std::pair{Channel::mail, &booking.email}, std::pair{Channel::sms, &booking.phone}}) {
    if (address->empty()) continue;
    const auto add = [&](Event what, Moment due_at) {
      values.insert(values.end(), {std::string{name(what)}, std::string{name(channel)}, *address, due_at});
    };
    add(event, now);
    if (has_reminder) add(Event::reminder, reminded);
  }
  if (values.size() == shared_columns) return std::nullopt;
  const std::string_view sql = insert_for((values.size() - shared_columns) / own_columns);
  return Statement{.sql = sql, .values = std::move(values)};
}

Outcome<void> tell(Transaction& transaction, const Booking& booking, Event event, Moment now) {
  const auto rows = told(booking, event, now);
  return rows ? done(transaction, rows->sql, rows->values) : Outcome<void>{};
}

Outcome<void> tell_change(Transaction& transaction, const Booking& booking, Event event, Moment now) {
  if (booking.email.empty() && booking.phone.empty()) return {};
  auto gone = done(transaction,
                   "delete from booking_message where booking_id = $1 and event = 'reminder' and "
                   "state in ('waiting', 'given-up')",
                   {booking.booking_id});
  if (!gone) return gone;
  auto hastened = done(transaction,
                       "update booking_message set due_at = $2 where booking_id = $1 and state = 'waiting' "
                       "and due_at > $2",
                       {booking.booking_id, now});
  if (!hastened) return hastened;
  return tell(transaction, booking, event, now);
}

}  // namespace skranke::storage
