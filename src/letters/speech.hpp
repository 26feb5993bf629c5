// Saying things in the language of a letter.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "letters/letter.hpp"

namespace skranke::letters {

class Speech {
 public:
  using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  // `words` outlives it.
  explicit Speech(const Words& words) : words_{words} {}

  // The text of a whole key with each {name} replaced by its value; the key where there is none.
  [[nodiscard]] std::string text(std::string_view key,
                                 const std::map<std::string, std::string>& values = {}) const;
  // That of "letter.KEY".
  [[nodiscard]] std::string say(std::string_view key, Values values = {}) const;

  // "Tuesday 1 December 2026", "10:00".
  [[nodiscard]] std::string day(base::Day day) const;
  [[nodiscard]] static std::string time(std::int32_t minute);

 private:
  const Words& words_;
};

}  // namespace skranke::letters
