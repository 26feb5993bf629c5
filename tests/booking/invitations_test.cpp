// A witness who is asked to come along, on both engines.
#include <memory>
#include <string>

#include "line_check.hpp"
#include "seat_check.hpp"
#include "waiting_room.hpp"

namespace skranke::test {

using appointments::Refusal;
using booking::InvitationState;

class Invitations : public Contract {
 protected:
  void SetUp() override {
    own_ = open(Options{});
    room_ = std::make_unique<WaitingRoom>(*own_);
    visit_ = room_->book(60, "ann");
  }
  void TearDown() override {
    check_seats(*own_, 1);
    check_line(*own_, booth_now);
  }

  appointments::Answer<appointments::InvitedVisit> invite(const std::string& email) {
    return appointments::invite(room_->tools(), room_->invitations, visit_,
                                {.email = email, .phone = {}, .language = "da"}, booth_now)
        .value();
  }
  appointments::Answer<appointments::InvitedVisit> answer(const std::string& token, bool comes,
                                                          std::optional<std::int32_t> seen = {},
                                                          booking::Moment now = booth_now) {
    return appointments::answer_invitation(room_->tools(), room_->invitations, token, comes, seen, now)
        .value();
  }
  appointments::InvitedVisit see(const std::string& token, booking::Moment now = booth_now) {
    return appointments::see_invitation(room_->tools(), room_->invitations, token, now).value().value;
  }
  InvitationState state() {
    return appointments::invitation_for(room_->tools(), room_->invitations, visit_, booth_now)
        .value()
        .value.invitation.state;
  }
  std::int64_t told(const std::string& event, const std::string& address) {
    return integer(*own_, "select count(*) from waiting_message where event = $1 and address = $2",
                   {text(event), text(address)});
  }

  std::unique_ptr<Database> own_;
  std::unique_ptr<WaitingRoom> room_;
  std::string visit_;
};
SKRANKE_FOR_BOTH_ENGINES(Invitations);

TEST_P(Invitations, AWitnessIsAskedAndConfirms) {
  EXPECT_EQ(appointments::invitation_for(room_->tools(), room_->invitations, visit_, booth_now)
                .value()
                .value.invitation.invitation_id,
            "");
  const auto invited = invite("vera@example.org");
  ASSERT_FALSE(invited.refusal);
  EXPECT_EQ(told("invited", "vera@example.org"), 1);
  EXPECT_EQ(appointments::find(room_->tools(), visit_).value().value.booking.party, 2);
  EXPECT_EQ(see(invited.value.token).booking.start, Booth::cell(60));
  EXPECT_EQ(answer(invited.value.token, true).value.invitation.state, InvitationState::confirmed);
  EXPECT_TRUE(answer(invited.value.token, true).value.is_replay);
  EXPECT_EQ(state(), InvitationState::confirmed);
  EXPECT_EQ(answer(invited.value.token, false).value.invitation.state, InvitationState::declined);
  EXPECT_EQ(answer("nothing", true).refusal, Refusal::invitation_unknown);
  EXPECT_EQ(answer(visit_, true).refusal, Refusal::invitation_unknown) << "the link of another kind";
}

TEST_P(Invitations, ADoubleClickAsksOnceAndAnotherWitnessTakesThePlace) {
  const auto first = invite("vera@example.org");
  EXPECT_TRUE(invite("vera@example.org").value.is_replay);
  EXPECT_EQ(told("invited", "vera@example.org"), 1);
  const auto second = invite("viggo@example.org");
  EXPECT_NE(second.value.token, first.value.token);
  EXPECT_TRUE(see(first.value.token).is_over);
  EXPECT_EQ(answer(first.value.token, true).refusal, Refusal::invitation_over);
  EXPECT_EQ(told("uninvited", "vera@example.org"), 1);
  EXPECT_FALSE(answer(second.value.token, false).refusal);
  EXPECT_FALSE(invite("viggo@example.org").value.is_replay) << "asked again after a no";
  EXPECT_EQ(integer(*own_, "select count(*) from invitation where state <> 'withdrawn'"), 1);
}

TEST_P(Invitations, AMovedVisitHasToBeConfirmedAnew) {
  const auto invited = invite("vera@example.org");
  const std::int32_t seen = see(invited.value.token).booking.sequence;
  ASSERT_FALSE(answer(invited.value.token, true, seen).refusal);
  ASSERT_FALSE(appointments::move(room_->tools(), visit_, Booth::slot(70), booth_now).value().refusal);
  EXPECT_EQ(state(), InvitationState::invited);
  EXPECT_EQ(integer(*own_, "select count(*) from waiting_message where event = 'invited' and start = $1",
                    {number(Booth::cell(70))}),
            1);
  EXPECT_EQ(answer(invited.value.token, true, seen).refusal, Refusal::visit_moved);
  EXPECT_EQ(state(), InvitationState::invited);
  EXPECT_FALSE(answer(invited.value.token, true, seen + 1).refusal);
}

TEST_P(Invitations, AMoveThatCantBeMadeAsksNobodyAgain) {
  const auto invited = invite("vera@example.org");
  ASSERT_FALSE(answer(invited.value.token, true).refusal);
  ASSERT_FALSE(room_->book(70, "bo").empty());
  EXPECT_TRUE(appointments::move(room_->tools(), visit_, Booth::slot(70), booth_now).value().refusal);
  EXPECT_EQ(state(), InvitationState::confirmed);
  EXPECT_EQ(integer(*own_, "select count(*) from waiting_message"), 1);
}

TEST_P(Invitations, TheWitnessOfACancelledVisitIsTold) {
  const auto invited = invite("vera@example.org");
  ASSERT_FALSE(answer(invited.value.token, true).refusal);
  for (int twice = 0; twice < 2; ++twice)
    ASSERT_FALSE(appointments::cancel(room_->tools(), visit_, booth_now).value().refusal);
  EXPECT_EQ(told("uninvited", "vera@example.org"), 1);
  EXPECT_EQ(told("invited", "vera@example.org"), 0) << "what was not sent yet is not sent any more";
  EXPECT_TRUE(see(invited.value.token).is_over);
  EXPECT_EQ(answer(invited.value.token, false).refusal, Refusal::invitation_over);
  EXPECT_EQ(invite("viggo@example.org").refusal, Refusal::booking_over);
}

TEST_P(Invitations, WhoIsNotReachedGetsNoMessageAndTheLinkWorks) {
  const auto invited = invite({});
  EXPECT_EQ(integer(*own_, "select count(*) from waiting_message"), 0);
  EXPECT_FALSE(answer(invited.value.token, true).refusal);
  const auto withdrawn =
      appointments::withdraw(room_->tools(), room_->invitations, visit_, booth_now).value();
  EXPECT_FALSE(withdrawn.refusal);
  EXPECT_TRUE(see(invited.value.token).is_over);
  EXPECT_TRUE(
      appointments::withdraw(room_->tools(), room_->invitations, visit_, booth_now).value().value.is_replay);
}

TEST_P(Invitations, HowAWitnessIsReachedIsForgottenSevenDaysAfterTheVisit) {
  ASSERT_FALSE(invite("vera@example.org").refusal);
  const booking::Moment week = Booth::cell(60) * 60 + 7 * 86'400;
  const auto forget = [&](booking::Moment now) {
    return appointments::forget(room_->list, room_->invitations, now).value();
  };
  EXPECT_EQ(forget(week), 0);
  EXPECT_EQ(forget(week + 60), 1);
  EXPECT_EQ(told("invited", ""), 1);
  EXPECT_EQ(integer(*own_, "select count(*) from invitation where email <> ''"), 0);
}

}  // namespace skranke::test
