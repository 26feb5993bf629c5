// What the use cases of staff work with, and their bounds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/hex.hpp"
#include "staff/port/factors.hpp"
#include "staff/port/staff_store.hpp"

namespace skranke::staff {

struct Tools {
  StaffStore& store;
  const Factors& factors;
  std::string origin;         // of the desk, as browsers say it: "https://desk.example.dk"
  std::string relying_party;  // its host, which passkeys belong to
};

namespace limits {

inline constexpr Moment idle_seconds = 600;        // then a session is locked
inline constexpr Moment whole_seconds = 8 * 3600;  // then it is over
inline constexpr Moment half_seconds = 300;        // between the password and the second factor
inline constexpr Moment stepped_up_seconds = 300;  // a second factor given again counts for so long
inline constexpr Moment challenge_seconds = 120;   // for a passkey to answer
inline constexpr Moment invitation_seconds = 86'400;
inline constexpr Moment try_window = 900;
inline constexpr std::int64_t tries_of_account = 5;   // in a window, of a password or a second factor each
inline constexpr std::int64_t tries_of_address = 30;  // the same, of whoever is behind an address
inline constexpr std::size_t secret_bytes = 32;
inline constexpr std::size_t password_bytes_min = 12;
inline constexpr std::size_t password_bytes_max = 256;
inline constexpr std::size_t recovery_codes = 8;

inline constexpr std::size_t id_bytes = 12;
inline constexpr std::int64_t events_shown = 500;

}  // namespace limits

// What is kept for auditors, with the change that it tells of.
[[nodiscard]] inline Event new_event(const Tools& tools, std::string by, std::string account_id,
                                     std::string what, std::string detail, Moment now) {
  return {.event_id = base::hex_of(tools.factors.random(limits::id_bytes)),
          .account_id = std::move(account_id),
          .by = std::move(by),
          .what = std::move(what),
          .detail = std::move(detail),
          .at = now};
}

// What becomes of who tries something. `throttled`: too often; nothing was looked at.
enum class Outcome : std::uint8_t { done, refused, throttled };

// What a try is counted under: nobody reads in the database who was tried.
[[nodiscard]] inline std::string try_subject(const Tools& tools, std::string_view kind, std::string_view of) {
  return tools.factors.digest(tools.factors.keyed("staff-try", std::string{kind}.append(":").append(of)));
}

}  // namespace skranke::staff
