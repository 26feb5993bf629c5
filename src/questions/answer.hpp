// What counts as the same answer.
//
// Both sides become a key of fixed width by a documented rule; the keys are compared without an early end, so
// that neither the time nor the number of bytes tells how close an answer was. The time of a rule depends on
// the answer's own text alone. SPEC: docs/questions.md, "When an answer is right".
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/personal.hpp"
#include "questions/policy.hpp"

namespace skranke::questions {

inline constexpr std::size_t answer_bytes_max = 200;  // longer answers are wrong
inline constexpr std::size_t key_bytes = 64;

// The normal form of an answer, padded with zeros; what is longer is cut, on both sides alike.
using AnswerKey = std::array<std::uint8_t, key_bytes>;

// What the register expects: one normal form. PRIVACY: the answer itself.
using Expected = base::Personal<AnswerKey>;

// The normal form by a rule. Total: a text that is no answer by the rule becomes a key that equals none.
//   number       decimal digits, without leading zeros; spaces around it don't count
//   day-month    day and month, "24-12", "24.12", "24/12", "24 12" or "2412"
//   folded-text  letters and digits only, without case; ae for æ and ä, oe for ø and ö, aa for å, the base
//                letter for every other letter with a mark
//   road-name    the same, after short words are written out: "Gl. Skt. Pauls Vej", "Gammel Sankt Pauls Vej"
//   first-word   folded-text of the first word, for given names
[[nodiscard]] AnswerKey normal_form(Compare compare, std::string_view text);

// Whether a normal form is an answer at all.
[[nodiscard]] bool is_answer(const AnswerKey& key);

// Constant time in the keys.
[[nodiscard]] bool same(const AnswerKey& left, const AnswerKey& right);

// Whether `text` is the expected answer.
[[nodiscard]] bool grade(Compare compare, const Expected& expected, std::string_view text);

}  // namespace skranke::questions
