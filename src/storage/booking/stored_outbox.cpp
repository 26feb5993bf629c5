#include "storage/booking/stored_outbox.hpp"

#include <utility>

#include "base/ensure.hpp"
#include "storage/booking/unavailable.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using booking::Channel;
using booking::DueMessage;
using booking::Event;
using booking::MessageKey;
using booking::Moment;

// The columns of a key, in order, from the first.
MessageKey key_at(const Row& row) {
  const auto event = std::ranges::find(booking::all_events, text_at(row, 1),
                                       [](Event each) { return std::string{name(each)}; });
  base::ensure(event != booking::all_events.end(), "an event in the database is one that there is");
  return {.booking_id = text_at(row, 0),
          .event = *event,
          .sequence = static_cast<std::int32_t>(integer_at(row, 2)),
          .channel = text_at(row, 3) == name(Channel::sms) ? Channel::sms : Channel::mail};
}

std::vector<Value> values_of(const MessageKey& key, std::initializer_list<Value> more = {}) {
  std::vector<Value> values{key.booking_id, std::string{name(key.event)}, std::int64_t{key.sequence},
                            std::string{name(key.channel)}};
  values.insert(values.end(), more);
  return values;
}

// A text with the names of one table in the places of {table} and {id}.
std::string of_table(std::string_view text, std::string_view table, std::string_view id) {
  std::string out;
  while (true) {
    const std::size_t open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) return out;
    const std::size_t close = text.find('}', open);
    out += text.substr(open, close - open + 1) == "{table}" ? table : id;
    text.remove_prefix(close + 1);
  }
}

constexpr std::string_view is_due_sql =
    "select 1 from {table} where state = 'waiting' and due_at <= $1 and channel = $2 "
    "and (claimed_until is null or claimed_until <= $1) limit 1";

// What nobody needs to be told any more: of a visit that has begun, or that is another one by now.
constexpr std::string_view aside_of_bookers_sql =
    "update booking_message set state = 'overtaken', address = '' where state = 'waiting' and "
    "due_at <= $1 and channel = $2 and (claimed_until is null or claimed_until <= $1) and "
    "((event in ('confirmed', 'moved', 'reminder') and start * 60 <= $1) or (event = 'reminder' and "
    "not exists (select 1 from booking b where b.booking_id = booking_message.booking_id and "
    "b.state = 'booked' and b.sequence = booking_message.sequence)))";

// What changes an offer or an invitation puts aside what was still to be said of it; here is left what has
// begun.
constexpr std::string_view aside_of_others_sql =
    "update waiting_message set state = 'overtaken', address = '' where state = 'waiting' and "
    "due_at <= $1 and channel = $2 and (claimed_until is null or claimed_until <= $1) and start * 60 <= $1";

// Where two claim at once the second finds claimed what the first one took: the conditions stand outside the
// choice too, and are looked at again once the row is free.
constexpr std::string_view claim_sql =
    "update {table} set claimed_until = $3, attempts = attempts + 1 "
    "where state = 'waiting' and (claimed_until is null or claimed_until <= $1) "
    "and ({id}, event, sequence, channel) in ("
    "select m.{id}, m.event, m.sequence, m.channel from {table} m "
    "where m.state = 'waiting' and m.due_at <= $1 and m.channel = $2 "
    "and (m.claimed_until is null or m.claimed_until <= $1) "
    "and not exists (select 1 from {table} e where e.{id} = m.{id} "
    "and e.channel = m.channel and e.address = m.address and e.state = 'waiting' "
    "and (e.sequence < m.sequence or (e.sequence = m.sequence and e.event <> 'reminder' "
    "and m.event = 'reminder'))) "
    "order by m.due_at, m.{id} limit $4) "
    "returning {id}, event, sequence, channel, address, centre_id, service, start, minutes, written_at, "
    "attempts";

constexpr std::string_view of_key = " where {id} = $1 and event = $2 and sequence = $3 and channel = $4";

// The message of a claimed row, with the rest of its booking as it is now.
Outcome<DueMessage> message_of_booker(Transaction& transaction, const Row& row) {
  DueMessage message{.key = key_at(row),
                     .address = text_at(row, 4),
                     .booking = {},
                     .written_at = integer_at(row, 9),
                     .attempts = static_cast<std::int32_t>(integer_at(row, 10))};
  const auto rows = transaction.run(
      "select counter, name, email, phone, language, party, state, created_at, changed_at, plan from booking "
      "where booking_id = $1",
      std::vector<Value>{message.key.booking_id});
  if (!rows) return std::unexpected{rows.error()};
  base::ensure(!rows->empty(), "a message is about a booking that is there");
  const Row& of = rows->front();
  message.booking = {
      .booking_id = message.key.booking_id,
      .centre = text_at(row, 5),
      .service = text_at(row, 6),
      .start = integer_at(row, 7),
      .minutes = static_cast<std::int32_t>(integer_at(row, 8)),
      .counter = static_cast<std::int32_t>(integer_at(of, 0)),
      .name = text_at(of, 1),
      .email = text_at(of, 2),
      .phone = text_at(of, 3),
      .language = text_at(of, 4),
      .party = static_cast<std::int32_t>(integer_at(of, 5)),
      .plan = text_at(of, 9),
      .advised = {},
      .state = text_at(of, 6) == "cancelled" ? booking::State::cancelled : booking::State::booked,
      .sequence = message.key.sequence,
      .created_at = integer_at(of, 7),
      .changed_at = integer_at(of, 8)};
  return message;
}

// The same for who waits, with their name, and for a witness, without anybody's. The message has all else
// that is said.
Outcome<DueMessage> message_of_other(Transaction& transaction, const Row& row) {
  DueMessage message{.key = key_at(row),
                     .address = text_at(row, 4),
                     .booking = {},
                     .written_at = integer_at(row, 9),
                     .attempts = static_cast<std::int32_t>(integer_at(row, 10))};
  message.booking.centre = text_at(row, 5);
  message.booking.service = text_at(row, 6);
  message.booking.start = integer_at(row, 7);
  message.booking.minutes = static_cast<std::int32_t>(integer_at(row, 8));
  message.booking.language = text_at(row, 11);
  if (message.key.event != Event::offered) return message;
  const auto rows = transaction.run("select name from waiting where waiting_id = $1",
                                    std::vector<Value>{message.key.booking_id});
  if (!rows) return std::unexpected{rows.error()};
  base::ensure(!rows->empty(), "an offer is to somebody who waits");
  message.booking.name = text_at(rows->front(), 0);
  return message;
}

Outcome<bool> is_any(Database& database, std::string_view sql, const std::vector<Value>& values) {
  bool is_there = false;
  const auto read = database.read([&](Transaction& transaction) -> Outcome<void> {
    const auto rows = transaction.run(sql, values);
    if (!rows) return std::unexpected{rows.error()};
    is_there = !rows->empty();
    return {};
  });
  if (!read) return std::unexpected{read.error()};
  return is_there;
}

// One statement about one message.
Result<void> write_about(Database& database, std::string_view sql, const std::vector<Value>& values) {
  const auto written =
      database.write([&](Transaction& transaction) { return done(transaction, sql, values); });
  if (!written) return bookings_unavailable(written.error());
  return {};
}

}  // namespace

// The statements of one table, composed once: a statement's text is the key of what is prepared.
struct OutboxStatements {
  std::string is_due;
  std::string aside;
  std::string claim;
  std::string sent;
  std::string later;
  std::string never;
  std::string put_back;
  std::string counts;
  std::string standing;
  std::string retry;
  Outcome<DueMessage> (*message_at)(Transaction& transaction, const Row& row);
};

namespace {

OutboxStatements statements_of(Recipients recipients) {
  const bool is_bookers = recipients == Recipients::bookers;
  const auto of = [is_bookers](std::string_view text) {
    return of_table(text, is_bookers ? "booking_message" : "waiting_message",
                    is_bookers ? "booking_id" : "subject_id");
  };
  const auto about_one = [&of](std::string_view set) {
    return of("update {table} set ") + std::string{set} + of(of_key);
  };
  return {
      .is_due = of(is_due_sql),
      .aside = std::string{is_bookers ? aside_of_bookers_sql : aside_of_others_sql},
      .claim = of(claim_sql) + (is_bookers ? "" : ", language"),
      .sent = about_one("state = 'sent', sent_at = $5, claimed_until = null, address = ''"),
      // The time of giving up stays what was due, so that the oldest stands first.
      .later = about_one("claimed_until = null, trouble = $5, due_at = $6"),
      .never = about_one("claimed_until = null, trouble = $5, state = 'given-up'"),
      .put_back = about_one("claimed_until = null, attempts = attempts - 1, due_at = $5"),
      .counts = of("select state, count(*) from {table} group by state"),
      .standing = of("select {id}, event, sequence, channel, state, attempts, due_at, trouble from {table} "
                     "where state in ('waiting', 'given-up') order by state, due_at, {id} limit $1"),
      .retry = about_one("state = 'waiting', attempts = 0, due_at = $5, claimed_until = null") +
               " and (state = 'given-up' or (state = 'waiting' and (claimed_until is null or "
               "claimed_until <= $5))) returning sequence",
      .message_at = is_bookers ? message_of_booker : message_of_other};
}

const OutboxStatements& statements_for(Recipients recipients) {
  static const OutboxStatements bookers = statements_of(Recipients::bookers);
  static const OutboxStatements others = statements_of(Recipients::others);
  return recipients == Recipients::bookers ? bookers : others;
}

}  // namespace

StoredOutbox::StoredOutbox(Database& database, Recipients recipients)
    : database_{database}, sql_{statements_for(recipients)} {}

Result<std::vector<DueMessage>> StoredOutbox::claim(Channel channel, Moment now, Moment until,
                                                    std::size_t count) {
  // Most times nothing is due: the writer is left alone then.
  const auto is_due = is_any(database_, sql_.is_due, {now, std::string{name(channel)}});
  if (!is_due) return bookings_unavailable(is_due.error());
  std::vector<DueMessage> messages;
  if (!*is_due) return messages;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    messages.clear();
    if (auto aside = done(transaction, sql_.aside, {now, std::string{name(channel)}}); !aside) return aside;
    const auto rows = transaction.run(sql_.claim, std::vector<Value>{now, std::string{name(channel)}, until,
                                                                     static_cast<std::int64_t>(count)});
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) {
      auto message = sql_.message_at(transaction, row);
      if (!message) return std::unexpected{message.error()};
      messages.push_back(std::move(*message));
    }
    return {};
  });
  if (!written) return bookings_unavailable(written.error());
  return messages;
}

Result<void> StoredOutbox::mark_sent(const MessageKey& key, Moment now) {
  return write_about(database_, sql_.sent, values_of(key, {now}));
}

Result<void> StoredOutbox::mark_failed(const MessageKey& key, booking::Trouble trouble,
                                       std::optional<Moment> again) {
  const std::string said{name(trouble)};
  return again ? write_about(database_, sql_.later, values_of(key, {said, *again}))
               : write_about(database_, sql_.never, values_of(key, {said}));
}

Result<void> StoredOutbox::put_back(const MessageKey& key, Moment again) {
  return write_about(database_, sql_.put_back, values_of(key, {again}));
}

Result<booking::MessageCounts> StoredOutbox::count_messages() {
  booking::MessageCounts counts;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    counts = {};
    const auto rows = transaction.run(sql_.counts);
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) {
      const std::string& state = text_at(row, 0);
      (state == "waiting"    ? counts.waiting
       : state == "sent"     ? counts.sent
       : state == "given-up" ? counts.given_up
                             : counts.overtaken) = integer_at(row, 1);
    }
    return {};
  });
  if (!read) return bookings_unavailable(read.error());
  return counts;
}

Result<std::vector<booking::StandingMessage>> StoredOutbox::standing(std::size_t count) {
  std::vector<booking::StandingMessage> all;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    all.clear();
    const auto rows = transaction.run(sql_.standing, std::vector<Value>{static_cast<std::int64_t>(count)});
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) {
      all.push_back({.key = key_at(row),
                     .is_given_up = text_at(row, 4) == "given-up",
                     .attempts = static_cast<std::int32_t>(integer_at(row, 5)),
                     .due_at = integer_at(row, 6),
                     .trouble = text_at(row, 7)});
    }
    return {};
  });
  if (!read) return bookings_unavailable(read.error());
  return all;
}

Result<bool> StoredOutbox::retry(const MessageKey& key, Moment now) {
  bool is_there = false;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    const auto rows = transaction.run(sql_.retry, values_of(key, {now}));
    if (!rows) return std::unexpected{rows.error()};
    is_there = !rows->empty();
    return {};
  });
  if (!written) return bookings_unavailable(written.error());
  return is_there;
}

}  // namespace skranke::storage
