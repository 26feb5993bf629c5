// The secret of a manage link in fewer characters, since a text message has 160.
#pragma once

#include <string>
#include <string_view>

namespace skranke::appointments {

// A token's hexadecimal digits as base64url without padding (RFC 4648, 5): 43 characters for 64. Empty for
// what is not pairs of such digits.
[[nodiscard]] std::string short_token(std::string_view token);

// The token again; empty for anything that short_token doesn't give.
[[nodiscard]] std::string whole_token(std::string_view text);

}  // namespace skranke::appointments
