#include "storage/booking/stored_invitations.hpp"

#include <utility>
#include <vector>

#include "storage/booking/booking_rows.hpp"
#include "storage/booking/invitation_rows.hpp"
#include "storage/booking/unavailable.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using booking::Booking;
using booking::Invitation;
using booking::InvitationState;
using booking::Invited;
using booking::InviteRefusal;
using booking::Moment;

constexpr Moment seconds_a_minute = 60;
constexpr std::int32_t with_a_witness = 2;

bool is_to_come(const Booking& booking, Moment now) {
  return booking.state == booking::State::booked && booking.start * seconds_a_minute > now;
}

// Nobody is asked twice by a double click.
bool is_same(const Invitation& standing, const Invitation& wanted) {
  return standing.state != InvitationState::declined && standing.email == wanted.email &&
         standing.phone == wanted.phone && standing.language == wanted.language;
}

Outcome<void> take_back(Transaction& transaction, Invitation& standing, const Booking& booking, Moment now) {
  const bool was_told = standing.state != InvitationState::declined;
  standing.state = InvitationState::withdrawn;
  standing.sequence += 1;
  return change_invitation(transaction, standing, booking, was_told ? "uninvited" : "", now);
}

Outcome<void> insert_invitation(Transaction& transaction, const Invitation& invitation, Moment now) {
  return done(transaction,
              "insert into invitation (invitation_id, booking_id, email, phone, language, state, sequence, "
              "created_at, changed_at) values ($1, $2, $3, $4, $5, 'invited', 0, $6, $6)",
              {invitation.invitation_id, invitation.booking_id, invitation.email, invitation.phone,
               invitation.language, now});
}

Outcome<void> invite_in(Transaction& transaction, const Invitation& wanted, Moment now, Invited& invited) {
  invited = {};
  auto booking = lock_booking(transaction, wanted.booking_id);
  if (!booking) return std::unexpected{booking.error()};
  if (!*booking || !is_to_come(**booking, now)) {
    invited.refusal = *booking ? InviteRefusal::booking_over : InviteRefusal::unknown;
    return {};
  }
  invited.booking = std::move(**booking);
  auto standing = invitation_of(transaction, wanted.booking_id);
  if (!standing) return std::unexpected{standing.error()};
  if (*standing && is_same(**standing, wanted)) {
    invited.invitation = std::move(**standing);
    invited.is_replay = true;
    return {};
  }
  if (*standing) {
    if (auto taken = take_back(transaction, **standing, invited.booking, now); !taken) return taken;
  }
  if (auto kept = insert_invitation(transaction, wanted, now); !kept) return kept;
  if (invited.booking.party < with_a_witness) {
    invited.booking.party = with_a_witness;
    auto two = done(transaction, "update booking set party = $2, changed_at = $3 where booking_id = $1",
                    {wanted.booking_id, std::int64_t{with_a_witness}, now});
    if (!two) return two;
  }
  invited.invitation = wanted;
  return change_invitation(transaction, wanted, invited.booking, "invited", now);
}

// Reads an invitation with its visit.
Outcome<void> with_visit(Transaction& transaction, const Outcome<std::optional<Invitation>>& found,
                         Invited& invited) {
  invited = {};
  if (!found) return std::unexpected{found.error()};
  if (!*found) {
    invited.refusal = InviteRefusal::unknown;
    return {};
  }
  invited.invitation = **found;
  const auto booking = find_booking(transaction, invited.invitation.booking_id);
  if (!booking) return std::unexpected{booking.error()};
  if (*booking)
    invited.booking = **booking;
  else
    invited.refusal = InviteRefusal::unknown;
  return {};
}

struct Said {
  const std::string& invitation_id;
  bool comes = false;
  std::optional<std::int32_t> seen;
  Moment now = 0;
};

Outcome<void> answer_in(Transaction& transaction, const Said& said, Invited& invited) {
  if (auto read = with_visit(transaction, find_invitation_row(transaction, said.invitation_id), invited);
      !read || invited.refusal)
    return read;
  // What was read may be older than a move that has just been made.
  if (auto locked = lock_booking(transaction, invited.booking.booking_id); !locked)
    return std::unexpected{locked.error()};
  if (auto read = with_visit(transaction, find_invitation_row(transaction, said.invitation_id), invited);
      !read || invited.refusal)
    return read;
  Invitation& invitation = invited.invitation;
  if (invitation.state == InvitationState::withdrawn || !is_to_come(invited.booking, said.now)) {
    invited.refusal = InviteRefusal::invitation_over;
    return {};
  }
  if (said.seen && *said.seen != invited.booking.sequence) {
    invited.refusal = InviteRefusal::visit_moved;
    return {};
  }
  const InvitationState wanted = said.comes ? InvitationState::confirmed : InvitationState::declined;
  invited.is_replay = invitation.state == wanted;
  if (invited.is_replay) return {};
  invitation.state = wanted;
  return change_invitation(transaction, invitation, invited.booking, "", said.now);
}

Outcome<void> withdraw_in(Transaction& transaction, const std::string& booking_id, Moment now,
                          Invited& invited) {
  invited = {};
  auto booking = lock_booking(transaction, booking_id);
  if (!booking) return std::unexpected{booking.error()};
  if (!*booking) {
    invited.refusal = InviteRefusal::unknown;
    return {};
  }
  invited.booking = std::move(**booking);
  auto standing = invitation_of(transaction, booking_id);
  if (!standing) return std::unexpected{standing.error()};
  invited.is_replay = !*standing;
  if (!*standing) return {};
  invited.invitation = std::move(**standing);
  return take_back(transaction, invited.invitation, invited.booking, now);
}

Result<Invited> result_of(const Outcome<void>& written, Invited invited) {
  if (!written) return bookings_unavailable(written.error());
  return invited;
}

}  // namespace

Result<Invited> StoredInvitations::invite(const Invitation& invitation, Moment now) {
  Invited invited;
  const auto written = database_.write(
      [&](Transaction& transaction) { return invite_in(transaction, invitation, now, invited); });
  return result_of(written, std::move(invited));
}

Result<Invited> StoredInvitations::find_invitation(const std::string& invitation_id) {
  Invited invited;
  const auto read = database_.read([&](Transaction& transaction) {
    return with_visit(transaction, find_invitation_row(transaction, invitation_id), invited);
  });
  return result_of(read, std::move(invited));
}

Result<Invited> StoredInvitations::invitation_for(const std::string& booking_id) {
  Invited invited;
  const auto read = database_.read([&](Transaction& transaction) {
    return with_visit(transaction, invitation_of(transaction, booking_id), invited);
  });
  return result_of(read, std::move(invited));
}

Result<Invited> StoredInvitations::answer(const std::string& invitation_id, bool comes,
                                          std::optional<std::int32_t> seen, Moment now) {
  Invited invited;
  const Said said{.invitation_id = invitation_id, .comes = comes, .seen = seen, .now = now};
  const auto written =
      database_.write([&](Transaction& transaction) { return answer_in(transaction, said, invited); });
  return result_of(written, std::move(invited));
}

Result<Invited> StoredInvitations::withdraw(const std::string& booking_id, Moment now) {
  Invited invited;
  const auto written = database_.write(
      [&](Transaction& transaction) { return withdraw_in(transaction, booking_id, now, invited); });
  return result_of(written, std::move(invited));
}

Result<std::int64_t> StoredInvitations::forget_witnesses(booking::Instant last, std::int64_t count) {
  std::int64_t forgotten = 0;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    // A visit that is not there any more is over too.
    const auto rows = transaction.run(
        "select i.invitation_id from invitation i left join booking b on b.booking_id = i.booking_id "
        "where (i.email <> '' or i.phone <> '') and (b.start is null or b.start < $1) limit $2",
        std::vector<Value>{last, count});
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) {
      for (const std::string_view sql :
           {"update invitation set email = '', phone = '' where invitation_id = $1",
            "update waiting_message set address = '', state = case when state = 'waiting' then 'overtaken' "
            "else state end where subject_id = $1"}) {
        if (auto blank = done(transaction, sql, {text_at(row, 0)}); !blank) return blank;
      }
    }
    forgotten = std::ssize(*rows);
    return {};
  });
  if (!written) return bookings_unavailable(written.error());
  return forgotten;
}

}  // namespace skranke::storage
