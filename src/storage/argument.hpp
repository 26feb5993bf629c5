// A value seen as an argument: nothing is copied.
#pragma once

#include "storage/database.hpp"

namespace skranke::storage {

[[nodiscard]] inline Argument argument_of(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value)) return std::string_view{*text};
  if (const auto* bytes = std::get_if<Bytes>(&value)) return std::span<const std::byte>{*bytes};
  return {};
}

}  // namespace skranke::storage
