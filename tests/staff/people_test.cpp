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

TEST_P(People, LeaveOneWhoCanSignInAndAdministrateEveryCentre) {
  const std::string root = add("root", every_centre);
  const std::string adam = add("adam", every_centre);
  const auto disable = [&](const std::string& id) {
    staff::PersonChange wish;
    wish.seen = account(id).revision;
    wish.is_active = false;
    return change(administrator("command line", "*"), id, wish);
  };
  const auto set = [&](const std::string& id, const std::string& column, const Value& value) {
    ASSERT_TRUE(write_one(*own_, "update staff_account set " + column + " = $2 where account_id = $1",
                          {text(id), value}));
  };
  // Nobody can sign in yet, and so nobody is kept back.
  EXPECT_EQ(disable(add("bo")), std::nullopt);
  EXPECT_EQ(disable(add("rita", every_centre)), std::nullopt);
  set(root, "password", text("hash"));
  set(root, "totp_key", bytes("key"));
  EXPECT_EQ(disable(add("carol")), std::nullopt);
  EXPECT_EQ(disable(root), PersonRefusal::last_administrator);
  set(adam, "password", text("hash"));
  EXPECT_EQ(disable(root), PersonRefusal::last_administrator);
  ASSERT_TRUE(write_one(*own_,
                        "insert into staff_passkey (credential_id, account_id, public_key, algorithm, "
                        "sign_count, label, added_at, used_at) values ($1, $2, $1, 1, 0, 'key', 0, null)",
                        {bytes("one"), text(adam)}));
  EXPECT_EQ(disable(root), std::nullopt);
  EXPECT_EQ(disable(adam), PersonRefusal::last_administrator);
  const std::string eva = add("eva", every_centre);
  set(eva, "employee", bytes("eva"));
  EXPECT_EQ(disable(adam), std::nullopt);
}

SKRANKE_FOR_BOTH_ENGINES(People);

}  // namespace skranke::test
