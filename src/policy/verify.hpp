// Everything that a policy can decide, looked at once: what is enough, what never matters, what is missing.
//
// Exhaustive over the fact space (space.hpp). Only the sets of as many documents as a combination can have
// are looked at: accepting is monotone, and an accepted set has an accepted combination in it. Both are
// checked here over all pairs, and docs/policy.md has the argument.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "policy/catalogue.hpp"

namespace skranke::policy {

using LineSet = std::vector<std::size_t>;  // indexes of lines, rising

struct PlaceReport {
  std::size_t states = 0;      // of documents: a kind, and a class of values for each fact that matters to it
  std::size_t classes = 0;     // of documents that serve something: kind, and what they serve
  std::size_t words = 0;       // what documents can serve, whatever their kind
  std::size_t applicants = 0;  // what applicants can be; 0: nothing is asked of them
  std::size_t decided = 0;     // sets of documents that the engine itself decided
  std::size_t looked_at = 0;   // larger sets that were looked at
  std::vector<LineSet> minimal;  // the smallest sets of good documents, one a line, that are accepted
};

struct Shadow {
  std::size_t line = 0;
  LineSet by;  // without any one of these the line would matter
};

struct Verification {
  std::vector<PlaceReport> places;             // in the policy's order
  bool is_monotone = true;                     // whether no document ever turned accepted into rejected
  std::vector<std::size_t> unreachable_lines;  // no accepted combination has a document on it
  std::vector<std::size_t> idle_lines;         // without it no set of documents is decided otherwise,
  std::vector<Shadow> shadowed_lines;          // because of others
  std::vector<std::string> idle_lists;         // ids; without the list every verdict is the same
  std::vector<std::string> idle_exclusions;    // clauses
  std::vector<std::string> idle_conditions;    // clauses
  std::vector<std::string> unusable_kinds;     // no document of the kind serves anything
  std::vector<std::string> clauses_without_rule;
};

// `progress` is told from time to time how much of the whole is done, from 0 to 1.
[[nodiscard]] Verification verify(const Edition& edition, const std::function<void(double)>& progress = {});

// Clauses of the source that are not only told, and that no line, condition, exclusion or rule for witnesses
// names.
[[nodiscard]] std::vector<std::string> clauses_without_rule(const Tree& tree);

}  // namespace skranke::policy
