// Ids that nobody can guess.
#pragma once

#include <string>

namespace skranke::app {

// 128 random bits of the operating system, as 32 hexadecimal digits.
[[nodiscard]] std::string random_id();

}  // namespace skranke::app
