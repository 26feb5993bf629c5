// What is kept of a witness who is asked to come along to a visit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "booking/port/booking_store.hpp"

namespace skranke::booking {

enum class InvitationState : std::uint8_t {
  invited,    // not answered yet, or not since the visit was moved
  confirmed,  // "I will come"
  declined,
  withdrawn,  // by who booked
};

// PRIVACY: a way to reach the witness, and no name.
struct Invitation {
  std::string invitation_id;
  std::string booking_id;
  std::string email;  // both empty: the link is passed on by who booked
  std::string phone;
  std::string language;
  InvitationState state = InvitationState::invited;
  std::int32_t sequence = 0;  // of what is said to them
};

enum class InviteRefusal : std::uint8_t {
  unknown,
  booking_over,
  invitation_over,  // withdrawn, or the visit is over
  visit_moved,      // the answer is to another time than the visit has
};

// An invitation with its visit, or why not.
struct Invited {
  std::optional<InviteRefusal> refusal;
  Invitation invitation;
  Booking booking;
  bool is_replay = false;  // it was so before
};

class InvitationStore {
 public:
  virtual ~InvitationStore() = default;

  // Takes the place of one that stands, unless that is to the same witness and was not declined. The party is
  // two from then on, if it was one.
  [[nodiscard]] virtual base::Result<Invited> invite(const Invitation& invitation, Moment now) = 0;
  [[nodiscard]] virtual base::Result<Invited> find_invitation(const std::string& invitation_id) = 0;
  // The one that stands for a visit; refused as unknown where there is none.
  [[nodiscard]] virtual base::Result<Invited> invitation_for(const std::string& booking_id) = 0;
  // `seen`: the sequence of the booking that the answer is to; empty: whichever it has.
  [[nodiscard]] virtual base::Result<Invited> answer(const std::string& invitation_id, bool comes,
                                                     std::optional<std::int32_t> seen, Moment now) = 0;
  // Takes the invitation back; without one nothing changes.
  [[nodiscard]] virtual base::Result<Invited> withdraw(const std::string& booking_id, Moment now) = 0;

  // Forgets how witnesses of visits that began before `last` are reached, `count` at most, and gives how
  // many.
  [[nodiscard]] virtual base::Result<std::int64_t> forget_witnesses(Instant last, std::int64_t count) = 0;
};

}  // namespace skranke::booking
