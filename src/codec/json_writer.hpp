// Writing JSON text by hand where speed matters: the one place that escapes.
#pragma once

#include <charconv>
#include <concepts>
#include <string>
#include <string_view>

namespace skranke::codec {

// Appends `text`, which is UTF-8, as a JSON string with its quotation marks.
void append_json_string(std::string& out, std::string_view text);

// Appends `"key":"value",`.
inline void append_member(std::string& out, std::string_view key, std::string_view value) {
  append_json_string(out, key);
  out.push_back(':');
  append_json_string(out, value);
  out.push_back(',');
}

inline void append_number(std::string& out, std::integral auto value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, static_cast<std::size_t>(end - digits));
}

}  // namespace skranke::codec
