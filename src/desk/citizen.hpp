// A citizen who signs in to see every statement that was given in their name.
//
// PRIVACY: days and centres only; nothing about the applicants (the witness learns nothing new about them).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/personal.hpp"
#include "base/result.hpp"
#include "desk/port/citizen_sessions.hpp"
#include "desk/witnessing.hpp"

namespace skranke::desk {

inline constexpr Moment sign_in_seconds = 600;
inline constexpr Moment session_seconds = 900;

struct BegunSignIn {
  std::string address;        // where the browser goes
  base::PersonalText secret;  // what the browser keeps meanwhile
};

[[nodiscard]] base::Result<BegunSignIn> begin_sign_in(const WitnessTools& tools, CitizenSessions& sessions,
                                                      const std::string& language,
                                                      const std::string& reference_text, Moment now);

struct FinishedSignIn {
  std::string language;
  base::PersonalText secret;  // another one, of the session
  std::string refusal;        // empty: signed in
};

// With what the browser came back with, and the secret that it kept: a login counts in the browser that began
// it. Empty where no sign-in has this state.
[[nodiscard]] base::Result<std::optional<FinishedSignIn>> finish_sign_in(const WitnessTools& tools,
                                                                         CitizenSessions& sessions,
                                                                         std::string_view query,
                                                                         const base::PersonalText& secret,
                                                                         Moment now);

// Whose session this is; empty: nobody's.
[[nodiscard]] base::Result<std::optional<std::string>> signed_in(const WitnessTools& tools,
                                                                 CitizenSessions& sessions,
                                                                 const base::PersonalText& secret,
                                                                 Moment now);

[[nodiscard]] base::Result<void> sign_out(const WitnessTools& tools, CitizenSessions& sessions,
                                          const base::PersonalText& secret);

}  // namespace skranke::desk
