// A policy as a page of its own (HTML): the rules in words, the lists, the drawing and the decision tables.
#pragma once

#include <string>

#include "reading/wording.hpp"

namespace skranke::reading {

// One file that needs no other: no script, no font, no address is fetched. It reflows down to 320 pixels, and
// prints.
[[nodiscard]] std::string page(const Wording& wording);

// The frame of such a page around the markup of its <main>, for other pages about policies.
[[nodiscard]] std::string framed(const std::string& language, const std::string& title,
                                 const std::string& main);

}  // namespace skranke::reading
