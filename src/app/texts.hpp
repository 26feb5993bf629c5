// The texts that people read, from locales/<language>.json.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace skranke::app {

// One language. Immutable after loading.
class Texts {
 public:
  using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  // Reads a flat JSON object of strings. Problems: not_found, invalid_json, wrong_type.
  [[nodiscard]] static base::Result<Texts> load(const std::filesystem::path& home, std::string_view language);

  [[nodiscard]] bool has(std::string_view key) const { return texts_.contains(key); }

  // The text of `key` with each {name} replaced by its value. A key that is missing stands for itself, so
  // that nothing a person needs to see is ever swallowed.
  [[nodiscard]] std::string get(std::string_view key, Values values = {}) const;

  [[nodiscard]] const std::string& language() const { return language_; }
  // Whether the language has every text, or only the notice that a page is missing (S1).
  [[nodiscard]] bool is_complete() const { return get("language.complete") == "yes"; }

 private:
  std::string language_;
  std::map<std::string, std::string, std::less<>> texts_;
};

// The languages that locales/ has, sorted.
[[nodiscard]] std::vector<std::string> languages(const std::filesystem::path& home);

}  // namespace skranke::app
