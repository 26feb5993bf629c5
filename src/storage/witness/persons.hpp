// The persons of the ledger: found by any of their keys, and made one where keys of several meet.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "desk/port/witness_ledger.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

struct LedgerPerson {
  std::string root;
  bool is_frozen = false;  // of the root, as is the depth
  std::int32_t depth = 0;
};

// Empty where there is no such person.
[[nodiscard]] Outcome<std::optional<LedgerPerson>> find_person(Transaction& transaction,
                                                               const std::string& person_id);

// PRIVACY: drawn by lot, so that an id tells nothing about the person or when they came.
using NewPersonId = std::function<Outcome<std::string>()>;
// 128 bits of the system's random bytes, in hexadecimal digits.
[[nodiscard]] Outcome<std::string> random_person_id();

// The root of the person with any of these keys; all keys are theirs from now on.
[[nodiscard]] Outcome<std::string> person_of_keys(Transaction& transaction, const desk::PersonKeys& keys,
                                                  const NewPersonId& new_id);

// The days, from `from` on, of the vouchings that count towards the quota of `root`: as ISO text, in any
// order.
[[nodiscard]] Outcome<std::vector<std::string>> counted_days(Transaction& transaction,
                                                             const std::string& root,
                                                             const std::string& from);

}  // namespace skranke::storage
