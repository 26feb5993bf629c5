// Ids that nobody can guess.
#pragma once

#include <string>

namespace skranke::app {

// 128 random bits of the operating system, as 32 hexadecimal digits.
[[nodiscard]] std::string random_id();

// The same length, of which the first 48 bits are the milliseconds since 1970 and the other 80 are random:
// what is written together lies together in a database. Not a secret.
[[nodiscard]] std::string ordered_id();

}  // namespace skranke::app
