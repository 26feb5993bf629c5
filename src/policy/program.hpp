// A policy compiled to tables, so that deciding a document is a handful of look-ups and ANDs.
//
// The unit is the *alternative*: one kind of document on one line of a list, with everything asked of it
// (the line's own requirement and the conditions on every document) as a product of allowed values, one
// set a fact. Each alternative is a bit of a Mask. A *mark* is one more bit, for what a list asks of at
// least one of its documents (the CPR number of list C).
//
// For every fact and value a table holds the Masks of the alternatives that the value allows (`may`) and,
// for the value "unknown", of those that do not care (`must`). ANDing the rows of all facts gives the
// alternatives that the document serves in at least one completion, and those that it serves in all of
// them. Where the two agree the document is settled, and deciding needs no search.
//
// INVARIANT: alternatives are numbered in the source's order of lines, so that the lowest bit of a Mask is
// the preferred line.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/civil.hpp"
#include "base/country.hpp"
#include "policy/verdict.hpp"
#include "proofing/document.hpp"

namespace skranke::policy {

inline constexpr std::size_t mask_bits = 64;
inline constexpr std::size_t windows_max = 8;  // different ages that a policy can ask for

// The alternatives that a value of a fact allows, and those that it allows whatever it turns out to be.
struct alignas(16) Row {
  Mask may = ~Mask{0};
  Mask must = ~Mask{0};
};

// "Issued within so many months before the visit, and not after it."
struct IssuedWindow {
  std::int32_t months_old_max;
  Mask alternatives;  // those that ask it
};

// "Of the income year so many years before the visit's."
struct IncomeYear {
  std::int32_t years_back;
  Mask alternatives;
};

// "At least so old", or "younger than so much", on the day of the visit.
struct AgeRule {
  std::int32_t years;
  bool is_below;
  Mask alternatives;  // those that ask it
};

// What a kind, an issuer class and a place settle together, and the reasons that follow from them.
struct alignas(32) Cell {
  Row row;
  std::array<Reasons, 4> by_form{};  // certain by Form alone: not physical, not listed, elsewhere only
  std::uint8_t failing_flags = 0;    // the values of Document::flags that give a reason (field_reasons)
  bool has_clock = false;            // an issued window or an income year matters
  bool has_scores = false;           // a score, or the applicant's age
};

// A set of documents with all of these facts; unlisted facts may have any value.
struct Box {
  std::uint8_t kind = 0;
  bool any_kind = true;
  std::vector<bool> issuers;                                      // by Country; empty: any
  std::uint8_t forms = 0b1110;                                    // bit 1 << Form
  std::uint8_t authorities = 0b1110;                              // bit 1 << Authority
  std::array<std::uint8_t, 4> flags{0b110, 0b110, 0b110, 0b110};  // bit 1 << Tri, by flag_facts
  bool expires_not_before_visit = false;
  std::int32_t months_old_max = -1;          // -1: any
  std::int32_t income_year_back = -1;        // -1: any
  std::array<std::int32_t, 4> scores_min{};  // by proofing::score_index; 0: any
  std::int32_t age_years_min = 0;            // of the applicant; 0: any
  std::int32_t age_years_below = 0;          // 0: any
};

// What may stand together. Documents of one part are kept apart by CompiledList::clash.
struct Slot {
  Mask alternatives;
  std::uint8_t part;
};

inline constexpr std::uint8_t no_kind = 0xFF;

// One way to meet a list of the policy. A list that counts points, or under which one document may stand for
// two, has several ways, one after the other and under one id.
struct CompiledList {
  std::string id;
  std::uint64_t ways = 0;                 // bit 1 << index of each list of this id
  Mask all = 0;                           // alternatives of any slot
  Mask marks = 0;                         // each on at least one of the documents
  std::vector<Slot> slots;                // one a document
  std::array<Mask, mask_bits> clash{};    // what may not stand in one part with an alternative
  std::array<Mask, mask_bits> partner{};  // two slots: what may stand beside an alternative
  bool is_free_pair = false;              // two slots, and any two documents, one a slot, satisfy the list
};

struct CompiledKind {
  std::string id;
  Facts facts = 0;                                   // those that can matter
  std::array<std::uint16_t, reason_count> clause{};  // by Reason: an index into Program::clauses
};

struct Program {
  // Names, by index.
  std::string id;
  std::string version;
  base::Day effective = 0;
  std::string time_zone;
  std::vector<CompiledKind> kinds;
  std::vector<std::string> places;
  std::vector<std::string> lines;
  std::vector<std::string> clauses;
  std::vector<CompiledList> lists;  // the preferred first

  // Bits.
  std::uint8_t alternative_count = 0;
  Mask alternatives = 0;                          // every alternative,
  Mask on_lines = 0;                              // and of these the ones that are a document on one line
  Mask marks = 0;                                 // every mark
  std::array<std::uint8_t, mask_bits> line_of{};  // the line of an alternative
  std::array<std::uint8_t, mask_bits> twin_of{};  // the lowest bit that is interchangeable with this one
  std::array<Mask, mask_bits> mark_scope{};       // of a mark's bit: the alternatives of lists that ask it
  std::array<Mask, mask_bits> apart{};            // alternatives never in one combination with this one
  std::vector<Mask> line_alternatives;            // by line
  std::vector<Mask> line_needed;    // by line: these, and those of documents on this line and another
  std::vector<Mask> line_places;    // by line: bit 1 << place where it can be met
  std::vector<Mask> line_profiles;  // by line: a good document of it, with every mark it can carry
  std::size_t slots_max = 0;        // of any list
  std::uint8_t applicant_kind =
      no_kind;  // of the one document that is the applicant; no_kind: nothing is asked of them
  std::vector<std::vector<std::array<std::uint8_t, 2>>>
      pairs;  // by place: lines that together satisfy a list of
              // two, neither of them enough alone; in lexicographic order

  // Rows by fact and value.
  std::vector<Cell> cells;             // see cell()
  std::size_t issuer_class_count = 0;  // class 0 is "unknown"
  std::array<std::uint8_t, base::country_count> issuer_class{};
  std::array<Row, 256> flag_rows{};           // by Document::flags
  std::array<Row, 16> form_authority_rows{};  // by Form | Authority << 2
  std::array<Row, 3> expires_rows{};          // unknown, not before the visit, before it
  std::vector<IssuedWindow> windows;          // by rising months
  std::vector<IncomeYear> income_years;
  std::array<std::array<Row, 16>, 4> score_rows{};  // by proofing::score_index, then Document::score_place
  std::vector<AgeRule> ages;
  Mask age_alternatives = 0;
  Mask window_alternatives = 0;
  Mask year_alternatives = 0;
  std::array<std::vector<Mask>, proofing::fact_count>
      fact_classes;  // the Masks of a fact's distinguishable values

  // Reasons.
  std::array<Reasons, 256> field_reasons{};  // by the failing values of Document::flags
  Reasons expires_reasons = 0;               // where the expiry date has passed
  std::vector<Mask> asked;                   // by cell: the alternatives whose own facts count (reasons.hpp)

  [[nodiscard]] std::size_t cell_index(std::uint8_t place, std::uint8_t kind, std::size_t issuer) const {
    return (place * kinds.size() + kind) * issuer_class_count + issuer;
  }
  [[nodiscard]] const Cell& cell(std::uint8_t place, const proofing::Document& document) const {
    return cells.data()[cell_index(place, document.kind, issuer_class[document.issuer])];
  }
  [[nodiscard]] const std::string& clause(std::uint8_t kind, Reason reason) const {
    return clauses[kinds[kind].clause[static_cast<std::size_t>(reason)]];
  }
};

}  // namespace skranke::policy
