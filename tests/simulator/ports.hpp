// What the desk of the simulator has instead of the world outside: a register, a broker of logins, keys and
// colleagues, of which each answers the same to the same.
#pragma once

#include <functional>
#include <string>

#include "cases/port/colleagues.hpp"
#include "desk/port/identity_broker.hpp"
#include "desk/port/keys.hpp"
#include "desk/port/person_register.hpp"
#include "desk/port/record_keys.hpp"
#include "desk/port/sealer.hpp"

namespace skranke::simulator {

inline constexpr std::size_t witnesses = 2;
inline constexpr std::size_t applicants = 40;

// PRIVACY: numbers that nobody has: a day in July 1957, and a wrong check digit, which nobody of that year
// got.
[[nodiscard]] proofing::CprNumber number_of(std::size_t person);

class Keys final : public desk::Pseudonyms, public desk::RecordSigner, public desk::RecordKeys {
 public:
  [[nodiscard]] std::string of(std::string_view kind, const base::PersonalText& value) const override;
  [[nodiscard]] std::string sign(std::string_view text) const override;
  [[nodiscard]] std::string sha256(std::string_view bytes) const override;
  [[nodiscard]] const std::string& public_key() const override { return none_; }
  [[nodiscard]] const std::string& key_set() const override { return none_; }

 private:
  std::string none_;
};

class Seal final : public desk::Sealer {
 public:
  [[nodiscard]] desk::MasterKey newest() const override;
  [[nodiscard]] base::Result<void> look_again() const override { return {}; }
  [[nodiscard]] base::Result<desk::DataKey> draw(std::string_view subject) const override;
  [[nodiscard]] base::Result<desk::DataKey> wrapped_anew(const desk::DataKey& key) const override {
    return key;
  }
  [[nodiscard]] base::Result<std::string> seal(const desk::DataKey& key, std::string_view context,
                                               const base::PersonalText& text) const override;
  [[nodiscard]] base::Result<base::PersonalText> open(const desk::DataKey& key, std::string_view context,
                                                      std::string_view sealed) const override;
};

class Register final : public desk::PersonRegister {
 public:
  [[nodiscard]] base::Result<std::optional<desk::Found>> find(const proofing::CprNumber& number) override;
};

// Who logs in is named by the query: "state=…&who=3".
class Broker final : public desk::IdentityBroker {
 public:
  explicit Broker(std::function<std::string()> new_id) : new_id_{std::move(new_id)} {}
  [[nodiscard]] base::Result<desk::BegunLogin> begin(const desk::LoginWish& wish, desk::Moment now) override;
  [[nodiscard]] base::Result<desk::LoginOutcome> finish(const desk::BegunLogin& kept, std::string_view query,
                                                        desk::Moment now) override;

 private:
  std::function<std::string()> new_id_;
};

class Colleagues final : public cases::Colleagues {
 public:
  [[nodiscard]] base::Result<std::vector<cases::Actor>> second_officers(const std::string& centre_id,
                                                                        cases::Moment now) override;
};

}  // namespace skranke::simulator
