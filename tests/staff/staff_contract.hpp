// What the tests of who works here begin with: a store on each engine, and the real factors.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "connect/factors/real_factors.hpp"
#include "connect/keys/key_folder.hpp"
#include "staff/people.hpp"
#include "storage/staff/stored_staff.hpp"
#include "store.hpp"

namespace skranke::test {

inline constexpr staff::Moment now = 1'795'945'320;

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

class StaffContract : public Contract {
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

  // Somebody of Vejle, as an administrator of every centre adds them.
  std::string add(const std::string& name, std::vector<staff::RolesAt> roles = {}) {
    staff::PersonWish wish;
    wish.sign_in_name = wish.shown_name = name;
    wish.centre_id = "vejle";
    wish.roles = std::move(roles);
    return staff::add_person(tools(), administrator("root", "*"), wish, now)->account_id;
  }
  [[nodiscard]] static staff::Doer administrator(std::string_view id, std::string_view centre_id) {
    return {.id = std::string{id},
            .roles = {{.centre_id = std::string{centre_id}, .roles = staff::Role::administrator}}};
  }

  TemporaryFolder folder_;
  std::unique_ptr<Database> own_;
  std::unique_ptr<keys::KeyFolder> keys_;
  std::unique_ptr<factors::RealFactors> real_;
  std::unique_ptr<InterruptedFactors> factors_;
  std::unique_ptr<storage::StoredStaff> store_;
};

}  // namespace skranke::test
