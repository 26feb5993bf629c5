// Does the name on a document say the same as the register's first, middle and last name?
//
// Three answers, because an officer decides about the middle one: the same letters, the same under rules that
// are named and shown, or different. Every rule says what a document or the register does to a name that is
// one and the same; what could as well be another person's name is different. SPEC: clause G3; ICAO Doc
// 9303-3 on names in the machine-readable zone; docs/cpr.md, "Names", has the argument for each rule.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/personal.hpp"
#include "cpr/person.hpp"

namespace skranke::cpr {

// How a document shows a name.
enum class NameLayout : std::uint8_t {
  fields,  // given names and family name apart, in the visual zone
  line,    // everything in one line, given names first, or "family, given"
  td1,     // a machine-readable zone: 30 characters for the name
  td2,     // 31 characters
  td3,     // 39 characters
};

struct DocumentName {
  NameLayout layout = NameLayout::fields;
  base::PersonalText family;  // only with `fields`
  // The given names; with `line` the whole line; with a zone its name field, "FAMILY<<GIVEN<NAMES", with or
  // without the fillers at its end.
  base::PersonalText text;
};

enum class NameAnswer : std::uint8_t { equal, equal_under_rules, different };

enum class NameRule : std::uint8_t {
  capitals,               // capital and small letters
  compatibility_forms,    // ligatures, full-width letters
  diacritics,             // a letter without its marks, or without those that the register's alphabet lacks
  transliteration,        // æ as AE, ø as OE, å as AA … by ICAO's table
  punctuation,            // apostrophes and dots
  hyphen,                 // a hyphen as a space, or of another kind
  middle_with_given,      // the middle name stands with the given names
  middle_with_family,     // the middle name stands with the family name
  given_order,            // the given names after the first in another order
  single_field,           // the name is in one field here and in two there
  no_name_placeholder,    // "-" or "XXX" where there is no name
  family_first,           // "family, given"
  initials,               // initials in a line, of a name longer than the register's own line
  zone_truncated,         // cut at the width of the zone
  register_shortened,     // the register says that it shortened this name
  register_sign,          // the register says that it lacks a sign of this name
  register_undocumented,  // the register says that this name is insufficiently documented
};
inline constexpr std::size_t name_rule_count = 17;

struct NameMatch {
  NameAnswer answer = NameAnswer::different;
  std::vector<NameRule> rules;  // those that were needed, in the order above; empty unless equal_under_rules
};

// Compares, whatever the texts hold: what is not UTF-8 or longer than limits::name_bytes_max is different.
// Not the addressing name, which is shortened to 34 characters. Some microseconds.
[[nodiscard]] NameMatch match_name(const DocumentName& document, const Name& in_register);

// The stable kebab-case names; the texts of a rule are `name_rule.<name>` in the locales.
[[nodiscard]] std::string_view name(NameAnswer answer);
[[nodiscard]] std::string_view name(NameRule rule);

}  // namespace skranke::cpr
