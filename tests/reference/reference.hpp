// The MitID document rules once more, deliberately naive: what the compiled policy is tested against.
//
// Written straight from the clauses, as plain C++ with lists of its own: it reads no policy file and
// shares nothing with src/. Unknown facts are decided by trying every completion, with values collapsed
// into the classes that the clauses can tell apart (reference_test.cpp tests that collapsing).
// Slow on purpose: nothing here is clever, so that it can be read beside the clauses.
#pragma once

#include <compare>
#include <utility>
#include <vector>

#include "reference/nouns.hpp"

namespace skranke::reference {

// All that the lists see of a fully known document. One that serves nowhere has no CPR number here,
// because a document that is in no combination can't bring it along.
struct Standing {
  Lines lines = 0;
  bool cpr_number = false;
  auto operator<=>(const Standing&) const = default;
};

struct Answer {
  Outcome outcome{};
  char list = '-';                // 'A', 'B' or 'C'; '-': none, or not the same one in every completion
  std::vector<std::size_t> used;  // rising
  std::vector<Lines> lines;       // per document
  std::vector<Reasons> refused;   // per document
  std::vector<std::pair<std::size_t, Fact>> open_facts;
};

// Of a fully known document.
[[nodiscard]] Standing standing(const Document& document, Date visit, bool high_commissioner);
[[nodiscard]] Reasons reasons(const Document& document, Date visit, bool high_commissioner);

// 'A', 'B' or 'C': the preferred list that fully known documents satisfy; '-': none.
[[nodiscard]] char list_of(const std::vector<Standing>& documents);

// One value of each class that the clauses can tell apart on the day of the visit.
[[nodiscard]] std::vector<Value> values(Fact fact, Date visit);

// Every fully known document that this one can turn out to be, the last fact changing fastest.
[[nodiscard]] std::vector<Document> completions(const Document& document, Date visit);

// The different standings that a document can turn out to have, rising.
[[nodiscard]] std::vector<Standing> standings(const Document& document, Date visit, bool high_commissioner);

[[nodiscard]] Answer answer(const Case& which);

// The minimal sets of up to `size_max` further lines, each as positions in line_names.
[[nodiscard]] std::vector<std::vector<std::size_t>> advice(const Case& which, std::size_t size_max = 2);

}  // namespace skranke::reference
