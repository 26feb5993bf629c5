// A number of the Danish Civil Registration System (CPR), as ten digits "DDMMYYSSSS".
//
// The seventh digit and the year of two digits give the century; the tenth digit is even for women and odd
// for men. Modulus 11 is a hint only: numbers without it have been issued since 2007 and are as valid. A day
// of 61 to 91 marks a replacement number, which is no CPR number. SPEC: contract, "skranke cpr check".
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"

namespace skranke::proofing {

enum class Sex : std::uint8_t { female, male };

// PRIVACY: no operator<<, no formatter; `reveal()` is the one way out.
class CprNumber {
 public:
  CprNumber() = default;  // "0000000000", no number: for containers

  // Reads exactly ten digits, whatever they mean; empty for anything else. For numbers that a register wrote.
  [[nodiscard]] static std::optional<CprNumber> from_digits(std::string_view digits);

  [[nodiscard]] std::string_view reveal() const { return {digits_.data(), digits_.size()}; }

  friend auto operator<=>(const CprNumber&, const CprNumber&) = default;
  friend std::ostream& operator<<(std::ostream&, const CprNumber&) = delete;
  // NOLINTNEXTLINE(readability-identifier-naming): GoogleTest looks for this name.
  friend void PrintTo(const CprNumber& /*number*/, std::ostream* out) { *out << "(personal)"; }

 private:
  std::array<char, 10> digits_{'0', '0', '0', '0', '0', '0', '0', '0', '0', '0'};
};

enum class NumberKind : std::uint8_t { ordinary, replacement };

enum class NumberRefusal : std::uint8_t {
  format,              // not ten digits, with or without one hyphen or space after the sixth
  date,                // the day does not exist
  replacement_number,  // the day is 61 to 91
  future,              // born after the day of the check
};

// What a text says as a CPR number.
struct NumberReading {
  std::optional<NumberKind> kind;      // empty where the format is wrong
  std::optional<CprNumber> number;     // only if valid
  std::optional<base::Day> born;       // only if valid
  std::optional<Sex> sex;              // only if valid
  bool modulus_11 = false;             // the check digit is right; false where the format is wrong
  std::vector<NumberRefusal> refused;  // every reason that holds; empty: valid
};

// Reads `text` as somebody wrote it, on the day `today`. Always answers.
[[nodiscard]] NumberReading read_cpr_number(std::string_view text, base::Day today);

// The day of birth that a number's first seven digits say, where that day exists. SPEC: docs/cpr.md, the
// century.
[[nodiscard]] std::optional<base::Day> born(const CprNumber& number);
[[nodiscard]] Sex sex(const CprNumber& number);
[[nodiscard]] bool has_check_digit(
    const CprNumber& number);  // weights 4 3 2 7 6 5 4 3 2 1, sum divisible by 11

// The stable kebab-case name, as it stands in output ("replacement-number").
[[nodiscard]] std::string_view name(NumberRefusal refusal);
[[nodiscard]] std::string_view name(NumberKind kind);
[[nodiscard]] std::string_view name(Sex sex);

}  // namespace skranke::proofing
