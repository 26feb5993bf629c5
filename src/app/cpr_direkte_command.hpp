// `skranke cpr-direkte change-password`: gives the account of CPR Direkte a new password.
#pragma once

#include <string>

namespace skranke::app {

struct ChangePasswordArguments {
  std::string settings;           // TOML; the environment wins (docs/cpr-direkte.md)
  std::string new_password_file;  // its first line
};

// Logs on once with the old password and the new one. Returns the exit code.
[[nodiscard]] int run_change_password(const ChangePasswordArguments& arguments);

}  // namespace skranke::app
