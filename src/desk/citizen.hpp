// A citizen who signs in: to see every statement that was given in their name, or to learn before the visit
// whether register questions can work for them.
//
// PRIVACY: of statements days and centres only; nothing about the applicants (the witness learns nothing new
// about them). Of the register yes or no, asked once at the login; the number is not kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/personal.hpp"
#include "base/result.hpp"
#include "desk/port/citizen_sessions.hpp"
#include "desk/port/question_verifier.hpp"
#include "desk/witnessing.hpp"

namespace skranke::desk {

inline constexpr Moment sign_in_seconds = 600;
inline constexpr Moment session_seconds = 900;

struct BegunSignIn {
  std::string address;        // where the browser goes
  base::PersonalText secret;  // what the browser keeps meanwhile
};

struct SignInWish {
  SignInPurpose purpose = SignInPurpose::vouchings;
  std::string language;
  std::string reference_text;  // what the app shows
};

[[nodiscard]] base::Result<BegunSignIn> begin_sign_in(const WitnessTools& tools, CitizenSessions& sessions,
                                                      const SignInWish& wish, Moment now);

struct FinishedSignIn {
  SignInPurpose purpose = SignInPurpose::vouchings;
  std::string language;
  base::PersonalText secret;  // another one, of the session
  std::string refusal;        // empty: signed in
};

// With what the browser came back with, and the secret that it kept: a login counts in the browser that began
// it. Empty where no sign-in has this state. `verifier` is asked where the sign-in was about questions;
// without one that is refused ("register-unavailable").
[[nodiscard]] base::Result<std::optional<FinishedSignIn>> finish_sign_in(
    const WitnessTools& tools, CitizenSessions& sessions, QuestionVerifier* verifier, std::string_view query,
    const base::PersonalText& secret, Moment now);

// The session, once somebody has signed in with it; empty: nobody.
[[nodiscard]] base::Result<std::optional<CitizenSession>> signed_in(const WitnessTools& tools,
                                                                    CitizenSessions& sessions,
                                                                    const base::PersonalText& secret,
                                                                    Moment now);

[[nodiscard]] base::Result<void> sign_out(const WitnessTools& tools, CitizenSessions& sessions,
                                          const base::PersonalText& secret);

}  // namespace skranke::desk
