// What the rules ask of a document, of a part of a list, and of the applicant, in words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "policy/program.hpp"
#include "policy/tree.hpp"
#include "reading/wording.hpp"

namespace skranke::reading {

// The countries that a box allows: those named, or all but those.
struct Countries {
  std::vector<std::string> codes;
  bool all_but = false;
};
[[nodiscard]] Countries countries_of(const policy::Box& box);

// What a box allows of a fact, as it stands in a table: "Denmark, Greenland", "Yes", "at least 3". Empty
// where it allows any.
[[nodiscard]] std::string value_of(const Wording& wording, const policy::Box& box, proofing::Fact fact);

// The same as a phrase of its own: "with the CPR number on it", "Validity score: at least 3".
[[nodiscard]] std::vector<std::string> phrases_of(const Wording& wording, const policy::Box& box);

// "under 18 years old, Identity fraud score: at least 2".
[[nodiscard]] std::string applicant_words(const Wording& wording, const policy::OfApplicant& applicant);

// How many a part takes, and what it asks of each: "2 of these, level strong or higher".
[[nodiscard]] std::string part_words(const Wording& wording, const policy::List& list,
                                     const policy::Part& part);

// The same, in the source's own words where the part takes a group that has some.
[[nodiscard]] std::string part_heading(const Wording& wording, const policy::List& list,
                                       const policy::Part& part);

// Whether the source's own words for a list and its groups say all of what a part asks.
[[nodiscard]] bool is_told(const policy::List& list, const policy::Part& part);

// What a list asks besides its parts, a sentence each: points, how documents have to differ, what has to be
// on one of them, the applicant.
[[nodiscard]] std::vector<std::string> list_notes(const Wording& wording, const policy::List& list);

// One condition on every document: "in physical form, or: Driving licence, as an app, issued in Denmark".
[[nodiscard]] std::string condition_words(const Wording& wording, const policy::Condition& condition);

}  // namespace skranke::reading
