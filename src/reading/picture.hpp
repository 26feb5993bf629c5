// The combinations of a policy as a drawing (SVG): a band for each list, a card for each of its parts, and
// what is asked besides.
//
// It is drawn from the policy alone, whatever its lists are: cards side by side are taken together, a pile of
// cards is several of one part, and lines that an exclusion keeps apart have signs. Everything in it is text
// too, and its description says it once more for those who hear it.
#pragma once

#include <string>

#include "reading/wording.hpp"

namespace skranke::reading {

// An <svg> element. `is_file` says whether it stands alone, as a file of its own, or in a page.
[[nodiscard]] std::string picture(const Wording& wording, bool is_file);

// What it shows, in sentences.
[[nodiscard]] std::string picture_description(const Wording& wording);

}  // namespace skranke::reading
