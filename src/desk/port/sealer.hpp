// What is kept about a person is sealed: nobody who reads the database alone can read it.
#pragma once

#include <string>
#include <string_view>

#include "base/personal.hpp"
#include "base/result.hpp"

namespace skranke::desk {

class Sealer {
 public:
  virtual ~Sealer() = default;

  // Bytes that only this installation can read. `context` says whose and what it is: nothing sealed for one
  // context can be opened for another.
  [[nodiscard]] virtual std::string seal(std::string_view context, const base::PersonalText& text) const = 0;
  // Problem (unavailable): these bytes were not sealed here, for this context, or were changed since.
  [[nodiscard]] virtual base::Result<base::PersonalText> open(std::string_view context,
                                                              std::string_view sealed) const = 0;
};

}  // namespace skranke::desk
