// A login under way as bytes, for the minutes that the browser is elsewhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "desk/port/identity_broker.hpp"

namespace skranke::desk {

// PRIVACY: holds the login's secrets; kept with the approval and gone with its end.
[[nodiscard]] std::string to_bytes(const BegunLogin& login);

// Empty where the bytes are no login.
[[nodiscard]] std::optional<BegunLogin> login_from(std::string_view bytes);

}  // namespace skranke::desk
