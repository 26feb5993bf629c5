// What an applicant shows: documents, on a day, at a place.
#pragma once

#include <cstdint>
#include <span>

#include "base/civil.hpp"
#include "proofing/document.hpp"

namespace skranke::proofing {

struct Evidence {
  base::Day visit = 0;     // T of clauses.md: the day of the visit, in the centre's own time zone
  std::uint8_t place = 0;  // an index into the policy's places
  std::span<const Document> documents;  // at most limits::documents_per_case_max
};

}  // namespace skranke::proofing
