// The language in which a policy is told.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace skranke::reading {

// A language: its code, and the text of a key, empty where there is none. A text that is missing stands as
// its key, so that nothing is swallowed.
struct Words {
  std::string language;  // "da"
  std::function<std::string(std::string_view)> text;
};

}  // namespace skranke::reading
