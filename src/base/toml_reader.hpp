// Reading TOML tables strictly: every key is asked for once, and what was not asked for is a finding.
//
// Only the one file of a room that reads TOML includes this: toml++ is a heavy header, and its settings below
// have to be the same everywhere in the program.
#pragma once

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_HEADER_ONLY 1
// Two bytes of a broken file ("[=") reach an assertion of version 3.3.0 (marzer/tomlplusplus#294); behind it
// comes the error that the parser reports.
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <toml++/toml.h>

#include "base/finding.hpp"

namespace skranke::base {

[[nodiscard]] inline Where where_of(const toml::source_region& region) {
  return {.line = region.begin.line, .column = region.begin.column};
}

// Where findings go.
struct Findings {
  std::string_view file;
  std::vector<Finding>& list;

  void add(Where where, std::string text) {
    list.push_back({.file = std::string{file}, .where = where, .text = std::move(text)});
  }
};

// One table. The destructor reports the keys that were not read.
class TableReader {
 public:
  // `what` names the table in messages: "[[line]]".
  TableReader(const toml::table& table, std::string what, Findings& findings)
      : table_{table}, what_{std::move(what)}, findings_{findings} {}
  TableReader(const TableReader&) = delete;
  TableReader& operator=(const TableReader&) = delete;
  TableReader(TableReader&&) = delete;
  TableReader& operator=(TableReader&&) = delete;

  ~TableReader() {
    for (const auto& [key, value] : table_) {
      if (std::ranges::find(read_, key.str()) != read_.end()) continue;
      std::string text = "unknown key \"" + std::string{key.str()} + "\" in " + what_ + "; expected one of:";
      for (const std::string_view known : read_) text.append(" ").append(known);
      findings_.add(where_of(key.source()), std::move(text));
    }
  }

  [[nodiscard]] Where where() const { return where_of(table_.source()); }
  [[nodiscard]] Findings& findings() const { return findings_; }
  [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }

  // The value of a key, or null. `required`: its absence is a finding.
  const toml::node* get(std::string_view key, bool required, std::string_view expected) {
    read_.push_back(key);
    const toml::node* node = table_.get(key);
    if (node == nullptr && required) {
      missing(key, expected);
    }
    return node;
  }

  std::optional<Name> text(std::string_view key, bool required = true) {
    const toml::node* node = get(key, required, "a string");
    if (node == nullptr) return std::nullopt;
    return text_of(*node, key);
  }

  std::vector<Name> texts(std::string_view key, bool required = true) {
    const toml::node* node = get(key, required, "an array of strings");
    if (node == nullptr) return {};
    return texts_of(*node, key);
  }

  std::optional<std::int32_t> whole(std::string_view key, std::int32_t min, std::int32_t max,
                                    bool required = true) {
    const std::string expected = "a whole number from " + std::to_string(min) + " to " + std::to_string(max);
    const toml::node* node = get(key, required, expected);
    if (node == nullptr) return std::nullopt;
    const auto* value = node->as_integer();
    if (value == nullptr || value->get() < min || value->get() > max) {
      wrong(*node, key, expected);
      return std::nullopt;
    }
    return static_cast<std::int32_t>(value->get());
  }

  std::optional<bool> yes_no(std::string_view key, bool required = true) {
    const toml::node* node = get(key, required, "true or false");
    if (node == nullptr) return std::nullopt;
    const auto* value = node->as_boolean();
    if (value == nullptr) {
      wrong(*node, key, "true or false");
      return std::nullopt;
    }
    return value->get();
  }

  const toml::table* table(std::string_view key, bool required = true) {
    const toml::node* node = get(key, required, "a table");
    if (node == nullptr) return nullptr;
    if (node->as_table() == nullptr) wrong(*node, key, "a table");
    return node->as_table();
  }

  // An array of tables; an element of another type is a finding and left out.
  std::vector<const toml::table*> tables(std::string_view key, bool required = true) {
    std::vector<const toml::table*> found;
    const toml::node* node = get(key, required, "an array of tables");
    if (node == nullptr) return found;
    const auto* array = node->as_array();
    if (array == nullptr) {
      wrong(*node, key, "an array of tables");
      return found;
    }
    for (const toml::node& element : *array) {
      if (element.as_table() == nullptr) {
        wrong(element, key, "a table");
      } else {
        found.push_back(element.as_table());
      }
    }
    return found;
  }

  std::optional<Name> text_of(const toml::node& node, std::string_view key) {
    const auto* value = node.as_string();
    if (value == nullptr || value->get().empty()) {
      wrong(node, key, "a string that is not empty");
      return std::nullopt;
    }
    return Name{.text = value->get(), .where = where_of(node.source())};
  }

  std::vector<Name> texts_of(const toml::node& node, std::string_view key) {
    std::vector<Name> found;
    const auto* array = node.as_array();
    if (array == nullptr) {
      wrong(node, key, "an array of strings");
      return found;
    }
    for (const toml::node& element : *array) {
      if (auto name = text_of(element, key)) found.push_back(std::move(*name));
    }
    return found;
  }

  void wrong(const toml::node& node, std::string_view key, std::string_view expected) {
    findings_.add(where_of(node.source()),
                  std::string{key} + " in " + what_ + ": expected " + std::string{expected});
  }

  void missing(std::string_view key, std::string_view expected) {
    findings_.add(where(), what_ + " has no \"" + std::string{key} + "\"; expected " + std::string{expected});
  }

 private:
  const toml::table& table_;
  std::string what_;
  Findings& findings_;
  std::vector<std::string_view> read_;
};

// The root table of a file, or a finding. At most `bytes_max` bytes of ASCII: version 3.3.0 of the library
// runs into undefined behaviour on some characters beyond it (marzer/tomlplusplus#190, #295), and rules
// need none, as their texts are in locales/.
[[nodiscard]] inline std::optional<toml::table> toml_table(std::string_view text, std::size_t bytes_max,
                                                           Findings& findings) {
  if (text.size() > bytes_max) {
    findings.add({}, "the file is larger than " + std::to_string(bytes_max) + " bytes");
    return std::nullopt;
  }
  const auto beyond_ascii =
      std::ranges::find_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (beyond_ascii != text.end()) {
    const std::string_view before{text.begin(), beyond_ascii};
    const std::size_t line_start = before.rfind('\n') + 1;  // 0 on the first line
    findings.add({.line = static_cast<std::uint32_t>(1 + std::ranges::count(before, '\n')),
                  .column = static_cast<std::uint32_t>(1 + before.size() - line_start)},
                 "a character beyond ASCII; expected none, as texts for people belong to locales/");
    return std::nullopt;
  }
  toml::parse_result parsed = toml::parse(text, findings.file);
  if (parsed.failed()) {
    findings.add(where_of(parsed.error().source()), "not TOML: " + std::string{parsed.error().description()});
    return std::nullopt;
  }
  return std::move(parsed).table();
}

}  // namespace skranke::base
