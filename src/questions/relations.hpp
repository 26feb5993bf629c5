// What the register says about the third persons of a case: may they be asked about?
#pragma once

#include <functional>
#include <optional>

#include "base/civil.hpp"
#include "cpr/person.hpp"
#include "questions/policy.hpp"

namespace skranke::questions {

// A question about a third person is asked only where their mark is `free` or where the register has no such
// person, who can't have a mark either.
enum class Mark : std::uint8_t { unknown, free, is_protected, not_in_register };

struct Relative {
  Mark mark = Mark::unknown;
  base::PersonalText given;  // given names; empty where unknown
};

struct Relations {
  Relative mother;
  Relative father;
  Relative spouse;
  Relative eldest_child;
  [[nodiscard]] const Relative& of(Role role) const;
};

// The eldest child's number, where the birth day can be read from it.
[[nodiscard]] std::optional<proofing::CprNumber> eldest_child(const cpr::Person& person);

// Looks the relatives up. `find` gives the record of a number, null where the register holds none, and is
// asked at most four times. Who is named without a number is not in the register; whose number is not found
// is unknown. Who is protected by their own record or by the person's (031 to 033) is protected.
using FindPerson = std::function<const cpr::Person*(const proofing::CprNumber&)>;
[[nodiscard]] Relations relations_of(const cpr::Person& person, const FindPerson& find, base::Day today);

}  // namespace skranke::questions
