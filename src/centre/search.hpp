// Finding a centre by what people know: its name, a town, a postcode, where they are.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/limits.hpp"
#include "base/result.hpp"
#include "centre/directory.hpp"

namespace skranke::centre {

// What is asked for; what is not stated restricts nothing.
struct Wanted {
  std::string words =
      {};  // each begins a word of a name, a town or a district, or is the beginning of a postcode
  std::optional<std::string> postcode = std::nullopt;  // one that is in the list
  std::optional<Position> near = std::nullopt;         // PRIVACY: where somebody stands; never kept
  std::size_t limit = base::limits::centres_max;       // at the most so many
};

struct Found {
  std::size_t index = 0;         // in Directory::all()
  std::optional<double> metres;  // to the middle of the centre's town, where `near` was stated
};

// The centres that have all of it. With `near` the nearest first; else the best match first: for words a name
// that is the words, one that begins with them, one that has them, then further towns and districts likewise;
// for a postcode the centre whose main town the district is called by. Whatever is equal stays in the
// directory's order. Problem: invalid_value, for a postcode that is not in the list.
[[nodiscard]] base::Result<std::vector<Found>> search(const Directory& directory, const Wanted& wanted);

}  // namespace skranke::centre
