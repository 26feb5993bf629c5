// Invitations of witnesses in a database.
#pragma once

#include "booking/port/invitation_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

class StoredInvitations final : public booking::InvitationStore {
 public:
  // `database` outlives the invitations. Any number of threads and servers may call.
  explicit StoredInvitations(Database& database) : database_{database} {}

  [[nodiscard]] base::Result<booking::Invited> invite(const booking::Invitation& invitation,
                                                      booking::Moment now) override;
  [[nodiscard]] base::Result<booking::Invited> find_invitation(const std::string& invitation_id) override;
  [[nodiscard]] base::Result<booking::Invited> invitation_for(const std::string& booking_id) override;
  [[nodiscard]] base::Result<booking::Invited> answer(const std::string& invitation_id, bool comes,
                                                      std::optional<std::int32_t> seen,
                                                      booking::Moment now) override;
  [[nodiscard]] base::Result<booking::Invited> withdraw(const std::string& booking_id,
                                                        booking::Moment now) override;
  [[nodiscard]] base::Result<std::int64_t> forget_witnesses(booking::Instant last,
                                                            std::int64_t count) override;

 private:
  Database& database_;
};

}  // namespace skranke::storage
