// ISO 3166-1 alpha-2 country codes as small numbers.
//
// Assigned codes only, and XK (Kosovo), which passports carry although ISO 3166 leaves it to users.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace skranke::base {

// 0 is "unknown"; a country is 1 + 26 * (first letter) + (second letter).
using Country = std::uint16_t;
inline constexpr Country country_unknown = 0;
inline constexpr std::size_t country_count = 677;

// The assigned codes, in alphabetical order, without separators.
inline constexpr std::string_view assigned_countries =
    "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCV"
    "CWCXCY"
    "CZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQ"
    "IRISIT"
    "JEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNE"
    "NFNGNI"
    "NLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTG"
    "THTJTK"
    "TLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW";
static_assert(assigned_countries.size() == 2UL * 250);  // the 249 of ISO 3166-1, and XK

// The number of two capital letters, assigned or not.
[[nodiscard]] constexpr Country country_number(std::string_view code) {
  return static_cast<Country>(1 + 26 * (code[0] - 'A') + (code[1] - 'A'));
}

namespace detail {
struct CountryBits {
  bool assigned[country_count] = {};
  constexpr CountryBits() {
    for (std::size_t i = 0; i < assigned_countries.size(); i += 2) {
      assigned[country_number(assigned_countries.substr(i, 2))] = true;
    }
  }
};
inline constexpr CountryBits country_bits{};
}  // namespace detail

// The number of an assigned code in capitals ("DK"); anything else is empty.
[[nodiscard]] constexpr std::optional<Country> parse_country(std::string_view code) {
  if (code.size() != 2) return std::nullopt;
  const char first = code[0];
  const char second = code[1];
  if (first < 'A' || first > 'Z' || second < 'A' || second > 'Z') return std::nullopt;
  const Country country = country_number(code);
  if (!detail::country_bits.assigned[country]) return std::nullopt;
  return country;
}

// The code of a country that is not unknown.
[[nodiscard]] inline std::string country_code(Country country) {
  const int index = country - 1;
  return {static_cast<char>('A' + index / 26), static_cast<char>('A' + index % 26)};
}

}  // namespace skranke::base
