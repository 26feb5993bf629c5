// The text of a policy of register questions to a Policy, and every mistake in it with its place.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/finding.hpp"
#include "questions/policy.hpp"

namespace skranke::questions {

struct Loaded {
  std::vector<base::Finding> findings;  // in the order of the file
  std::optional<Policy> policy;         // only if there are no findings
};

// `file` only names the text in findings. Never throws.
[[nodiscard]] Loaded load(std::string_view text, std::string_view file);

}  // namespace skranke::questions
