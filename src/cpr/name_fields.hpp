// Words of a document's field against pieces of the register's name.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "cpr/name_align.hpp"
#include "cpr/name_words.hpp"

namespace skranke::cpr {

// Some words, one after the other, of a text that outlives this.
struct Piece {
  const Words* text = nullptr;
  std::size_t first = 0;
  std::size_t count = 0;
  bool is_shortened = false;      // mark '+', and the field is as full as a shortened one
  bool has_lacking_sign = false;  // mark '*'

  [[nodiscard]] std::span<const Sign> operator[](std::size_t at) const { return (*text)[first + at]; }
  [[nodiscard]] char32_t joint(std::size_t at) const { return text->words[first + at].joint; }
  [[nodiscard]] Piece part(std::size_t from, std::size_t words) const {
    Piece piece = *this;
    piece.first += from;
    piece.count = words;
    piece.is_shortened = is_shortened && from + words == count;  // what is missing is missing at the end
    return piece;
  }
  [[nodiscard]] Piece from(std::size_t at) const { return part(at, count - at); }
};

// The rules under which `words` are `pieces` in their order, with nothing left over; empty if they aren't.
[[nodiscard]] std::optional<RuleSet> match_pieces(Piece words, std::span<const Piece> pieces,
                                                  bool without_case);

// The same, where nothing whole matches, but that a full zone may have cut `words`: the first word is whole,
// later ones begin like the register's, and last ones may be missing. `only_missing`: no word may be cut
// inside.
[[nodiscard]] std::optional<RuleSet> match_cut(Piece words, std::span<const Piece> pieces, bool only_missing);

// The same, but that words after the first of all may be initials. Words of the last piece are whole.
[[nodiscard]] std::optional<RuleSet> match_initials(Piece words, std::span<const Piece> pieces);

// `words` are `given` with those after the first in another order, and then `rest`.
[[nodiscard]] std::optional<RuleSet> match_reordered(Piece words, Piece given, Piece rest, bool without_case);

}  // namespace skranke::cpr
