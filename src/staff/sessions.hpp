// A session at the desk: known by a secret in the browser's cookie, and here by its digest.
//
//   sign in → half → (second factor) → open → locked, on demand or after ten minutes without work → open
//   again
//                                        → over, after eight hours, or when it is ended
#pragma once

#include <optional>
#include <string>

#include "base/personal.hpp"
#include "staff/second_factor.hpp"
#include "staff/tools.hpp"

namespace skranke::staff {

enum class Standing : std::uint8_t { none, half, open, locked };

struct Seen {
  Standing standing = Standing::none;
  Session session;  // as it is kept
  Account account;
};

// Whose session this is, and what it is worth at this moment.
[[nodiscard]] base::Result<Seen> look(const Tools& tools, const base::PersonalText& secret, Moment now);

// What a page of ours sends along with each change; who has only the cookie's effect can't know it.
[[nodiscard]] std::string page_token(const Tools& tools, const base::PersonalText& secret);

// Work has been done in it. Written at most every few seconds.
[[nodiscard]] base::Result<void> touch(const Tools& tools, const Seen& seen, Moment now);

[[nodiscard]] Moment idle_left(const Seen& seen, Moment now);
[[nodiscard]] Moment whole_left(const Seen& seen, Moment now);
[[nodiscard]] bool is_stepped_up(const Seen& seen, Moment now);

struct Opened {
  Outcome outcome = Outcome::refused;
  base::PersonalText secret;  // the new one, where there is one
  Seen seen;
};

// A half session for who knows name and password. Takes as long, and is refused in the same way, whether or
// not there is such an account. `address` is whom tries are counted for.
[[nodiscard]] base::Result<Opened> begin_session(const Tools& tools, const std::string& sign_in_name,
                                                 const base::PersonalText& password,
                                                 const std::string& address, Moment now);

// An open session of an account that somebody else vouches for: the broker of MitID.
[[nodiscard]] base::Result<Opened> open_session(const Tools& tools, const Account& account, Moment now);

// The second factor: the session is open, under a new secret.
[[nodiscard]] base::Result<Opened> complete_session(const Tools& tools, const Seen& seen, const Proof& proof,
                                                    Moment now);

// By password or second factor; `seen` is locked or open.
[[nodiscard]] base::Result<Outcome> unlock(const Tools& tools, const Seen& seen, const Proof& proof,
                                           Moment now);

// By second factor only.
[[nodiscard]] base::Result<Outcome> step_up(const Tools& tools, const Seen& seen, const Proof& proof,
                                            Moment now);

[[nodiscard]] base::Result<void> lock(const Tools& tools, const Seen& seen, Moment now);

// False: they have no role there.
[[nodiscard]] base::Result<bool> move_to(const Tools& tools, const Seen& seen, const std::string& centre_id);

// A challenge for a passkey, as bytes.
[[nodiscard]] base::Result<std::string> new_challenge(const Tools& tools, const Seen& seen, Moment now);

}  // namespace skranke::staff
