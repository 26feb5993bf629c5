// A policy as its author wrote it: the checked tree of a TOML file.
//
// Names are strings here and nothing is resolved; Program (program.hpp) is what decides. The tree stays
// beside the program because the pages, the API and the linter speak in its words.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/finding.hpp"
#include "proofing/document.hpp"

namespace skranke::policy {

using base::Name;
using base::Where;

// A set of countries: those named, or all but those named.
struct Issuers {
  std::vector<Name> countries;
  bool all_but = false;
};

// What one document has to be. A fact with no value here may have any. Every given fact must hold.
struct Requirement {
  std::optional<Issuers> issuer;
  std::vector<proofing::Form> forms;             // empty: any
  std::vector<proofing::Authority> authorities;  // empty: any
  std::array<std::optional<bool>, 4> flags;      // by position in proofing::flag_facts
  bool expires_not_before_visit = false;
  std::optional<std::int32_t> months_old_max;    // issued within so many calendar months before the visit
  std::optional<std::int32_t> income_year_back;  // the visit's year less this
  std::array<std::int32_t, 4> scores_min{};      // by proofing::score_index; 0: any
  Where where;
};

// What the applicant has to be.
struct OfApplicant {
  std::int32_t age_years_min = 0;            // 0: any
  std::int32_t age_years_below = 0;          // 0: any
  std::array<std::int32_t, 4> scores_min{};  // as in Requirement
  Where where;

  [[nodiscard]] bool asks() const {
    return age_years_min > 0 || age_years_below > 0 || scores_min != std::array<std::int32_t, 4>{};
  }
  [[nodiscard]] bool asks_the_same(const OfApplicant& other) const {
    return age_years_min == other.age_years_min && age_years_below == other.age_years_below &&
           scores_min == other.scores_min;
  }
};

struct Accepts {
  Name kind;
  Requirement require;
};

enum class Picture : std::uint8_t { always, as_stated, never };

struct Kind {
  Name id;
  Picture picture = Picture::never;
  std::vector<Name> issuers;  // offered first when somebody is asked for the issuer
};

struct Place {
  Name id;
};

// Holds for every document, on whatever line.
struct Condition {
  Name clause;
  Requirement require;
  std::vector<Accepts> except;  // documents for which it need not hold
  bool is_unknown = false;      // nobody knows whether this version had it
};

struct Line {
  Name id;  // also its clause
  std::vector<Accepts> accepts;
  std::vector<Name> only_at;  // places; empty: everywhere
  Name level;                 // one of Tree::levels; empty: none
  std::optional<OfApplicant> applicant;
};

struct Group {
  Name id;
  std::vector<Name> of;  // lines or groups
};

struct Part {
  std::int32_t count = 1;
  std::vector<Name> of;                // lines or groups,
  Name level_at_least;                 // or all lines of this level or a higher one
  std::optional<Requirement> require;  // of each of its documents, besides what the line asks
  // Of a list that counts points: what each document is worth, and how many of them count.
  std::int32_t points = 0;
  std::int32_t at_least = 0;
  std::int32_t at_most = 0;  // 0: any number
  Where where;
};

// How the documents of a list have to differ, besides being different documents.
enum class Different : std::uint8_t {
  lines_of_a_part,  // those of one part are on different lines
  lines,            // all are on different lines
  kinds,            // all are of different kinds
  documents,        // no more than that
};

struct List {
  Name id;
  std::vector<Part> take;
  std::optional<Requirement> at_least_one;  // holds for at least one of the combination's documents
  std::int32_t points = 0;                  // how many are enough; 0: the list counts documents
  Different different = Different::lines_of_a_part;
  bool may_share = false;  // one document may stand for two parts, on a line of each
  std::optional<OfApplicant> applicant;
};

inline constexpr std::string_view applicant_kind_id = "applicant";  // of the applicant among the documents

struct Exclusion {
  Name clause;
  std::vector<Name> never_together;  // lines or groups
};

struct WitnessRules {
  struct Whole {
    std::int32_t value = 0;
    Name clause;
  };
  Name clause;
  Whole age_years_min;
  Whole mitid_days_more_than;
  Name picture_clause;    // document_with_picture; empty text: not asked for
  Name own_mitid_clause;  // own_mitid; empty text: not asked for
  std::int32_t quota_times = 0;
  std::int32_t quota_days = 0;
  Name quota_clause;
  std::vector<Name> professional_exempt_from;  // clauses
  Name professional_clause;
  std::int32_t second_officer_from_depth = 0;  // of a chain of witnesses without a face compared; 0: never
  std::vector<Name> never;                     // who may never be a witness: "applicant", "officer"
  Name never_clause;
};

// What nobody knows of a version; Tree::unknown names them.
inline constexpr std::string_view unknown_effective =
    "effective";  // from when on it was in force: no sooner than told
inline constexpr std::string_view unknown_lines = "lines";      // what else was enough
inline constexpr std::string_view unknown_witness = "witness";  // the rules for witnesses

struct Tree {
  std::string file;  // as it was named, for messages
  Name id;
  Name version;
  base::Day effective = 0;
  std::string time_zone;
  Name unlisted;  // the clause behind "not on any list"
  std::string source;
  std::vector<Name> guidance;   // clauses told on the page, in order
  std::vector<Name> clauses;    // every clause of the source; empty: nobody has listed them
  std::vector<Name> told_only;  // those that nothing has to decide
  std::vector<Name> unknown;    // of the three above
  std::vector<Name> levels;     // of lines, rising
  std::vector<Place> places;
  std::vector<Kind> kinds;
  std::vector<Condition> conditions;
  std::vector<Line> lines;
  std::vector<Group> groups;
  std::vector<List> lists;
  std::vector<Exclusion> exclusions;
  std::optional<WitnessRules> witness;

  [[nodiscard]] bool is_unknown(std::string_view what) const {
    return std::ranges::find(unknown, what, &Name::text) != unknown.end();
  }
};

}  // namespace skranke::policy
