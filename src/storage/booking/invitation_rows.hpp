// The rows of invitations, as every work that changes one reads and writes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "booking/port/invitation_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

[[nodiscard]] Outcome<std::optional<booking::Invitation>> find_invitation_row(
    Transaction& transaction, const std::string& invitation_id);

// The one that stands for a visit.
[[nodiscard]] Outcome<std::optional<booking::Invitation>> invitation_of(Transaction& transaction,
                                                                        const std::string& booking_id);

// Keeps state and sequence. With an event the witness is told it, about the visit.
[[nodiscard]] Outcome<void> change_invitation(Transaction& transaction, const booking::Invitation& invitation,
                                              const booking::Booking& booking, std::string_view event,
                                              booking::Moment now);

[[nodiscard]] std::string_view name(booking::InvitationState state);

}  // namespace skranke::storage
