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

// The same, or null where it is empty.
inline void append_optional(std::string& out, std::string_view key, std::string_view value) {
  if (!value.empty()) return append_member(out, key, value);
  append_json_string(out, key);
  out.append(":null,");
}

// Appends `[…]`, where `append` appends an item.
template <class Items, class Append>
void append_list(std::string& out, const Items& items, const Append& append) {
  out.push_back('[');
  bool is_first = true;
  for (const auto& item : items) {
    if (!is_first) out.push_back(',');
    is_first = false;
    append(item);
  }
  out.push_back(']');
}

inline void append_number(std::string& out, std::integral auto value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, static_cast<std::size_t>(end - digits));
}

}  // namespace skranke::codec
