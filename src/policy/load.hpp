// From the text of a policy file to an Edition, and every mistake in it with its place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/catalogue.hpp"

namespace skranke::policy {

using base::Finding;

struct Loaded {
  std::vector<Finding> findings;   // in the order of the file
  std::optional<Edition> edition;  // only if there are no findings
};

// Parses, checks and compiles. `file` only names the text in findings. Never throws.
[[nodiscard]] Loaded load(std::string_view text, std::string_view file);

// The locale keys that an edition needs: every place, kind, line, list, group that a list takes from,
// and clause, each with the place in the file that asks for it.
struct TextKey {
  std::string key;
  Where where;
};
[[nodiscard]] std::vector<TextKey> text_keys(const Tree& tree);

}  // namespace skranke::policy
