#include "storage/booking/invitation_rows.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/ensure.hpp"
#include "storage/booking/waiting_outbox.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using booking::Invitation;
using booking::InvitationState;

constexpr std::array states{InvitationState::invited, InvitationState::confirmed, InvitationState::declined,
                            InvitationState::withdrawn};

Outcome<std::optional<Invitation>> find_one(Transaction& transaction, std::string_view sql,
                                            const std::string& id) {
  const auto rows = transaction.run(sql, std::vector<Value>{id});
  if (!rows) return std::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  const Row& row = rows->front();
  const auto state = std::ranges::find(states, text_at(row, 5),
                                       [](InvitationState each) { return std::string{name(each)}; });
  base::ensure(state != states.end(), "a state in the database is one that there is");
  return Invitation{.invitation_id = text_at(row, 0),
                    .booking_id = text_at(row, 1),
                    .email = text_at(row, 2),
                    .phone = text_at(row, 3),
                    .language = text_at(row, 4),
                    .state = *state,
                    .sequence = static_cast<std::int32_t>(integer_at(row, 6))};
}

}  // namespace

std::string_view name(InvitationState state) {
  switch (state) {
    case InvitationState::invited:
      return "invited";
    case InvitationState::confirmed:
      return "confirmed";
    case InvitationState::declined:
      return "declined";
    case InvitationState::withdrawn:
      return "withdrawn";
  }
  std::unreachable();
}

Outcome<std::optional<Invitation>> find_invitation_row(Transaction& transaction,
                                                       const std::string& invitation_id) {
  return find_one(transaction,
                  "select invitation_id, booking_id, email, phone, language, state, sequence from invitation "
                  "where invitation_id = $1",
                  invitation_id);
}

Outcome<std::optional<Invitation>> invitation_of(Transaction& transaction, const std::string& booking_id) {
  return find_one(transaction,
                  "select invitation_id, booking_id, email, phone, language, state, sequence from invitation "
                  "where booking_id = $1 and state <> 'withdrawn'",
                  booking_id);
}

Outcome<void> change_invitation(Transaction& transaction, const Invitation& invitation,
                                const booking::Booking& booking, std::string_view event,
                                booking::Moment now) {
  auto kept =
      done(transaction,
           "update invitation set state = $2, sequence = $3, changed_at = $4 where invitation_id = $1",
           {invitation.invitation_id, std::string{name(invitation.state)}, std::int64_t{invitation.sequence},
            now});
  if (!kept || event.empty()) return kept;
  return tell_of(transaction,
                 {.subject_id = invitation.invitation_id,
                  .email = invitation.email,
                  .phone = invitation.phone,
                  .language = invitation.language,
                  .sequence = invitation.sequence},
                 event,
                 {.centre = booking.centre,
                  .service = booking.service,
                  .start = booking.start,
                  .minutes = booking.minutes},
                 now);
}

}  // namespace skranke::storage
