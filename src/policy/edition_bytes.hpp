// Versions of policies as bytes, for an engine that has no TOML and no compiler: the one in a browser.
//
// What travels is the compiled Program, so that the engine elsewhere looks up in the very tables that this
// one looks up in, and can't understand a rule otherwise. docs/engine.md describes the format.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "policy/catalogue.hpp"

namespace skranke::policy {

// Raised whenever the bytes of the same policy change, or what the engine makes of them.
inline constexpr std::uint8_t edition_format = 2;

// Every version of the policy `id` that `catalogue` has, with its standing; without what only its author's
// words, or the rules for witnesses, are asked for. The same editions give the same bytes. Problem:
// unknown_policy.
[[nodiscard]] base::Result<std::string> edition_bytes(const Catalogue& catalogue, std::string_view id);

// Adds them to `into`. Problems, with which `into` may hold some of the versions: invalid_policy, for bytes
// of another format, bytes that are cut off or have changed on the way, and versions that are there already.
[[nodiscard]] base::Result<void> read_editions(std::string_view bytes, Catalogue& into);

}  // namespace skranke::policy
