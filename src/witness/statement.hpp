// One witness's statement, as the search for patterns sees it: who vouched for whom, when, where, before
// whom.
//
// PRIVACY: people, officers and centres are numbers that the caller gave out; nothing here knows who they
// are.
#pragma once

#include <cstdint>

#include "base/civil.hpp"

namespace skranke::witness {

// Numbers are dense: 0 to one fewer than there are. A statement that was withdrawn is not given.
struct Statement {
  base::Day day = 0;
  std::uint32_t witness = 0;
  std::uint32_t applicant = 0;
  std::uint32_t officer = 0;
  std::uint32_t centre = 0;
  bool face_bound = false;    // the applicant's own documents carried a picture, so a face was compared
  bool professional = false;  // the witness acted for a registered organisation (W7)
  bool disputed = false;      // the witness says "that was not me", and nobody has settled it yet

  friend bool operator==(const Statement&, const Statement&) = default;
};

}  // namespace skranke::witness
