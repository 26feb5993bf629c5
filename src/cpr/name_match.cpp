#include "cpr/name_match.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "cpr/name_fields.hpp"
#include "cpr/text.hpp"

namespace skranke::cpr {
namespace {

// The widths of the register's fields (record 008), and of its addressing line.
constexpr std::size_t given_width = 50;
constexpr std::size_t middle_width = 40;
constexpr std::size_t family_width = 40;
constexpr std::size_t line_width = 34;

std::size_t zone_width(NameLayout layout) {
  switch (layout) {
    case NameLayout::td1:
      return 30;
    case NameLayout::td2:
      return 31;
    case NameLayout::td3:
      return 39;
    case NameLayout::fields:
    case NameLayout::line:
      return 0;
  }
  std::unreachable();
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_placeholder(std::string_view text) { return text == "-" || text == "XXX"; }

// A field in words, and what its mark says.
struct Field {
  Words words;
  bool is_placeholder = false;
  char mark = ' ';
  bool is_full = false;  // so full that a shortened name may be in it

  [[nodiscard]] Piece piece() const {
    return {.text = &words,
            .first = 0,
            .count = words.size(),
            .is_shortened = mark == '+' && is_full,
            .has_lacking_sign = mark == '*'};
  }
};

std::optional<Field> field_of(std::string_view text, char mark = ' ', std::size_t width = 0) {
  Field field;
  const std::string_view plain = trimmed(text);
  field.is_placeholder = is_placeholder(plain);
  auto words = words_of(field.is_placeholder ? std::string_view{} : plain);
  if (!words) return std::nullopt;
  field.words = std::move(*words);
  field.mark = mark;
  field.is_full = 4 * characters(plain) >= 3 * width;
  return field;
}

struct RegisterName {
  Field given;
  Field middle;
  Field family;

  static std::optional<RegisterName> of(const Name& name) {
    auto given = field_of(name.given.reveal(), name.given_mark, given_width);
    auto middle = field_of(name.middle.reveal(), name.middle_mark, middle_width);
    auto family = field_of(name.family.reveal(), name.family_mark, family_width);
    if (!given || !middle || !family) return std::nullopt;
    return RegisterName{std::move(*given), std::move(*middle), std::move(*family)};
  }

  [[nodiscard]] std::array<const Field*, 3> fields() const { return {&given, &middle, &family}; }
  [[nodiscard]] std::array<Piece, 3> pieces() const {
    return {given.piece(), middle.piece(), family.piece()};
  }
  [[nodiscard]] bool has_one_field() const {
    return family.words.size() == 0 || given.words.size() + middle.words.size() == 0;
  }
};

// A document's name in two fields, wherever they come from.
struct TwoFields {
  Field given;
  Field family;
  bool without_case = false;
  bool is_cut_inside = false;   // a zone that is full to its last character
  bool is_cut_between = false;  // a zone of which only the last character is a filler
};

// Where the middle name goes: how many of its words stand with the given names.
RuleSet middle_rules(std::size_t with_given, std::size_t words) {
  RuleSet rules;
  if (with_given > 0) rules |= NameRule::middle_with_given;
  if (with_given < words) rules |= NameRule::middle_with_family;
  return rules;
}

std::optional<RuleSet> match_given(const TwoFields& document, Piece given, Piece middle, int attempt) {
  const Piece words = document.given.piece();
  const std::array<Piece, 2> pieces{given, middle};
  if (attempt == 0) return match_pieces(words, pieces, document.without_case);
  if (attempt == 1) return match_reordered(words, given, middle, document.without_case);
  if (document.is_cut_inside || document.is_cut_between)
    return match_cut(words, pieces, !document.is_cut_inside);
  return std::nullopt;
}

std::optional<RuleSet> match_in_one_field(const TwoFields& document, const RegisterName& name) {
  const Piece given = document.given.piece();
  const Piece family = document.family.piece();
  if (given.count > 0 && family.count > 0 && !name.has_one_field()) return std::nullopt;
  const auto pieces = name.pieces();
  const bool is_at_front = given.count > 0;
  if (given.count == 0 || family.count == 0) {
    const auto rules = match_pieces(is_at_front ? given : family, pieces, document.without_case);
    return rules ? std::optional{*rules | NameRule::single_field} : std::nullopt;
  }
  // The register's one field is split as the document splits it.
  const Piece all = name.family.words.size() == 0 && name.middle.words.size() == 0 ? pieces[0]
                    : name.family.words.size() == 0                                ? Piece{}
                                                                                   : pieces[2];
  if (all.text == nullptr || all.count != given.count + family.count) return std::nullopt;
  const std::array front{all.part(0, given.count)};
  const std::array back{all.from(given.count)};
  const auto first = match_pieces(given, front, document.without_case);
  const auto second = match_pieces(family, back, document.without_case);
  return first && second ? std::optional{*first | *second | NameRule::single_field} : std::nullopt;
}

// The family name has to match whole; the given names in order, reordered, or cut by the zone.
std::optional<RuleSet> match_fields(const TwoFields& document, const RegisterName& name) {
  const auto [given, middle, family] = name.pieces();
  for (const int attempt : {0, 1, 2}) {
    for (std::size_t k = middle.count + 1; k-- > 0;) {
      const std::array back{middle.from(k), family};
      const auto family_rules = match_pieces(document.family.piece(), back, document.without_case);
      if (!family_rules) continue;
      if (const auto given_rules = match_given(document, given, middle.part(0, k), attempt))
        return *family_rules | *given_rules | middle_rules(k, middle.count);
    }
  }
  return match_in_one_field(document, name);
}

RuleSet field_rules(const Field& a) {
  RuleSet rules;
  if (a.words.has_compatibility_forms) rules |= NameRule::compatibility_forms;
  if (a.words.has_outer_hyphen) rules |= NameRule::hyphen;
  if (a.is_placeholder) rules |= NameRule::no_name_placeholder;
  return rules;
}

std::optional<RuleSet> match_two(const TwoFields& document, const RegisterName& name) {
  if (document.given.words.size() + document.family.words.size() == 0) return std::nullopt;
  auto rules = match_fields(document, name);
  if (rules) *rules |= field_rules(document.given) | field_rules(document.family);
  return rules;
}

std::optional<RuleSet> match_zone(const DocumentName& document, const RegisterName& name) {
  std::string text{trimmed(document.text.reveal())};
  std::ranges::replace(text, '<', ' ');
  text.erase(text.find_last_not_of(' ') + 1);
  const std::size_t width = zone_width(document.layout);
  if (text.size() > width) return std::nullopt;
  const std::size_t between = std::min(text.find("  "), text.size());
  auto family = field_of(std::string_view{text}.substr(0, between));
  auto given = field_of(std::string_view{text}.substr(between));
  if (!family || !given) return std::nullopt;
  return match_two({.given = std::move(*given),
                    .family = std::move(*family),
                    .without_case = true,
                    .is_cut_inside = text.size() == width,
                    .is_cut_between = text.size() + 1 == width},
                   name);
}

bool is_longer_than_the_line(const Name& name) {
  std::size_t length = 0;
  for (const PersonalText* text : {&name.given, &name.middle, &name.family}) {
    const std::size_t own = characters(trimmed(text->reveal()));
    if (own > 0) length += own + (length > 0 ? 1 : 0);
  }
  return length > line_width;
}

std::optional<RuleSet> match_line(const DocumentName& document, const Name& in_register,
                                  const RegisterName& name) {
  const std::string_view text = document.text.reveal();
  const std::size_t comma = text.find(',');
  if (comma != std::string_view::npos) {
    auto family = field_of(text.substr(0, comma));
    auto given = field_of(text.substr(comma + 1));
    if (!family || !given || family->words.size() == 0 || given->words.size() == 0) return std::nullopt;
    auto rules = match_two({.given = std::move(*given), .family = std::move(*family)}, name);
    return rules ? std::optional{*rules | NameRule::family_first} : std::nullopt;
  }
  const auto line = field_of(text);
  if (!line || line->words.size() == 0) return std::nullopt;
  const auto pieces = name.pieces();
  auto rules = match_pieces(line->piece(), pieces, false);
  if (!rules && is_longer_than_the_line(in_register)) rules = match_initials(line->piece(), pieces);
  if (rules) *rules |= field_rules(*line);
  return rules;
}

std::optional<RuleSet> match(const DocumentName& document, const Name& in_register) {
  const auto name = RegisterName::of(in_register);
  if (!name) return std::nullopt;
  std::optional<RuleSet> rules;
  if (document.layout == NameLayout::line) {
    rules = match_line(document, in_register, *name);
  } else if (document.layout == NameLayout::fields) {
    auto given = field_of(document.text.reveal());
    auto family = field_of(document.family.reveal());
    if (!given || !family) return std::nullopt;
    rules = match_two({.given = std::move(*given), .family = std::move(*family)}, *name);
  } else {
    rules = match_zone(document, *name);
  }
  if (!rules) return std::nullopt;
  for (const Field* field : name->fields()) {
    *rules |= field_rules(*field);
    if (field->mark == '=' && field->words.size() > 0) *rules |= NameRule::register_undocumented;
  }
  return rules;
}

}  // namespace

NameMatch match_name(const DocumentName& document, const Name& in_register) {
  const auto rules = match(document, in_register);
  NameMatch result;
  if (!rules) return result;
  result.answer = rules->empty() ? NameAnswer::equal : NameAnswer::equal_under_rules;
  for (std::size_t i = 0; i < name_rule_count; ++i) {
    const auto rule = static_cast<NameRule>(i);
    if (rules->has(rule)) result.rules.push_back(rule);
  }
  return result;
}

std::string_view name(NameAnswer answer) {
  switch (answer) {
    case NameAnswer::equal:
      return "equal";
    case NameAnswer::equal_under_rules:
      return "equal-under-rules";
    case NameAnswer::different:
      return "different";
  }
  std::unreachable();
}

std::string_view name(NameRule rule) {
  switch (rule) {
    case NameRule::capitals:
      return "capitals";
    case NameRule::compatibility_forms:
      return "compatibility-forms";
    case NameRule::diacritics:
      return "diacritics";
    case NameRule::transliteration:
      return "transliteration";
    case NameRule::punctuation:
      return "punctuation";
    case NameRule::hyphen:
      return "hyphen";
    case NameRule::middle_with_given:
      return "middle-with-given";
    case NameRule::middle_with_family:
      return "middle-with-family";
    case NameRule::given_order:
      return "given-order";
    case NameRule::single_field:
      return "single-field";
    case NameRule::no_name_placeholder:
      return "no-name-placeholder";
    case NameRule::family_first:
      return "family-first";
    case NameRule::initials:
      return "initials";
    case NameRule::zone_truncated:
      return "zone-truncated";
    case NameRule::register_shortened:
      return "register-shortened";
    case NameRule::register_sign:
      return "register-sign";
    case NameRule::register_undocumented:
      return "register-undocumented";
  }
  std::unreachable();
}

}  // namespace skranke::cpr
