#include "http/desk/staff.hpp"

#include <cstddef>

#include "http/server/problem.hpp"

namespace skranke::http::desk {
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

const StaffMember* Staff::member_by_token(std::string_view token) const {
  if (token.empty()) return nullptr;
  const std::string digest = sha256_(token);
  // Looks at all of them, so that the time does not tell which one it was.
  const StaffMember* found = nullptr;
  for (const StaffMember& member : members_) {
    if (equal(member.token_sha256, digest)) found = &member;
  }
  return found;
}

std::optional<skranke::desk::Officer> Staff::by_token(std::string_view token) const {
  const StaffMember* found = member_by_token(token);
  return found == nullptr || found->is_device ? std::nullopt : std::optional{found->officer};
}

const StaffMember* Staff::member_by_authorization(std::string_view field) const {
  return field.starts_with(scheme) ? member_by_token(field.substr(scheme.size())) : nullptr;
}

std::optional<skranke::desk::Officer> Staff::by_authorization(std::string_view field) const {
  if (!field.starts_with(scheme)) return std::nullopt;
  return by_token(field.substr(scheme.size()));
}

void write_nobody(Response& response) {
  response.fields = "WWW-Authenticate: Bearer\r\n";
  write_problem(response, {401, "no-officer", "Nobody has signed in",
                           "Send an access token: Authorization: Bearer TOKEN."});
}

}  // namespace skranke::http::desk
