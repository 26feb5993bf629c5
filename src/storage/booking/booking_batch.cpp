#include "storage/booking/booking_batch.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/ensure.hpp"
#include "storage/booking/booking_rows.hpp"
#include "storage/booking/contacts.hpp"
#include "storage/booking/many_rows.hpp"
#include "storage/booking/outbox.hpp"
#include "storage/booking/person_times.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using booking::Booking;
using booking::Instant;
using booking::Moment;
using booking::NewBooking;
using booking::Seats;
using Batch = std::span<Ready* const>;
using Statements = std::vector<Statement>;

Instant end_of(const Seats& seats) { return seats.start + Instant{seats.cells} * seats.grid; }

// The first counter that is free in all cells; a null, which no seat may have, where there is none. Counters
// beyond the steps are left to who looks first.
// INVARIANT: a visit is one row here, so that one statement, which sees one state of things, takes all its
// cells at the same counter.
void insist_on_seats(Statements& all, Batch batch, Moment now) {
  static const ManyRows inserted{
      {.before = "with wanted (centre_id, start, past, grid, cells, counters, booking_id) as (values ",
       .columns = 7,
       .after =
           ") insert into booking_seat (centre_id, start, counter, booking_id) "
           "select w.centre_id, w.start + s.step * w.grid, (select min(c.step) from booking_step c "
           "where (w.counters >> cast(c.step as integer)) & 1 = 1 and c.step not in "
           "(select t.counter from booking_seat t where t.centre_id = w.centre_id and t.start >= w.start "
           "and t.start < w.past and (t.held_until is null or t.held_until > $1))), w.booking_id "
           "from wanted w join booking_step s on s.step < w.cells where true "
           "on conflict (centre_id, start, counter) do update set booking_id = excluded.booking_id, "
           "held_until = null where booking_seat.held_until <= $1",
       .shared = 1}};
  std::vector<Value> values;
  for (const Ready* ready : batch) {
    const Seats& seats = ready->seats;
    values.insert(values.end(), {seats.centre, seats.start, end_of(seats), std::int64_t{seats.grid},
                                 std::int64_t{seats.cells}, std::bit_cast<std::int64_t>(seats.counters),
                                 ready->booking.booking_id});
  }
  inserted.append(all, std::move(values), {now});
}

// PRIVACY: PostgreSQL's log repeats a row that breaks a constraint, and this one has a name: whether there
// are seats for it is asked by `insist_on_requests`.
void insert_bookings(Statements& all, Batch batch) {
  static const ManyRows inserted{
      {.before = "with wanted (booking_id, centre_id, service, start, minutes, name, email, phone, language, "
                 "party, made_at, plan, advised) as (values ",
       .columns = 13,
       .after =
           ") insert into booking (booking_id, centre_id, service, start, minutes, counter, name, email, "
           "phone, language, party, state, sequence, created_at, changed_at, plan, advised) "
           "select w.booking_id, w.centre_id, w.service, w.start, w.minutes, coalesce((select "
           "min(s.counter) from booking_seat s where s.booking_id = w.booking_id), 0), w.name, w.email, "
           "w.phone, w.language, w.party, 'booked', 0, w.made_at, w.made_at, w.plan, "
           "nullif(w.advised, '') from wanted w returning booking_id, counter"}};
  std::vector<Value> values;
  for (const Ready* ready : batch) {
    const Booking& booking = ready->booking;
    values.insert(values.end(), {booking.booking_id, booking.centre, booking.service, booking.start,
                                 std::int64_t{booking.minutes}, booking.name, booking.email, booking.phone,
                                 booking.language, std::int64_t{booking.party}, booking.created_at,
                                 booking.plan, booking.advised});
  }
  inserted.append(all, std::move(values));
}

void insist_on_persons(Statements& all, Batch batch) {
  std::vector<Value> values;
  for (const Ready* ready : batch) {
    if (!ready->wanted->person.empty()) add_times(ready->wanted->person, ready->booking, values);
  }
  insist_on_times(all, std::move(values));
}

void insist_on_contacts(Statements& all, Batch batch, Moment now) {
  std::vector<Value> values;
  for (const Ready* ready : batch) {
    if (!ready->wanted->contact.empty()) add_place(*ready->wanted, ready->booking, values);
  }
  insist_on_places(all, std::move(values), now);
}

void write_messages(Statements& all, Batch batch) {
  Messages messages;
  for (const Ready* ready : batch)
    messages.add(ready->booking, booking::Event::confirmed, ready->wanted->now);
  messages.append_to(all);
}

// The request belongs to no booking, which it has to, unless all that was wanted is there: each cell, the
// hours as they were known, the contact's place.
void insist_on_requests(Statements& all, Batch batch) {
  static const ManyRows inserted{
      {.before =
           "with wanted (request, body, booking_id, cells, centre_id, revision, has_contact) as (values ",
       .columns = 7,
       .after = ") insert into booking_request (request, body, booking_id) select w.request, w.body, case "
                "when (select count(*) from booking_seat s where s.booking_id = w.booking_id) = w.cells "
                "and (select coalesce(max(g.revision), 0) from centre_change g where g.centre_id = "
                "w.centre_id) = w.revision and (w.has_contact = 0 or exists (select 1 from booking_contact c "
                "where c.booking_id = w.booking_id)) then w.booking_id end from wanted w"}};
  std::vector<Value> values;
  for (const Ready* ready : batch) {
    const NewBooking& wanted = *ready->wanted;
    values.insert(values.end(), {wanted.request, wanted.request_body, ready->booking.booking_id,
                                 std::int64_t{ready->seats.cells}, ready->seats.centre, ready->revision,
                                 flag_value(!wanted.contact.empty())});
  }
  inserted.append(all, std::move(values));
}

void take_counters(Batch batch, const Rows& rows) {
  for (const Row& row : rows) {
    const auto made = std::ranges::find_if(
        batch, [&](const Ready* ready) { return ready->booking.booking_id == text_at(row, 0); });
    base::ensure(made != batch.end(), "a booking of the batch");
    (*made)->booking.counter = static_cast<std::int32_t>(integer_at(row, 1));
  }
}

bool is_same(const std::string& one, const std::string& other) { return !one.empty() && one == other; }

}  // namespace

std::optional<Ready> ready_at_once(const KnownCalendars& calendars, const booking::Judge& judge,
                                   const NewBooking& wanted) {
  if (!wanted.hold_id.empty()) return std::nullopt;
  const auto known = calendars.find(wanted.seats.centre);
  if (known == nullptr) return std::nullopt;
  Ready ready{
      .wanted = &wanted, .seats = wanted.seats, .booking = wanted.booking, .revision = known->revision};
  ready.seats.counters = wanted.staffed(known->calendar);
  if (ready.seats.counters == 0) return std::nullopt;
  ready.booking.centre = ready.seats.centre;
  ready.booking.start = ready.seats.start;
  ready.booking.minutes = ready.seats.cells * ready.seats.grid;
  judge_plan(judge, ready.booking);
  return ready;
}

bool is_in_the_way(const Ready& one, const Ready& other) {
  const bool is_overlapping = one.seats.start < end_of(other.seats) &&
                              other.seats.start < end_of(one.seats) && one.seats.centre == other.seats.centre;
  return is_overlapping || one.wanted->request == other.wanted->request ||
         is_same(one.wanted->person, other.wanted->person) ||
         is_same(one.wanted->contact, other.wanted->contact);
}

Outcome<void> write_at_once(Database& database, Batch batch) {
  // Of the batch's moments the earliest: no hold ends early.
  Moment now = batch.front()->wanted->now;
  for (const Ready* ready : batch) now = std::min(now, ready->wanted->now);
  Statements all;
  insist_on_seats(all, batch, now);
  const std::size_t bookings_from = all.size();
  insert_bookings(all, batch);
  const std::size_t bookings_to = all.size();
  insist_on_persons(all, batch);
  insist_on_contacts(all, batch, now);
  write_messages(all, batch);
  insist_on_requests(all, batch);
  const auto rows = database.write_all(all);
  if (!rows) return std::unexpected{rows.error()};
  for (std::size_t i = bookings_from; i < bookings_to; ++i) take_counters(batch, rows->at(i));
  return {};
}

}  // namespace skranke::storage
