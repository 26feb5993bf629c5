// `skranke staff add|list|invite|disable`: accounts of who works at the desks, for the first administrator
// above all.
//
// While a server has an SQLite database open, only `list` works.
#pragma once

#include <string>
#include <vector>

namespace skranke::app {

struct StaffArguments {
  std::string database;
  std::string keys = "var/keys";
  std::string desk_url = "http://127.0.0.1:8081";  // before the path of an invitation
  std::string name;                                // sign-in name
  std::string shown_name;
  std::string centre;
  std::vector<std::string> roles;  // ROLE, or ROLE@CENTRE; @* is every centre
  std::string trained_until;
  std::string password_file;  // with totp_key_file: set at once, and nobody is invited
  std::string totp_key_file;  // base32
};

// Each returns the exit code. An invitation's address is printed once, and kept nowhere.
[[nodiscard]] int run_staff_add(const StaffArguments& arguments, const std::string& named_home);
[[nodiscard]] int run_staff_list(const StaffArguments& arguments);
[[nodiscard]] int run_staff_invite(const StaffArguments& arguments);
[[nodiscard]] int run_staff_disable(const StaffArguments& arguments);

}  // namespace skranke::app
