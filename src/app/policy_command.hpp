// `skranke policy list | lint | compile`.
#pragma once

#include <string>

namespace skranke::app {

[[nodiscard]] int run_policy_list(const std::string& home);

// Every mistake of a policy file, texts that its ids lack in a complete language among them, one a line as
// file:line:column: text. Exit 1 if there are any.
[[nodiscard]] int run_policy_lint(const std::string& file, const std::string& home);

// A policy (see policy_source.hpp) as canonical JSON: codec/compiled_policy.hpp.
[[nodiscard]] int run_policy_compile(const std::string& name, const std::string& home);

}  // namespace skranke::app
