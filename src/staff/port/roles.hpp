// What people who work at the desks may be: roles, by centre. Nobody has one by default.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace skranke::staff {

enum class Role : std::uint8_t { officer, second_officer, supervisor, administrator, auditor };

inline constexpr std::array all_roles{Role::officer, Role::second_officer, Role::supervisor,
                                      Role::administrator, Role::auditor};

[[nodiscard]] constexpr std::string_view name(Role role) {
  switch (role) {
    case Role::officer:
      return "officer";
    case Role::second_officer:
      return "second-officer";
    case Role::supervisor:
      return "supervisor";
    case Role::administrator:
      return "administrator";
    case Role::auditor:
      return "auditor";
  }
  std::unreachable();
}

[[nodiscard]] constexpr std::optional<Role> role_named(std::string_view text) {
  for (const Role role : all_roles) {
    if (name(role) == text) return role;
  }
  return std::nullopt;
}

// A set of roles.
class Roles {
 public:
  constexpr Roles() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): a role is a set of one.
  constexpr Roles(Role role) : bits_{static_cast<std::uint8_t>(1U << static_cast<unsigned>(role))} {}

  [[nodiscard]] constexpr bool is_empty() const { return bits_ == 0; }
  [[nodiscard]] constexpr bool has(Role role) const { return !(*this & Roles{role}).is_empty(); }
  [[nodiscard]] constexpr bool meets(Roles other) const { return !(*this & other).is_empty(); }

  friend constexpr Roles operator|(Roles one, Roles other) { return of(one.bits_ | other.bits_); }
  friend constexpr Roles operator&(Roles one, Roles other) { return of(one.bits_ & other.bits_); }
  // Those of `one` that `other` has not.
  friend constexpr Roles operator-(Roles one, Roles other) {
    return of(one.bits_ & static_cast<std::uint8_t>(~other.bits_));
  }
  friend constexpr bool operator==(Roles, Roles) = default;

 private:
  static constexpr Roles of(int bits) {
    Roles roles;
    roles.bits_ = static_cast<std::uint8_t>(bits);
    return roles;
  }
  std::uint8_t bits_ = 0;
};

[[nodiscard]] constexpr Roles operator|(Role one, Role other) { return Roles{one} | Roles{other}; }

// These work on cases, and need a certificate of training that has not ended.
inline constexpr Roles need_training = Role::officer | Role::second_officer;

inline constexpr std::string_view every_centre = "*";

// Which roles somebody has at a centre, or at every one.
struct RolesAt {
  std::string centre_id;  // or every_centre
  Roles roles;

  friend bool operator==(const RolesAt&, const RolesAt&) = default;
};

[[nodiscard]] inline Roles roles_at(const std::vector<RolesAt>& all, std::string_view centre_id) {
  Roles roles;
  for (const RolesAt& at : all) {
    if (at.centre_id == centre_id || at.centre_id == every_centre) roles = roles | at.roles;
  }
  return roles;
}

[[nodiscard]] inline Roles roles_anywhere(const std::vector<RolesAt>& all) {
  Roles roles;
  for (const RolesAt& at : all) roles = roles | at.roles;
  return roles;
}

}  // namespace skranke::staff
