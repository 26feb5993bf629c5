// Access tokens of the staff file: for programs, and for the screens of the waiting rooms.
//
// PRIVACY: tokens are known by their SHA-256 only, and compared in constant time.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/gate/member.hpp"

namespace skranke::http::gate {

struct TokenHolder {
  StaffMember member;
  std::string token_sha256;  // 64 hexadecimal digits
};

class Tokens {
 public:
  using Hash = std::function<std::string(std::string_view)>;  // SHA-256 as 64 hexadecimal digits

  Tokens(std::vector<TokenHolder> holders, Hash sha256)
      : holders_{std::move(holders)}, sha256_{std::move(sha256)} {}

  // Null: nobody has this token. Lives as long as this.
  [[nodiscard]] const StaffMember* by_token(std::string_view token) const;
  // The same by a header field "Authorization: Bearer …" (RFC 6750).
  [[nodiscard]] const StaffMember* by_authorization(std::string_view field) const;

 private:
  std::vector<TokenHolder> holders_;
  Hash sha256_;
};

}  // namespace skranke::http::gate
