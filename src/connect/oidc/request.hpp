// The two halves of a login that go through the browser: the address it is sent to, and the query it comes
// back with.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "connect/oidc/config.hpp"
#include "desk/port/identity_broker.hpp"

namespace skranke::oidc {

// A reference text that can be shown: UTF-8 without control characters, 1 to 130 characters.
[[nodiscard]] base::Result<void> check_reference_text(std::string_view text);

// SPEC: RFC 6749 section 4.1.1, RFC 7636 section 4.3, OpenID Connect Core 1.0 section 3.1.2.1.
[[nodiscard]] std::string authorization_address(const Config& config, const desk::BegunLogin& login);

// The authorization code in a query. Refusals: wrong_state, wrong_issuer, cancelled, refused_by_broker,
// level_too_low, malformed. Problem: the broker says that it does not work.
[[nodiscard]] base::Result<std::expected<std::string, desk::LoginRefusal>> read_callback(
    const Config& config, const desk::BegunLogin& kept, std::string_view query);

}  // namespace skranke::oidc
