// A value about a person that can't be shown by accident.
//
// PRIVACY: no operator<<, no formatter, no conversion. `reveal()` is the one way out, so that searching for
// it lists every disclosure. Where a test framework prints it, it prints "(personal)".
#pragma once

#include <ostream>
#include <string>
#include <utility>

namespace skranke::base {

template <class T>
class Personal {
 public:
  Personal() = default;
  explicit Personal(T value) : value_{std::move(value)} {}

  [[nodiscard]] const T& reveal() const { return value_; }

  friend bool operator==(const Personal&, const Personal&) = default;
  friend std::ostream& operator<<(std::ostream&, const Personal&) = delete;
  // NOLINTNEXTLINE(readability-identifier-naming): GoogleTest looks for this name.
  friend void PrintTo(const Personal& /*value*/, std::ostream* out) { *out << "(personal)"; }

 private:
  T value_{};
};

using PersonalText = Personal<std::string>;  // UTF-8, NFC

}  // namespace skranke::base
