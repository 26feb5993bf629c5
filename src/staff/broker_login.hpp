// Signing in by the broker of MitID Erhverv: the broker says which employee it is, and an administrator has
// said whose account that is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/personal.hpp"
#include "desk/port/identity_broker.hpp"
#include "staff/sessions.hpp"

namespace skranke::staff {

struct BegunBrokerLogin {
  std::string address;        // where the browser goes
  base::PersonalText secret;  // what the browser keeps meanwhile
};

// `reference_text` is what the app shows.
[[nodiscard]] base::Result<BegunBrokerLogin> begin_broker_login(const Tools& tools,
                                                                desk::IdentityBroker& broker,
                                                                const std::string& language,
                                                                const std::string& reference_text,
                                                                Moment now);

struct FinishedBrokerLogin {
  std::string language;  // empty: no login has this state
  std::string refusal;   // empty: signed in; "not-known": the broker's employee has no account here
  Opened opened;
};

// With what the browser came back with, and the secret that it kept. Each login serves once. A broker that
// does not answer is a refusal ("broker-unavailable"), since the code may be used up.
[[nodiscard]] base::Result<FinishedBrokerLogin> finish_broker_login(const Tools& tools,
                                                                    desk::IdentityBroker& broker,
                                                                    std::string_view query,
                                                                    const base::PersonalText& secret,
                                                                    Moment now);

// What an account is found by: the employee's id at the broker, as a keyed hash.
[[nodiscard]] std::string employee_key(const Tools& tools, const base::PersonalText& employee);

}  // namespace skranke::staff
