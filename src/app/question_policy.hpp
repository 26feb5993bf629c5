// The policies of register questions, from policies/questions/.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "questions/policy.hpp"

namespace skranke::app {

// Problems: invalid_value (no such id), not_found, invalid_policy (with the file, line and column of each
// mistake).
[[nodiscard]] base::Result<questions::Policy> load_question_policy(const std::filesystem::path& home,
                                                                   const std::string& id);

}  // namespace skranke::app
