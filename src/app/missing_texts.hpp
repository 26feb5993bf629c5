// Texts that a policy's ids lack in a language that has every other.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "policy/load.hpp"

namespace skranke::app {

struct MissingLocaleText {
  policy::TextKey key;
  std::string language;
};

// By language, then in the order of the policy. Problem (not_found): no language has every text, so that none
// is known to be missing.
[[nodiscard]] base::Result<std::vector<MissingLocaleText>> missing_texts(const policy::Tree& tree,
                                                                         const std::filesystem::path& home);

}  // namespace skranke::app
