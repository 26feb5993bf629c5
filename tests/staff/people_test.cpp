// Who works here, on both engines, where two come at once: what somebody else does between a look and the
// write that follows it.
#include "staff/people.hpp"

#include <string>
#include <utility>

#include "staff_contract.hpp"

namespace skranke::test {

using staff::Account;
using staff::PersonRefusal;
using staff::Role;

class People : public StaffContract {
 protected:
  [[nodiscard]] Account account(const std::string& id) { return store_->by_id(id).value().value(); }
  std::optional<PersonRefusal> change(const staff::Doer& by, const std::string& id,
                                      const staff::PersonChange& wish) {
    return staff::change_person(tools(), by, id, wish, now).value();
  }
  std::optional<PersonRefusal> promote(const std::string& id) {
    staff::PersonChange wish;
    wish.seen = account(id).revision;
    wish.roles = every_centre;
    return change(administrator("root", "*"), id, wish);
  }

  const std::vector<staff::RolesAt> every_centre{{.centre_id = "*", .roles = Role::administrator}};
};

TEST_P(People, AreNotInvitedToWhatTheyBecameMeanwhile) {
  const std::string carol = add("carol");
  factors_->meanwhile = [&] { ASSERT_EQ(promote(carol), std::nullopt); };
  const auto invited = staff::invite_person(tools(), administrator("sub", "vejle"), carol, now).value();
  EXPECT_EQ(invited.refusal, PersonRefusal::changed_meanwhile);
  EXPECT_EQ(integer(*own_, "select count(*) from staff_invitation"), 0);
  EXPECT_EQ(staff::invite_person(tools(), administrator("root", "*"), carol, now)->refusal, std::nullopt);
  EXPECT_EQ(integer(*own_, "select count(*) from staff_invitation"), 1);
}

TEST_P(People, AreNotChangedFromWhatNobodySaw) {
  ASSERT_FALSE(add("root", every_centre).empty());
  const std::string carol = add("carol");
  staff::PersonChange promotion;
  promotion.seen = 1;
  promotion.roles = {{.centre_id = "aarhus", .roles = Role::supervisor}};
  factors_->meanwhile = [&] {
    ASSERT_EQ(change(administrator("root", "*"), carol, promotion), std::nullopt);
  };
  // Read as revision 1, and guessed to be of the one that comes.
  staff::PersonChange wish;
  wish.seen = 2;
  wish.shown_name = "Carol";
  EXPECT_EQ(change(administrator("sub", "vejle"), carol, wish), PersonRefusal::changed_meanwhile);
  EXPECT_EQ(account(carol).shown_name, "carol");
}

SKRANKE_FOR_BOTH_ENGINES(People);

}  // namespace skranke::test
