// Who else a closure concerns, on both engines: the witness of a visit, and who waits for an earlier time for
// it.
#include <string>

#include "appointments/invitations.hpp"
#include "appointments/waiting.hpp"
#include "office.hpp"
#include "storage/booking/stored_invitations.hpp"
#include "storage/booking/stored_waiting.hpp"

namespace skranke::test {

using booking::InvitationState;

class ClosingFollowers : public Office {
 protected:
  void SetUp() override {
    Office::SetUp();
    invitations_ = std::make_unique<storage::StoredInvitations>(*own_);
    list_ = std::make_unique<storage::StoredWaiting>(*own_);
  }
  // The link of a witness who has said that they will come.
  std::string confirmed(const appointments::Visit& visit) {
    const auto invited =
        appointments::invite(booth_->tools(), *invitations_, visit.token,
                             {.email = "vera@example.org", .phone = {}, .language = "da"}, booth_now)
            .value();
    EXPECT_FALSE(appointments::answer_invitation(booth_->tools(), *invitations_, invited.value.token, true,
                                                 {}, booth_now)
                     .value()
                     .refusal);
    return invited.value.token;
  }
  appointments::InvitedVisit see(const std::string& token) {
    return appointments::see_invitation(booth_->tools(), *invitations_, token, booth_now).value().value;
  }
  std::int64_t told(const std::string& event) {
    return integer(*own_, "select count(*) from waiting_message where event = $1 and state = 'waiting'",
                   {text(event)});
  }

  std::unique_ptr<storage::StoredInvitations> invitations_;
  std::unique_ptr<storage::StoredWaiting> list_;
};
SKRANKE_FOR_BOTH_ENGINES(ClosingFollowers);

TEST_P(ClosingFollowers, AWitnessIsAskedAgainWhereTheTimeIsAnotherAndOnlyThere) {
  const appointments::Visit first = book(600, "A");
  for (const std::string name : {"B", "C"}) book(630, name);
  const appointments::Visit last = book(630, "D");
  const std::string of_first = confirmed(first);
  const std::string of_last = confirmed(last);
  close(600, 840, stored(last).counter);
  ASSERT_NE(stored(last).start, at(630));
  EXPECT_EQ(see(of_last).invitation.state, InvitationState::invited);
  EXPECT_EQ(see(of_last).booking.start, stored(last).start);
  EXPECT_EQ(see(of_first).invitation.state, InvitationState::confirmed);
}

TEST_P(ClosingFollowers, AWitnessOfAVisitThatIsCancelledIsToldAndNobodyWaitsForItAnyMore) {
  const appointments::Visit visit = book(720, "A");
  const std::string token = confirmed(visit);
  const auto entry =
      appointments::wait_for_earlier(booth_->tools(), *list_, visit.token, {}, booth_now).value();
  ASSERT_FALSE(entry.refusal);
  close(0, 1440);
  EXPECT_TRUE(see(token).is_over);
  EXPECT_EQ(told("uninvited"), 1);
  const auto after = appointments::look(booth_->tools(), *list_, entry.value.token, booth_now).value();
  EXPECT_EQ(after.value.waiting.ending, booking::WaitEnding::visit_cancelled);
}

}  // namespace skranke::test
