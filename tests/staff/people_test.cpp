// Who works here, on both engines, where two come at once: what somebody else does between a look and the
// write that follows it.
#include "staff/people.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "connect/factors/real_factors.hpp"
#include "connect/keys/key_folder.hpp"
#include "storage/staff/stored_staff.hpp"
#include "store.hpp"

namespace skranke::test {

using staff::Account;
using staff::PersonRefusal;
using staff::Role;

constexpr staff::Moment now = 1'795'945'320;

// The real ones; the next random bytes that somebody wants come after what somebody else does first.
class InterruptedFactors final : public staff::Factors {
 public:
  explicit InterruptedFactors(const staff::Factors& real) : real_{real} {}
  mutable std::function<void()> meanwhile;

  [[nodiscard]] std::string random(std::size_t bytes) const override {
    if (const auto other = std::exchange(meanwhile, {})) other();
    return real_.random(bytes);
  }
  [[nodiscard]] std::string hash_password(const base::PersonalText& password) const override {
    return real_.hash_password(password);
  }
  [[nodiscard]] bool is_password(const base::PersonalText& password, const std::string& hash) const override {
    return real_.is_password(password, hash);
  }
  [[nodiscard]] std::string one_time_code(std::string_view key, std::int64_t step) const override {
    return real_.one_time_code(key, step);
  }
  [[nodiscard]] std::optional<staff::Passkey> new_passkey(const std::string& data,
                                                          const std::string& party) const override {
    return real_.new_passkey(data, party);
  }
  [[nodiscard]] std::optional<std::int64_t> is_signed(const staff::Passkey& passkey,
                                                      const staff::Signed& signature,
                                                      const std::string& party) const override {
    return real_.is_signed(passkey, signature, party);
  }
  [[nodiscard]] std::string digest(std::string_view bytes) const override { return real_.digest(bytes); }
  [[nodiscard]] std::string keyed(std::string_view kind, std::string_view value) const override {
    return real_.keyed(kind, value);
  }
  [[nodiscard]] std::string seal(std::string_view bytes) const override { return real_.seal(bytes); }
  [[nodiscard]] std::optional<std::string> unseal(std::string_view sealed) const override {
    return real_.unseal(sealed);
  }
  [[nodiscard]] bool is_equal(std::string_view one, std::string_view other) const override {
    return real_.is_equal(one, other);
  }

 private:
  const staff::Factors& real_;
};

class People : public Contract {
 protected:
  void SetUp() override {
    own_ = open(Options{});
    keys_ = keys::KeyFolder::open(folder_.file("keys")).value();
    real_ = factors::RealFactors::open(*keys_).value();
    factors_ = std::make_unique<InterruptedFactors>(*real_);
    store_ = std::make_unique<storage::StoredStaff>(*own_);
  }

  [[nodiscard]] staff::Tools tools() const {
    return {.store = *store_, .factors = *factors_, .origin = {}, .relying_party = {}};
  }
  [[nodiscard]] static staff::Doer administrator(std::string_view id, std::string_view centre_id) {
    return {.id = std::string{id},
            .roles = {{.centre_id = std::string{centre_id}, .roles = Role::administrator}}};
  }
  // Somebody of Vejle, as the administrator there adds them.
  std::string add(const std::string& name, std::vector<staff::RolesAt> roles = {}) {
    staff::PersonWish wish;
    wish.sign_in_name = wish.shown_name = name;
    wish.centre_id = "vejle";
    wish.roles = std::move(roles);
    return staff::add_person(tools(), administrator("root", "*"), wish, now)->account_id;
  }
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
  TemporaryFolder folder_;
  std::unique_ptr<Database> own_;
  std::unique_ptr<keys::KeyFolder> keys_;
  std::unique_ptr<factors::RealFactors> real_;
  std::unique_ptr<InterruptedFactors> factors_;
  std::unique_ptr<storage::StoredStaff> store_;
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

SKRANKE_FOR_BOTH_ENGINES(People);

}  // namespace skranke::test
