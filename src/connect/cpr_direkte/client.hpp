// The live look-up in the CPR register: the client of CPR Direkte.
//
// One request per connection, as the protocol has it; a bounded number of connections; one token for all.
// Look-ups don't subscribe (ABON_TYPE 0) and ask for the records of the agreement's task (DATA_TYPE 6).
// PRIVACY: no number, name, token or password is in any text of a failure.
//
// Limitations: what a look-up answers is what is in force now. Former names, addresses and numbers are in
// extracts only. Persons have no internal id here (desk::Found::person_id is empty).
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/personal.hpp"
#include "base/result.hpp"
#include "connect/cpr_direkte/config.hpp"
#include "connect/cpr_direkte/error_code.hpp"
#include "desk/port/person_register.hpp"

namespace skranke::cpr_direkte {

// The present moment as RFC 3339 in UTC: what an answer is true as of.
using Clock = std::function<std::string()>;

// Every member may be called from any thread, and waits for the network at most the configured deadlines.
class Client final : public desk::PersonRegister {
 public:
  ~Client() override;

  // As the port says. A Problem is of Fault::unavailable and says what would be right.
  [[nodiscard]] base::Result<std::optional<desk::Found>> find(const proofing::CprNumber& number) override;

  // The same with its failure typed.
  [[nodiscard]] std::expected<std::optional<desk::Found>, Failure> look_up(const proofing::CprNumber& number);

  // Gives the account a new password; the only thing that ever does. On success the client goes on with it,
  // and the caller has to store it. `unreachable`, `not_trusted` and `busy` mean that nothing has changed;
  // after `cut`, `late` and `malformed` it is not known whether the password has.
  [[nodiscard]] std::expected<void, Failure> change_password(const base::PersonalText& new_password);

 private:
  struct State;
  friend base::Result<std::unique_ptr<Client>> make_client(Config config, Clock clock);
  explicit Client(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Connects to nobody yet. Problems: invalid_value (a configuration that can't be right), not_found (ca_file).
[[nodiscard]] base::Result<std::unique_ptr<Client>> make_client(Config config, Clock clock);

}  // namespace skranke::cpr_direkte
