// Who may ask at the desk's own origin: officers by an access token each.
//
// PRIVACY: tokens are known by their SHA-256 only, and compared in constant time.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/witnessing.hpp"
#include "http/server/response.hpp"

namespace skranke::http::desk {

struct StaffMember {
  skranke::desk::Officer officer;
  std::string token_sha256;  // 64 hexadecimal digits
  bool is_device = false;    // a screen in the waiting room: no officer
};

class Staff {
 public:
  using Hash = std::function<std::string(std::string_view)>;  // SHA-256 as 64 hexadecimal digits

  Staff(std::vector<StaffMember> members, Hash sha256)
      : members_{std::move(members)}, sha256_{std::move(sha256)} {}

  // The officer who has this token; empty if nobody has, or a device.
  [[nodiscard]] std::optional<skranke::desk::Officer> by_token(std::string_view token) const;
  // The same by a header field "Authorization: Bearer …" (RFC 6750).
  [[nodiscard]] std::optional<skranke::desk::Officer> by_authorization(std::string_view field) const;
  // The same, devices included. Null: nobody. Lives as long as the staff.
  [[nodiscard]] const StaffMember* member_by_authorization(std::string_view field) const;

 private:
  [[nodiscard]] const StaffMember* member_by_token(std::string_view token) const;

  std::vector<StaffMember> members_;
  Hash sha256_;
};

// 401: nobody has the token that the request came with, or it had none.
void write_nobody(Response& response);

}  // namespace skranke::http::desk
