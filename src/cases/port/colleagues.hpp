// Who else is there.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "cases/case.hpp"

namespace skranke::cases {

class Colleagues {
 public:
  virtual ~Colleagues() = default;

  // Who may give a second look at this centre now, in an order that is the same for the same people.
  [[nodiscard]] virtual base::Result<std::vector<Actor>> second_officers(const std::string& centre_id,
                                                                         Moment now) = 0;
};

}  // namespace skranke::cases
