// A policy as a poster for the counter.
#pragma once

#include <string>

#include "letters/poster.hpp"
#include "reading/wording.hpp"

namespace skranke::app {

// The poster of a policy; `url` is where its code leads, and empty for a poster without one.
[[nodiscard]] letters::Poster policy_poster(const reading::Wording& wording, const std::string& url);

}  // namespace skranke::app
