// A look-up in the cache of prepared statements without a copy of the text.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace skranke::storage {

struct TextHash {
  using is_transparent = void;
  [[nodiscard]] std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

template <class Statement>
using StatementCache = std::unordered_map<std::string, Statement, TextHash, std::equal_to<>>;

}  // namespace skranke::storage
