// `skranke policy verify`: everything that a policy can decide, looked at once.
#pragma once

#include <string>

namespace skranke::app {

// `name` as policy_source.hpp has it. Prints one JSON object; progress goes to standard error where it takes
// more than a second. Exit 1 for a line or list that nothing can reach, a text that a language lacks, or a
// clause without a rule; 4 for a policy with other mistakes. What is only superfluous is told, and no
// failure.
[[nodiscard]] int run_policy_verify(const std::string& name, const std::string& home);

}  // namespace skranke::app
