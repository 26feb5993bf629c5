#include "app/cpr_direkte_command.hpp"

#include <cstdlib>
#include <iostream>
#include <optional>
#include <utility>

#include "app/exit_code.hpp"
#include "app/start.hpp"
#include "connect/cpr_direkte/client.hpp"

namespace skranke::app {
namespace {

std::optional<std::string> from_environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return value;
}

}  // namespace

int run_change_password(const ChangePasswordArguments& arguments) {
  const auto settings = cpr_direkte::read_settings(arguments.settings, from_environment);
  if (!settings) return complain(settings.error(), exit_usage);
  auto config = cpr_direkte::make_config(*settings);
  if (!config) return complain(config.error(), exit_usage);
  const auto new_password = cpr_direkte::read_secret(arguments.new_password_file);
  if (!new_password) return complain(new_password.error(), exit_usage);
  const auto client = cpr_direkte::make_client(std::move(*config), [] { return std::string{}; });
  if (!client) return complain(client.error(), exit_usage);
  if (const auto changed = (*client)->change_password(*new_password); !changed) {
    using cpr_direkte::FailureKind;
    const FailureKind kind = changed.error().kind;
    const bool is_unknown =
        kind == FailureKind::cut || kind == FailureKind::late || kind == FailureKind::malformed;
    complain(changed.error().text, exit_outside);
    if (is_unknown) {
      std::cerr
          << "skranke: whether the password has changed is not known: log on once with the new one, and only "
             "then with the old one\n";
    }
    return kind == FailureKind::answered ? exit_no : exit_outside;
  }
  std::cerr << "skranke: the password has been changed; put the new one into password_file\n";
  return exit_yes;
}

}  // namespace skranke::app
