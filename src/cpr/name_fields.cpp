#include "cpr/name_fields.hpp"

#include <vector>

namespace skranke::cpr {
namespace {

// What stands between two words of a name: a space, or a hyphen of some kind.
RuleSet joint_rules(char32_t a, char32_t b) { return a == b ? RuleSet{} : RuleSet{NameRule::hyphen}; }

std::optional<RuleSet> whole(std::span<const Sign> left, std::span<const Sign> right, Aligning aligning) {
  aligning.left_may_be_cut = false;
  const auto aligned = align(left, right, aligning);
  return aligned ? std::optional{aligned->rules} : std::nullopt;
}

// The words of all pieces in their order, with the joint before each.
struct Row {
  std::span<const Sign> word;
  char32_t joint;
  bool is_in_last_piece;
  Aligning aligning;
};

std::vector<Row> rows_of(std::span<const Piece> pieces, bool without_case) {
  std::vector<Row> rows;
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    for (std::size_t i = 0; i < pieces[p].count; ++i) {
      rows.push_back(
          {.word = pieces[p][i],
           .joint = i == 0 ? U' ' : pieces[p].joint(i),
           .is_in_last_piece = p + 1 == pieces.size(),
           .aligning = {.without_case = without_case, .has_lacking_sign = pieces[p].has_lacking_sign}});
    }
  }
  return rows;
}

// The register's words `piece` as the beginning of `words`: the first is whole unless it is the only one,
// later ones may be cut, and some may have been left out behind them.
std::optional<RuleSet> shortened(Piece words, Piece piece, bool without_case) {
  RuleSet rules{NameRule::register_shortened};
  for (std::size_t i = 0; i < piece.count; ++i) {
    const auto aligned = align(piece[i], words[i],
                               {.without_case = without_case,
                                .left_may_be_cut = i > 0 || piece.count == 1,
                                .has_lacking_sign = piece.has_lacking_sign});
    if (!aligned) return std::nullopt;
    rules |= aligned->rules;
    if (i > 0) rules |= joint_rules(words.joint(i), piece.joint(i));
  }
  return rules;
}

// The words of `piece`, as they stand at the beginning of `words`.
std::optional<RuleSet> beginning(Piece words, Piece piece, bool is_first, bool without_case) {
  if (words.count < piece.count) return std::nullopt;
  RuleSet rules;
  for (std::size_t i = 0; i < piece.count; ++i) {
    const auto same =
        whole(words[i], piece[i], {.without_case = without_case, .has_lacking_sign = piece.has_lacking_sign});
    if (!same) return std::nullopt;
    rules |= *same;
    if (i > 0) rules |= joint_rules(words.joint(i), piece.joint(i));
    if (i == 0 && !is_first) rules |= joint_rules(words.joint(0), U' ');
  }
  return rules;
}

std::optional<RuleSet> match_from(Piece words, std::span<const Piece> pieces, bool is_first,
                                  bool without_case) {
  if (pieces.empty()) return words.count == 0 ? std::optional{RuleSet{}} : std::nullopt;
  const Piece& piece = pieces.front();
  const bool stays_first = is_first && piece.count == 0;
  if (const auto rules = beginning(words, piece, is_first, without_case)) {
    if (const auto rest = match_from(words.from(piece.count), pieces.subspan(1), stays_first, without_case))
      return *rules | *rest;
  }
  if (!piece.is_shortened || piece.count == 0 || words.count < piece.count) return std::nullopt;
  const auto rules = shortened(words, piece, without_case);
  if (!rules) return std::nullopt;
  for (std::size_t taken = piece.count; taken <= words.count; ++taken) {
    if (const auto rest = match_from(words.from(taken), pieces.subspan(1), false, without_case))
      return *rules | *rest;
  }
  return std::nullopt;
}

}  // namespace

std::optional<RuleSet> match_pieces(Piece words, std::span<const Piece> pieces, bool without_case) {
  return match_from(words, pieces, true, without_case);
}

std::optional<RuleSet> match_cut(Piece words, std::span<const Piece> pieces, bool only_missing) {
  const std::vector<Row> rows = rows_of(pieces, true);
  if (words.count == 0 || words.count > rows.size()) return std::nullopt;
  RuleSet rules{NameRule::zone_truncated};
  for (std::size_t i = 0; i < words.count; ++i) {
    Aligning aligning = rows[i].aligning;
    aligning.left_may_be_cut = i > 0 && !only_missing;
    const auto aligned = align(words[i], rows[i].word, aligning);
    if (!aligned) return std::nullopt;
    rules |= aligned->rules;
    if (i > 0) rules |= joint_rules(words.joint(i), rows[i].joint);
  }
  return rules;
}

std::optional<RuleSet> match_initials(Piece words, std::span<const Piece> pieces) {
  const std::vector<Row> rows = rows_of(pieces, false);
  if (words.count != rows.size()) return std::nullopt;
  RuleSet rules{NameRule::initials};
  for (std::size_t i = 0; i < words.count; ++i) {
    std::span<const Sign> word = words[i];
    if (i > 0) rules |= joint_rules(words.joint(i), rows[i].joint);
    if (const auto same = whole(word, rows[i].word, rows[i].aligning)) {
      rules |= *same;
      continue;
    }
    if (i == 0 || rows[i].is_in_last_piece) return std::nullopt;
    if (word.size() == 2 && word[1].code == U'.') word = word.first(1);
    if (word.size() != 1 || word[0].kind != SignKind::letter) return std::nullopt;
    const auto same = align(word, rows[i].word, {.left_may_be_cut = true});
    if (!same) return std::nullopt;
    rules |= same->rules;
  }
  return rules;
}

std::optional<RuleSet> match_reordered(Piece words, Piece given, Piece rest, bool without_case) {
  if (given.count < 3 || words.count != given.count + rest.count) return std::nullopt;
  const std::vector<Row> rows = rows_of({&given, 1}, without_case);
  const auto first = whole(words[0], rows[0].word, rows[0].aligning);
  if (!first) return std::nullopt;
  RuleSet rules = *first | NameRule::given_order;
  std::vector<bool> taken(rows.size(), false);
  std::size_t before = 0;  // the register's place of the word before
  for (std::size_t i = 1; i < given.count; ++i) {
    std::optional<RuleSet> same;
    for (std::size_t j = 1; j < rows.size() && !same; ++j) {
      // What a hyphen holds together on either side has to stand together on both.
      const bool is_held = words.joint(i) != U' ' || rows[j].joint != U' ';
      if (taken[j] || (is_held && j != before + 1)) continue;
      same = whole(words[i], rows[j].word, rows[j].aligning);
      if (!same) continue;
      taken[j] = true;
      rules |= joint_rules(words.joint(i), rows[j].joint);
      before = j;
    }
    if (!same) return std::nullopt;
    rules |= *same;
  }
  const auto behind = match_from(words.from(given.count), {&rest, 1}, false, without_case);
  return behind ? std::optional{rules | *behind} : std::nullopt;
}

}  // namespace skranke::cpr
