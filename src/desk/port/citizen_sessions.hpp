// Citizens who have signed in with MitID: a session for minutes, known by the hash of a secret in the
// browser.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "desk/port/moment.hpp"

namespace skranke::desk {

// What a citizen signs in for.
enum class SignInPurpose : std::uint8_t {
  vouchings,  // to see what was said in their name
  questions,  // to learn whether register questions can work for them
};

struct CitizenSession {
  std::string session;  // digest of the browser's secret
  std::string state;    // digest of the login's state
  std::string secrets;  // bytes: what finishing the login needs; empty once it is finished
  std::string language;
  SignInPurpose purpose = SignInPurpose::vouchings;
  std::string person_id;         // empty until signed in
  std::optional<bool> feasible;  // whether register questions can work, where it was asked
  Moment expires_at = 0;
};

struct SignedIn {
  std::string session;  // digest of the new secret
  std::string person_id;
  std::optional<bool> feasible;
  Moment expires_at = 0;
};

class CitizenSessions {
 public:
  virtual ~CitizenSessions() = default;

  // Also forgets those that are over by then.
  [[nodiscard]] virtual base::Result<void> open(const CitizenSession& session, Moment now) = 0;
  [[nodiscard]] virtual base::Result<std::optional<CitizenSession>> by_state(const std::string& state) = 0;
  [[nodiscard]] virtual base::Result<std::optional<CitizenSession>> by_session(
      const std::string& session) = 0;
  // The login's end: the session becomes another one, the person's. False if it was finished already.
  [[nodiscard]] virtual base::Result<bool> sign_in(const std::string& session, const SignedIn& person) = 0;
  [[nodiscard]] virtual base::Result<void> close(const std::string& session) = 0;
};

}  // namespace skranke::desk
