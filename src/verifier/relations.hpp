// The marks of the third persons whom a question could concern, from the register that cases ask.
#pragma once

#include "base/civil.hpp"
#include "desk/port/person_register.hpp"
#include "questions/relations.hpp"

namespace skranke::verifier {

// questions::relations_of over `people`. A register that can't be asked is a Problem, never "no mark".
[[nodiscard]] base::Result<questions::Relations> relations_of(const cpr::Person& person,
                                                              desk::PersonRegister& people, base::Day today);

}  // namespace skranke::verifier
