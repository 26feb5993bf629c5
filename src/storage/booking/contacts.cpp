#include "storage/booking/contacts.hpp"

#include <utility>
#include <vector>

#include "storage/booking/many_rows.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

constexpr booking::Moment seconds_a_minute = 60;

booking::Moment end_of(const booking::Booking& booking) {
  return (booking.start + booking.minutes) * seconds_a_minute;
}

}  // namespace

Outcome<bool> take_place(Transaction& transaction, const booking::NewBooking& wanted,
                         const booking::Booking& booking) {
  const auto rows = transaction.run(
      "insert into booking_contact (contact, place, booking_id, until) select $1, s.step, $2, $3 "
      "from booking_step s where s.step < $4 and not exists (select 1 from booking_contact c "
      "where c.contact = $1 and c.place = s.step and c.until > $5) order by s.step limit 1 "
      "on conflict (contact, place) do update set booking_id = excluded.booking_id, until = excluded.until "
      "where booking_contact.until <= $5 returning place",
      std::vector<Value>{wanted.contact, booking.booking_id, end_of(booking),
                         std::int64_t{wanted.contact_max}, wanted.now});
  if (!rows) return std::unexpected{rows.error()};
  if (!rows->empty()) return true;
  const auto taken =
      transaction.run("select count(*) from booking_contact where contact = $1 and place < $2 and until > $3",
                      std::vector<Value>{wanted.contact, std::int64_t{wanted.contact_max}, wanted.now});
  if (!taken) return std::unexpected{taken.error()};
  if (integer_at(taken->front(), 0) >= wanted.contact_max) return false;
  // Somebody else took the same place at the same moment, and there is another one.
  return fail(FaultKind::busy, "a place of this contact was taken at the same moment");
}

void add_place(const booking::NewBooking& wanted, const booking::Booking& booking,
               std::vector<Value>& values) {
  values.insert(values.end(),
                {wanted.contact, booking.booking_id, end_of(booking), std::int64_t{wanted.contact_max}});
}

void insist_on_places(std::vector<Statement>& all, std::vector<Value> values, booking::Moment now) {
  static const ManyRows inserted{
      {.before = "with wanted (contact, booking_id, until, most) as (values ",
       .columns = 4,
       .after = ") insert into booking_contact (contact, place, booking_id, until) select w.contact, "
                "(select min(s.step) from booking_step s where s.step < w.most and not exists "
                "(select 1 from booking_contact c where c.contact = w.contact and c.place = s.step "
                "and c.until > $1)), w.booking_id, w.until from wanted w where true "
                "on conflict (contact, place) do update set booking_id = excluded.booking_id, "
                "until = excluded.until where booking_contact.until <= $1",
       .shared = 1}};
  inserted.append(all, std::move(values), {now});
}

Outcome<void> keep_place(Transaction& transaction, const booking::Booking& booking) {
  return done(transaction, "update booking_contact set until = $2 where booking_id = $1",
              {booking.booking_id, end_of(booking)});
}

Outcome<void> give_place_back(Transaction& transaction, const std::string& booking_id) {
  return done(transaction, "delete from booking_contact where booking_id = $1", {booking_id});
}

}  // namespace skranke::storage
