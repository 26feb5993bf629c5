#include "cpr/name_align.hpp"

#include <algorithm>
#include <vector>

namespace skranke::cpr {
namespace {

bool is_mark_of(char32_t mark, const Sign& sign) {
  return std::ranges::find(sign.marks, mark) != sign.marks.end();
}

bool has_only_marks_of(const Sign& fewer, const Sign& more) {
  return std::ranges::all_of(fewer.marks, [&](char32_t mark) { return mark == 0 || is_mark_of(mark, more); });
}

// Walks both words from the front. A dead end is remembered, so that every pair of places is left once.
class Walk {
 public:
  Walk(std::span<const Sign> left, std::span<const Sign> right, Aligning aligning)
      : left_{left}, right_{right}, aligning_{aligning} {}

  // From the places on to the ends. `lacked`: a sign that the register lacks was passed already.
  std::optional<Aligned> from(std::size_t at_left, std::size_t at_right, bool lacked) {
    const bool left_ends = at_left == left_.size();
    const bool right_ends = at_right == right_.size();
    if (left_ends && right_ends) return Aligned{};
    if (left_ends && aligning_.left_may_be_cut) return Aligned{.rules = {}, .is_cut = true};
    const std::size_t place =
        ((at_left * (right_.size() + 1)) + at_right) * 2 + static_cast<std::size_t>(lacked);
    if (!dead_ends_.empty() && dead_ends_[place]) return std::nullopt;
    auto found = step(at_left, at_right, lacked);
    if (!found) {
      if (dead_ends_.empty()) dead_ends_.resize((left_.size() + 1) * (right_.size() + 1) * 2);
      dead_ends_[place] = true;
    }
    return found;
  }

 private:
  std::optional<Aligned> step(std::size_t at_left, std::size_t at_right, bool lacked) {
    const Sign* left = at_left < left_.size() ? &left_[at_left] : nullptr;
    const Sign* right = at_right < right_.size() ? &right_[at_right] : nullptr;
    if (left != nullptr && right != nullptr) {
      if (const auto rules = same(*left, *right)) {
        if (auto rest = from(at_left + 1, at_right + 1, lacked)) return with(*rest, *rules);
      }
    }
    if (left != nullptr) {
      if (const auto rule = droppable(*left)) {
        if (auto rest = from(at_left + 1, at_right, lacked)) return with(*rest, *rule);
      }
      if (auto found = spelled(*left, right_, at_left, at_right, lacked, true)) return found;
    }
    if (right != nullptr) {
      if (const auto rule = droppable(*right)) {
        if (auto rest = from(at_left, at_right + 1, lacked)) return with(*rest, *rule);
      }
      if (auto found = spelled(*right, left_, at_right, at_left, lacked, false)) return found;
    }
    return aligning_.has_lacking_sign && !lacked ? lacking(at_left, at_right) : std::nullopt;
  }

  static Aligned with(Aligned rest, RuleSet rules) {
    rest.rules |= rules;
    return rest;
  }

  [[nodiscard]] RuleSet case_of(const Sign& a, const Sign& b) const {
    return aligning_.without_case || a.is_capital == b.is_capital ? RuleSet{} : RuleSet{NameRule::capitals};
  }

  // The same letter, or one of which the register's alphabet has only a form with fewer marks.
  [[nodiscard]] std::optional<RuleSet> same(const Sign& a, const Sign& b) const {
    if (a.code == b.code) return RuleSet{};
    if (a.kind != SignKind::letter || b.kind != SignKind::letter) return std::nullopt;
    if (a.folded == b.folded) return case_of(a, b);
    if (a.base != b.base || a.in_register_alphabet() == b.in_register_alphabet()) return std::nullopt;
    const Sign& fewer = a.in_register_alphabet() ? a : b;
    const Sign& more = a.in_register_alphabet() ? b : a;
    if (fewer.is_ascii_letter() || !has_only_marks_of(fewer, more)) return std::nullopt;
    return case_of(a, b) | NameRule::diacritics;
  }

  static std::optional<NameRule> droppable(const Sign& sign) {
    if (sign.kind == SignKind::droppable) return NameRule::punctuation;
    if (sign.kind == SignKind::mark) return NameRule::diacritics;
    return std::nullopt;
  }

  // `letter` as ICAO spells it, in `text` from `at_text` on.
  std::optional<Aligned> spelled(const Sign& letter, std::span<const Sign> text, std::size_t at_letter,
                                 std::size_t at_text, bool lacked, bool letter_is_left) {
    if (at_text == text.size()) return std::nullopt;
    const RuleSet rules =
        case_of(letter, text[at_text]) |
        (letter.is_from_table ? RuleSet{NameRule::transliteration} : RuleSet{NameRule::diacritics});
    for (const std::string_view spelling : letter.spellings) {
      if (spelling.empty()) break;
      std::size_t length = 0;
      while (length < spelling.size() && at_text + length < text.size() &&
             is_letter(text[at_text + length], spelling[length]))
        ++length;
      const std::size_t end = at_text + length;
      if (length < spelling.size()) {
        const bool is_cut = !letter_is_left && aligning_.left_may_be_cut && length > 0 && end == text.size();
        if (is_cut) return Aligned{.rules = rules, .is_cut = true};
        continue;
      }
      auto rest = letter_is_left ? from(at_letter + 1, end, lacked) : from(end, at_letter + 1, lacked);
      if (rest) return with(*rest, rules);
    }
    return std::nullopt;
  }

  static bool is_letter(const Sign& sign, char capital) {
    return sign.is_ascii_letter() && sign.folded == static_cast<char32_t>(capital - 'A' + 'a');
  }

  // One letter beyond the register's alphabet: left out, or another sign or form of the letter in its place.
  std::optional<Aligned> lacking(std::size_t at_left, std::size_t at_right) {
    if (is_lacking(left_, at_left)) {
      if (stands_for(right_, at_right, left_[at_left])) {
        if (const auto rest = from(at_left + 1, at_right + 1, true))
          return with(*rest, NameRule::register_sign);
      }
      if (const auto rest = from(at_left + 1, at_right, true)) return with(*rest, NameRule::register_sign);
    } else if (is_lacking(right_, at_right)) {
      if (stands_for(left_, at_left, right_[at_right])) {
        if (const auto rest = from(at_left + 1, at_right + 1, true))
          return with(*rest, NameRule::register_sign);
      }
      if (const auto rest = from(at_left, at_right + 1, true)) return with(*rest, NameRule::register_sign);
    }
    return std::nullopt;
  }

  static bool is_lacking(std::span<const Sign> word, std::size_t at) {
    return at < word.size() && word[at].kind == SignKind::letter && !word[at].in_register_alphabet();
  }

  static bool stands_for(std::span<const Sign> word, std::size_t at, const Sign& letter) {
    return at < word.size() && (word[at].kind == SignKind::other || word[at].base == letter.base);
  }

  std::span<const Sign> left_;
  std::span<const Sign> right_;
  Aligning aligning_;
  std::vector<bool> dead_ends_;
};

}  // namespace

std::optional<Aligned> align(std::span<const Sign> left, std::span<const Sign> right, Aligning aligning) {
  return Walk{left, right, aligning}.from(0, 0, false);
}

}  // namespace skranke::cpr
