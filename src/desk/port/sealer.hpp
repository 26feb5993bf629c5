// Personal data at rest: sealed by a key of this installation, bound to what it belongs to.
#pragma once

#include <string>
#include <string_view>

#include "base/personal.hpp"
#include "base/result.hpp"

namespace skranke::desk {

class Sealer {
 public:
  virtual ~Sealer() = default;

  // Bytes that only this installation can open again, for the same context ("case.c0ffee"). The same text
  // sealed twice gives different bytes.
  [[nodiscard]] virtual std::string seal(std::string_view context, const base::PersonalText& text) const = 0;

  // Problem (invalid_value): sealed by another key, for another context, or changed since.
  [[nodiscard]] virtual base::Result<base::PersonalText> open(std::string_view context,
                                                              std::string_view sealed) const = 0;
};

}  // namespace skranke::desk
