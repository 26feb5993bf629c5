#include "dump/numbers.hpp"

#include <array>
#include <utility>
#include <vector>

#include "dump/candidates.hpp"

namespace skranke::dump {
namespace {

// By how much an integer is shifted, as keys of rows are: a flag, a delivery, both, whole bytes.
constexpr std::array<unsigned, 6> shifts{0, 1, 8, 16, 20, 21};
constexpr std::array<std::size_t, 4> widths{5, 6, 7, 8};
constexpr std::size_t text_form = 0;
constexpr std::size_t packed_form = 1;
constexpr std::size_t decimal_forms = 2;
constexpr std::size_t varint_forms = decimal_forms + shifts.size();
constexpr std::size_t high_forms = varint_forms + shifts.size();
constexpr std::size_t low_forms = high_forms + widths.size() * shifts.size();
constexpr std::size_t separators_max = 3;
constexpr std::size_t number_bits = 34;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_separator(char c) { return c == ' ' || c == '-' || c == '.' || c == '/' || c == '\0'; }

std::vector<std::string> names() {
  std::vector<std::string> all{"ten digits", "packed decimal digits"};
  const auto shifted = [&](const std::string& what) {
    for (const unsigned shift : shifts)
      all.push_back(shift == 0 ? what : what + " shifted by " + std::to_string(shift));
  };
  shifted("decimal integer");
  shifted("SQLite's integer");
  for (const std::size_t width : widths) shifted(std::to_string(width) + " bytes, highest first");
  for (const std::size_t width : widths) shifted(std::to_string(width) + " bytes, lowest first");
  return all;
}

struct Reader {
  std::string_view bytes;
  const std::function<bool(std::uint64_t)>& wanted;
  const TakeNumber& take;

  [[nodiscard]] std::uint64_t byte(std::size_t at) const { return static_cast<unsigned char>(bytes[at]); }

  void offer(std::size_t form, std::uint64_t number, std::size_t at) const {
    if (number < numbers && wanted(number)) take(form, number, at);
  }
  // `bits` that there are: less than a number needs beside the shift would be every number.
  void offer_shifted(std::size_t forms, std::uint64_t value, std::size_t at, std::size_t bits = 64) const {
    for (std::size_t i = 0; i < shifts.size() && number_bits + shifts[i] <= bits; ++i)
      offer(forms + i, value >> shifts[i], at);
  }

  // Ten digits, up to three separators between any two.
  void text(std::size_t at) const {
    if (!is_digit(bytes[at])) return;
    std::uint64_t number = 0;
    std::size_t count = 0;
    std::size_t between = 0;
    for (std::size_t i = at; i < bytes.size() && count < 10; ++i) {
      if (is_digit(bytes[i])) {
        number = number * 10 + static_cast<std::uint64_t>(bytes[i] - '0');
        ++count;
        between = 0;
      } else if (!is_separator(bytes[i]) || ++between > separators_max) {
        return;
      }
    }
    if (count == 10) offer(text_form, number, at);
  }
  // A run of digits as one integer.
  void decimal(std::size_t at) const {
    if (!is_digit(bytes[at]) || (at > 0 && is_digit(bytes[at - 1]))) return;
    std::uint64_t value = 0;
    std::size_t end = at;
    for (; end < bytes.size() && is_digit(bytes[end]) && end - at < 20; ++end)
      value = value * 10 + static_cast<std::uint64_t>(bytes[end] - '0');
    if (end - at <= 19) offer_shifted(decimal_forms, value, at);
  }
  void packed(std::size_t at) const {
    if (at + 5 > bytes.size()) return;
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 5; ++i) {
      const std::uint64_t two = byte(at + i);
      if (two >> 4U > 9 || (two & 15U) > 9) return;
      number = number * 100 + (two >> 4U) * 10 + (two & 15U);
    }
    offer(packed_form, number, at);
  }
  void varint(std::size_t at) const {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 9 && at + i < bytes.size(); ++i) {
      if (i == 8) return offer_shifted(varint_forms, value << 8U | byte(at + i), at);
      value = value << 7U | (byte(at + i) & 0x7FU);
      if ((byte(at + i) & 0x80U) == 0) {
        if (i >= 3) offer_shifted(varint_forms, value, at);
        return;
      }
    }
  }
  void fixed(std::size_t at) const {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    for (std::size_t i = 0; i < 8 && at + i < bytes.size(); ++i) {
      high = high << 8U | byte(at + i);
      low |= byte(at + i) << (8 * i);
      if (i < 4) continue;
      offer_shifted(high_forms + (i - 4) * shifts.size(), high, at, 8 * (i + 1));
      offer_shifted(low_forms + (i - 4) * shifts.size(), low, at, 8 * (i + 1));
    }
  }
};

}  // namespace

std::span<const std::string> number_forms() {
  static const std::vector<std::string> all = names();
  return all;
}

void read_numbers(std::string_view bytes, std::size_t first, std::size_t last,
                  const std::function<bool(std::uint64_t)>& wanted, const TakeNumber& take) {
  const Reader reader{bytes, wanted, take};
  for (std::size_t at = first; at < last; ++at) {
    reader.text(at);
    reader.decimal(at);
    reader.packed(at);
    reader.varint(at);
    reader.fixed(at);
  }
}

}  // namespace skranke::dump
