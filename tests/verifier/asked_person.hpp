// What a person of the register would answer: read from the register, as the person knows it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "desk/port/person_register.hpp"
#include "desk/port/question_verifier.hpp"
#include "questions/policy.hpp"
#include "questions/roads.hpp"

namespace skranke::test {

[[nodiscard]] questions::Policy question_policy();

// The right answer to a question that was asked of `person`.
[[nodiscard]] std::optional<std::string> right_answer(const desk::AskedQuestion& asked,
                                                      const cpr::Person& person, desk::PersonRegister& people,
                                                      const questions::Roads& roads,
                                                      const questions::Policy& policy);

}  // namespace skranke::test
