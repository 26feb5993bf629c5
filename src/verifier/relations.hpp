// What the register says about the third persons whom a question could concern.
#pragma once

#include "base/civil.hpp"
#include "desk/port/person_register.hpp"
#include "questions/extract.hpp"

namespace skranke::verifier {

// Looks mother, father, spouse and eldest child up. A relative without a number, or whom the register does
// not know, has no mark; one who is protected on the day is protected. A register that can't be asked is a
// Problem.
[[nodiscard]] base::Result<questions::Relations> relations_of(const cpr::Person& person,
                                                              desk::PersonRegister& people, base::Day today);

}  // namespace skranke::verifier
