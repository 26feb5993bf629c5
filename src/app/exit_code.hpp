// What the program's exit says (contract: "The two commands").
#pragma once

#include <utility>

#include "policy/verdict.hpp"

namespace skranke::app {

enum ExitCode : int {
  exit_yes = 0,           // done, or yes
  exit_no = 1,            // a well-formed no: rejected, findings
  exit_usage = 2,         // the command line is wrong
  exit_undetermined = 3,  // a fact is missing
  exit_bad_input = 4,     // the input data is wrong
  exit_outside = 5,       // a file, a socket or the like failed
};

// Of one case.
[[nodiscard]] constexpr ExitCode exit_of(policy::Outcome outcome) {
  switch (outcome) {
    case policy::Outcome::accepted:
      return exit_yes;
    case policy::Outcome::rejected:
      return exit_no;
    case policy::Outcome::undetermined:
      return exit_undetermined;
  }
  std::unreachable();
}

}  // namespace skranke::app
