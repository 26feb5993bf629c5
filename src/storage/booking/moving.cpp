#include "storage/booking/moving.hpp"

#include "storage/booking/booking_rows.hpp"
#include "storage/booking/contacts.hpp"
#include "storage/booking/followers.hpp"
#include "storage/booking/outbox.hpp"
#include "storage/booking/person_times.hpp"
#include "storage/booking/seats.hpp"

namespace skranke::storage {

Outcome<std::string> begin_move(Transaction& transaction, const std::string& booking_id) {
  auto person = person_of(transaction, booking_id);
  if (!person) return person;
  if (auto given = give_back(transaction, booking_id); !given) return std::unexpected{given.error()};
  if (auto given = give_time_back(transaction, booking_id); !given) return std::unexpected{given.error()};
  return person;
}

Outcome<bool> end_move(Transaction& transaction, booking::Booking& booking, const std::string& person,
                       const booking::Judge& judge, booking::Moment now) {
  if (!person.empty()) {
    auto is_free = take_time(transaction, person, booking);
    if (!is_free || !*is_free) return is_free;
  }
  judge_plan(judge, booking);
  if (auto kept = keep_place(transaction, booking); !kept) return std::unexpected{kept.error()};
  booking.sequence += 1;
  booking.changed_at = now;
  if (auto kept = update_booking(transaction, booking); !kept) return std::unexpected{kept.error()};
  if (auto told = tell_change(transaction, booking, booking::Event::moved, now); !told)
    return std::unexpected{told.error()};
  if (auto told = follow_move(transaction, booking, now); !told) return std::unexpected{told.error()};
  return true;
}

}  // namespace skranke::storage
