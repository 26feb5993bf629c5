// Where a case gets a person of the CPR register from: an imported extract, or the live service.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "cpr/person.hpp"

namespace skranke::desk {

// A person, under the person's internal id, and the moment that the answer is true as of.
struct Found {
  std::string person_id;  // of this system: stays when the number changes. Empty where the source keeps none
  cpr::Person person;     // under the current number, whichever number was asked for
  std::string as_of;      // RFC 3339, UTC
};

class PersonRegister {
 public:
  virtual ~PersonRegister() = default;

  // The person who has, or once had, this number; empty where the register knows no such number. Follows a
  // changed number to the current one. A Problem if the register can't be asked (Fault::unavailable).
  [[nodiscard]] virtual base::Result<std::optional<Found>> find(const proofing::CprNumber& number) = 0;
};

}  // namespace skranke::desk
