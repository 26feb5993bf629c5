// Sessions, on both engines, where two requests of one come at once: what a look saw is not what is there any
// more when it writes.
#include "staff/sessions.hpp"

#include <string>

#include "staff_contract.hpp"

namespace skranke::test {

class Sessions : public StaffContract {
 protected:
  void SetUp() override {
    StaffContract::SetUp();
    account_ = add("carol", {{.centre_id = "aarhus", .roles = staff::Role::officer}});
    const staff::Session session{.session = id,
                                 .account_id = account_,
                                 .centre_id = "vejle",
                                 .state = staff::SessionState::open,
                                 .begun_at = now,
                                 .used_at = now,
                                 .stepped_up_at = {},
                                 .challenge = {},
                                 .challenge_until = 0};
    ASSERT_TRUE(store_->open(session, 0));
  }
  [[nodiscard]] staff::Session session() { return store_->find(id).value().value().session; }
  // What a request saw when it began.
  [[nodiscard]] staff::Seen seen() {
    auto found = store_->find(id).value().value();
    return {.standing = staff::Standing::open, .session = std::move(found.session), .account = found.account};
  }

  const std::string id = "digest";
  std::string account_;
};

TEST_P(Sessions, HaveNoChallengeAgainThatWasTaken) {
  const std::string challenge = staff::new_challenge(tools(), seen(), now).value();
  const staff::Seen before = seen();
  EXPECT_EQ(store_->take_challenge(id, now).value(), challenge);
  EXPECT_TRUE(staff::move_to(tools(), before, "aarhus").value());
  EXPECT_EQ(store_->take_challenge(id, now).value(), "");
  EXPECT_TRUE(staff::lock(tools(), before, now));
  EXPECT_EQ(store_->take_challenge(id, now).value(), "");
}

TEST_P(Sessions, KeepWhatAnotherRequestWroteMeanwhile) {
  const staff::Seen before = seen();
  EXPECT_TRUE(staff::move_to(tools(), before, "aarhus").value());
  EXPECT_TRUE(store_->touch(id, now + 20));
  EXPECT_TRUE(staff::new_challenge(tools(), before, now));
  EXPECT_EQ(session().centre_id, "aarhus");
  EXPECT_EQ(session().used_at, now + 20);
}

TEST_P(Sessions, AreNotFreshOnceTheyAreLocked) {
  const staff::Seen before = seen();
  staff::Session stepped_up = before.session;
  stepped_up.stepped_up_at = now;
  EXPECT_TRUE(store_->keep(before.session, stepped_up).value());
  EXPECT_EQ(session().stepped_up_at, now);
  EXPECT_TRUE(staff::lock(tools(), before, now));
  EXPECT_EQ(session().state, staff::SessionState::locked);
  EXPECT_EQ(session().stepped_up_at, std::nullopt);
  // Nor by what was begun before.
  EXPECT_FALSE(store_->keep(before.session, stepped_up).value());
}

SKRANKE_FOR_BOTH_ENGINES(Sessions);

}  // namespace skranke::test
