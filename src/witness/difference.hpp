// Whom a change of the rules for witnesses shuts out or lets in.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "policy/difference.hpp"
#include "witness/eligibility.hpp"

namespace skranke::witness {

// What can be less than perfect about a witness.
enum class Trait : std::uint8_t {
  age,
  mitid_days,
  mitid_absent,
  professional,
  applicant,
  officer,
  earlier,
  documents
};
inline constexpr std::size_t trait_count = 8;

// What a witness's documents come to.
enum class Papers : std::uint8_t { with_picture, without_picture, none };

// One witness of the abstract space; every number stands at the edge of a rule.
struct Sample {
  std::int32_t age = 0;         // whole years on the day of the visit, born on that day of the year
  bool is_a_day_short = false;  // of that age
  std::int32_t mitid_days = 0;  // between the day on which MitID was issued and the visit
  bool has_mitid = true;        // along
  bool is_professional = false;
  bool is_applicant = false;
  bool is_officer = false;
  std::int32_t earlier_times = 0;     // vouchings before,
  std::int32_t earlier_days_ago = 0;  // each so many days before the visit
  Papers papers = Papers::with_picture;
};

struct Difference {
  Sample sample;
  std::uint8_t traits = 0;  // bit 1 << Trait: those in which it is less than perfect; the others don't matter
  bool is_eligible_before = false;
  bool is_eligible_after = false;
};

struct Differences {
  bool has_rules_before = false;
  bool has_rules_after = false;
  std::vector<Difference> witnesses;  // only where both have rules
  // Documents that are accepted with a picture in one and not in the other, though the applicant's verdict is
  // the same.
  std::vector<policy::Difference> documents;
  std::optional<policy::Space> pictures;  // the space of those; only where both ask for a picture
};

// Every witness of the abstract space on whom two versions differ and who is less than perfect in no more
// than that takes. Values between the edges of the rules are decided as one of those at the edges.
[[nodiscard]] Differences differences(const policy::Edition& before, const policy::Edition& after);

}  // namespace skranke::witness
