// Personal data at rest: sealed under a data key of what it belongs to, and bound to its place.
//
// Each subject ("case.c0ffee") has a data key of its own, which is kept beside the data, wrapped by a master
// key of this installation. So a master key can be replaced without touching what is sealed, and who destroys
// the wrapped key has destroyed everything under it, in every copy that does not have the key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/personal.hpp"
#include "base/result.hpp"

namespace skranke::desk {

// A data key as it is kept. Generation 0: there is none, either not yet or not any more.
struct DataKey {
  std::string subject;
  std::int64_t generation = 0;  // of the master key
  std::string wrapped;          // bytes
};

// A master key as it may be told of.
struct MasterKey {
  std::int64_t generation = 0;  // 1, 2, 3 …
  std::string proof;            // bytes, the same for the same key and no other; they don't help to find it
};

class Sealer {
 public:
  virtual ~Sealer() = default;

  // The key that new data keys are wrapped by.
  [[nodiscard]] virtual MasterKey newest() const = 0;
  // Looks for master keys that have come since. Problem (unavailable): what keeps them can't be read.
  [[nodiscard]] virtual base::Result<void> look_again() const = 0;

  // A new data key, wrapped by the newest master key. Problem (unavailable): whoever keeps that does not
  // answer.
  [[nodiscard]] virtual base::Result<DataKey> draw(std::string_view subject) const = 0;
  // The same data key, wrapped by the newest master key. Problems: as of `open`.
  [[nodiscard]] virtual base::Result<DataKey> wrapped_anew(const DataKey& key) const = 0;

  // Bytes that only this data key can open again, for the same context ("desk_case.state:c0ffee"). The same
  // text sealed twice gives different bytes. Problems: as of `open`.
  [[nodiscard]] virtual base::Result<std::string> seal(const DataKey& key, std::string_view context,
                                                       const base::PersonalText& text) const = 0;
  // Problem (invalid_value): sealed under another key, for another context, changed since, or its key was
  // destroyed. Problem (unavailable): the master key of that generation is not there.
  [[nodiscard]] virtual base::Result<base::PersonalText> open(const DataKey& key, std::string_view context,
                                                              std::string_view sealed) const = 0;
};

}  // namespace skranke::desk
