#include "http/gate/tokens.hpp"

#include <cstddef>

namespace skranke::http::gate {
namespace {

constexpr std::string_view scheme = "Bearer ";

bool equal(std::string_view one, std::string_view other) {
  if (one.size() != other.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < one.size(); ++i)
    difference |= static_cast<unsigned char>(one[i]) ^ static_cast<unsigned char>(other[i]);
  return difference == 0;
}

}  // namespace

const StaffMember* Tokens::by_token(std::string_view token) const {
  if (token.empty()) return nullptr;
  const std::string digest = sha256_(token);
  // Looks at all of them, so that the time does not tell which one it was.
  const StaffMember* found = nullptr;
  for (const TokenHolder& holder : holders_) {
    if (equal(holder.token_sha256, digest)) found = &holder.member;
  }
  return found;
}

const StaffMember* Tokens::by_authorization(std::string_view field) const {
  return field.starts_with(scheme) ? by_token(field.substr(scheme.size())) : nullptr;
}

}  // namespace skranke::http::gate
