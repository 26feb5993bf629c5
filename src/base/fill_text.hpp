// Texts of locales with values put in: "{name}" for what is named so.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace skranke::base {

// Values are put in once each: what they hold is not looked at again. A name without a value stays as it is.
[[nodiscard]] inline std::string fill_text(std::string_view text,
                                           const std::map<std::string, std::string>& values) {
  std::string out;
  while (true) {
    const std::size_t open = text.find('{');
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) return out.append(text);
    const auto value = values.find(std::string{text.substr(open + 1, close - open - 1)});
    out.append(text.substr(0, open));
    out.append(value == values.end() ? text.substr(open, close + 1 - open) : std::string_view{value->second});
    text.remove_prefix(close + 1);
  }
}

// The element of a list with ", " between its elements, from 0; empty behind its end.
[[nodiscard]] inline std::string list_element(std::string_view list, std::size_t index) {
  for (; index > 0; --index) {
    const std::size_t comma = list.find(", ");
    if (comma == std::string_view::npos) return {};
    list.remove_prefix(comma + 2);
  }
  return std::string{list.substr(0, list.find(", "))};
}

}  // namespace skranke::base
