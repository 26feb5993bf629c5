// What a decision becomes: a signed record, and what others are told.
#pragma once

#include "base/result.hpp"
#include "cases/port/case_book.hpp"

namespace skranke::cases {

class RecordOffice {
 public:
  virtual ~RecordOffice() = default;

  // Of a case that has just been decided, with everything that happened in it. Problem (unavailable): it
  // can't be made, so the case is not decided.
  [[nodiscard]] virtual base::Result<Sealing> seal(const Kept& kept, const std::vector<Event>& history,
                                                   Wish wish) = 0;
};

}  // namespace skranke::cases
