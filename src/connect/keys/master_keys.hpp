// What wraps data keys: the master keys of this installation, in generations.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "connect/keys/key_file.hpp"
#include "desk/port/sealer.hpp"

namespace skranke::keys {

class MasterKeys {
 public:
  virtual ~MasterKeys() = default;

  // The one with the highest number.
  [[nodiscard]] virtual desk::MasterKey newest() const = 0;
  // Looks for those that came since, and forgets those that are gone. Problem (unavailable): they can't be
  // read, or none is left.
  [[nodiscard]] virtual base::Result<void> look_again() = 0;

  // The key wrapped for this subject, and no other. Problem (unavailable): that generation is not there.
  [[nodiscard]] virtual base::Result<std::string> wrap(std::int64_t generation, std::string_view subject,
                                                       const Key& key) const = 0;
  // Problem (unavailable): that generation is not there. Problem (invalid_value): not wrapped by it for this
  // subject, or changed since.
  [[nodiscard]] virtual base::Result<Key> unwrap(std::int64_t generation, std::string_view subject,
                                                 std::string_view wrapped) const = 0;
};

// What a data key is bound to beside the key that wraps it.
[[nodiscard]] std::string wrapping_context(std::int64_t generation, std::string_view subject);

[[nodiscard]] std::unexpected<base::Problem> no_master(std::int64_t generation);
[[nodiscard]] std::unexpected<base::Problem> not_wrapped_here();

}  // namespace skranke::keys
