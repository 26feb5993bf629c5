#include "storage/booking/waiting_rows.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/ensure.hpp"
#include "storage/booking/holds.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using booking::WaitEnding;
using booking::Waiting;
using booking::WaitState;

struct StateName {
  WaitState state;
  std::string_view name;
};
constexpr std::array state_names{
    StateName{WaitState::waiting, "waiting"},
    StateName{WaitState::offered, "offered"},
    StateName{WaitState::taken, "taken"},
    StateName{WaitState::over, "over"},
};

struct EndingName {
  WaitEnding ending;
  std::string_view name;
};
constexpr std::array ending_names{
    EndingName{WaitEnding::none, ""},
    EndingName{WaitEnding::unanswered, "unanswered"},
    EndingName{WaitEnding::left, "left"},
    EndingName{WaitEnding::days_over, "days-over"},
    EndingName{WaitEnding::visit_cancelled, "visit-cancelled"},
    EndingName{WaitEnding::visit_changed, "visit-changed"},
};

// The entry of a table of names that the database, or the program, has.
template <class Names, class Member, class Wanted>
auto named(const Names& names, Member member, const Wanted& wanted) {
  const auto found = std::ranges::find(names, wanted, member);
  base::ensure(found != names.end(), "a word of the database is one that there is");
  return *found;
}

Waiting waiting_at(const Row& row) {
  Waiting waiting{.waiting_id = text_at(row, 0),
                  .is_earlier = integer_at(row, 1) != 0,
                  .booking_id = optional_text_at(row, 2),
                  .centre = text_at(row, 3),
                  .service = text_at(row, 4),
                  .from = integer_at(row, 5),
                  .until = integer_at(row, 6),
                  .name = text_at(row, 7),
                  .email = text_at(row, 8),
                  .phone = text_at(row, 9),
                  .language = text_at(row, 10),
                  .party = static_cast<std::int32_t>(integer_at(row, 11)),
                  .person = text_at(row, 12),
                  .contact = text_at(row, 22),
                  .state = named(state_names, &StateName::name, std::string_view{text_at(row, 13)}).state,
                  .ending = named(ending_names, &EndingName::name, std::string_view{text_at(row, 14)}).ending,
                  .missed = static_cast<std::int32_t>(integer_at(row, 15)),
                  .sequence = static_cast<std::int32_t>(integer_at(row, 16)),
                  .created_at = integer_at(row, 17),
                  .offer = {}};
  if (!is_null(row, 18)) {
    waiting.offer = {.hold_id = text_at(row, 18),
                     .start = integer_at(row, 19),
                     .minutes = static_cast<std::int32_t>(integer_at(row, 20)),
                     .until = integer_at(row, 21)};
  }
  return waiting;
}

}  // namespace

Outcome<std::optional<Waiting>> find_waiting(Transaction& transaction, const std::string& waiting_id) {
  const auto rows = transaction.run(
      "select w.waiting_id, w.is_earlier, w.booking_id, w.centre_id, w.service, w.from_start, "
      "w.until_start, w.name, w.email, w.phone, w.language, w.party, w.person, w.state, w.ending, w.missed, "
      "w.sequence, w.created_at, o.hold_id, o.start, o.minutes, o.until, w.contact "
      "from waiting w left join waiting_offer o on o.waiting_id = w.waiting_id and o.answer is null "
      "where w.waiting_id = $1",
      std::vector<Value>{waiting_id});
  if (!rows) return std::unexpected{rows.error()};
  return rows->empty() ? std::nullopt : std::optional{waiting_at(rows->front())};
}

Outcome<std::optional<Waiting>> lock_waiting(Transaction& transaction, const std::string& waiting_id) {
  if (auto locked =
          done(transaction, "update waiting set sequence = sequence where waiting_id = $1", {waiting_id});
      !locked)
    return std::unexpected{locked.error()};
  return find_waiting(transaction, waiting_id);
}

Outcome<std::optional<Waiting>> lock_waiting_for(Transaction& transaction, const std::string& booking_id) {
  const auto rows = transaction.run(
      "update waiting set sequence = sequence where booking_id = $1 and ended_at is null returning "
      "waiting_id",
      std::vector<Value>{booking_id});
  if (!rows) return std::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  return find_waiting(transaction, text_at(rows->front(), 0));
}

Outcome<void> close_offer(Transaction& transaction, const Waiting& waiting, std::string_view answer) {
  if (!waiting.offer) return {};
  auto closed =
      done(transaction, "update waiting_offer set answer = $2 where waiting_id = $1 and answer is null",
           {waiting.waiting_id, std::string{answer}});
  if (!closed) return closed;
  // The message that tells of it is not sent any more.
  auto unsaid = done(transaction,
                     "update waiting_message set state = 'overtaken', address = '' where subject_id = $1 and "
                     "state in ('waiting', 'given-up')",
                     {waiting.waiting_id});
  if (!unsaid) return unsaid;
  return drop_hold(transaction, waiting.offer->hold_id);
}

Outcome<void> wait_on(Transaction& transaction, const std::string& waiting_id, std::int32_t missed,
                      booking::Moment now) {
  return done(transaction,
              "update waiting set state = 'waiting', missed = $2, changed_at = $3 where waiting_id = $1",
              {waiting_id, std::int64_t{missed}, now});
}

Outcome<void> end_waiting(Transaction& transaction, const Waiting& waiting, WaitState state,
                          WaitEnding ending, booking::Moment now) {
  if (auto closed = close_offer(transaction, waiting, "withdrawn"); !closed) return closed;
  auto ended = done(transaction,
                    "update waiting set state = $2, ending = $3, booking_id = $4, missed = $5, "
                    "changed_at = $6, ended_at = $6 where waiting_id = $1",
                    {waiting.waiting_id, std::string{named(state_names, &StateName::state, state).name},
                     std::string{named(ending_names, &EndingName::ending, ending).name},
                     optional_text(waiting.booking_id), std::int64_t{waiting.missed}, now});
  if (!ended) return ended;
  return done(transaction, "delete from waiting_claim where waiting_id = $1", {waiting.waiting_id});
}

}  // namespace skranke::storage
