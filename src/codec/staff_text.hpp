// Who works at the desks, from JSON text: {"officers": [{"officer_id", "centre_id", "centre_name",
// "token_sha256", "roles"?, "mitid_uuid"?, "administrator"?, "device"?}]}.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/personal.hpp"
#include "base/result.hpp"

namespace skranke::codec {

struct StaffEntry {
  std::string officer_id;
  std::string centre_id;
  std::string centre_name;
  std::string token_sha256;  // 64 hexadecimal digits, lower case
  std::optional<base::PersonalText> mitid_uuid;
  std::vector<std::string> roles;  // at the centre; none said: officer and second-officer
  bool is_administrator = false;   // of every centre; without `roles` with every role of a centre there
  bool is_device = false;          // a screen in the waiting room, not a person
};

// As strict as a case: an unknown or duplicate key, a hash that is none, or two officers of one id is a
// Problem.
[[nodiscard]] base::Result<std::vector<StaffEntry>> read_staff(std::string_view text);

}  // namespace skranke::codec
