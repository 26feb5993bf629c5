#include "storage/booking/outbox.hpp"

#include <string>
#include <utility>
#include <vector>

#include "storage/booking/many_rows.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using booking::Booking;
using booking::Channel;
using booking::Event;
using booking::Moment;

constexpr Moment seconds_a_minute = 60;
constexpr Moment reminder_seconds = 86'400;

const ManyRows& messages_inserted() {
  static const ManyRows statement{
      {.before = "insert into booking_message (booking_id, sequence, centre_id, service, start, minutes, "
                 "written_at, event, channel, address, due_at, attempts, state, trouble) values ",
       .columns = 11,
       .constants = ", 0, 'waiting', ''"}};
  return statement;
}

}  // namespace

void Messages::add(const Booking& booking, Event event, Moment now) {
  const Moment reminded = booking.start * seconds_a_minute - reminder_seconds;
  const bool has_reminder = booking.state == booking::State::booked && reminded > now;
  for (const auto& [channel, address] :
       {std::pair{Channel::mail, &booking.email}, std::pair{Channel::sms, &booking.phone}}) {
    if (address->empty()) continue;
    const auto add_one = [&](Event what, Moment due_at) {
      values_.insert(values_.end(), {booking.booking_id, std::int64_t{booking.sequence}, booking.centre,
                                     booking.service, booking.start, std::int64_t{booking.minutes}, now,
                                     std::string{name(what)}, std::string{name(channel)}, *address, due_at});
    };
    add_one(event, now);
    if (has_reminder) add_one(Event::reminder, reminded);
  }
}

void Messages::append_to(std::vector<Statement>& all) {
  messages_inserted().append(all, std::exchange(values_, {}));
}

Outcome<void> tell(Transaction& transaction, const Booking& booking, Event event, Moment now) {
  Messages messages;
  messages.add(booking, event, now);
  std::vector<Statement> all;
  messages.append_to(all);
  for (const Statement& statement : all) {
    if (auto told = done(transaction, statement.sql, statement.values); !told) return told;
  }
  return {};
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
