// Fields that several bodies about visits have: who comes, and how they are reached.
//
// Only the .cpp files of this folder include this: it brings simdjson. Each takes its field and keeps the
// first mistake in the reader.
#pragma once

#include <cstdint>
#include <string>

#include "codec/object_reader.hpp"

namespace skranke::codec {

// One line, more than spaces.
[[nodiscard]] std::string read_name(ObjectReader& reader);

// Empty where there is none.
[[nodiscard]] std::string read_email(ObjectReader& reader);
[[nodiscard]] std::string read_phone(ObjectReader& reader);

// "da" where none is said.
[[nodiscard]] std::string read_language(ObjectReader& reader);

// One where none is said.
[[nodiscard]] std::int32_t read_party(ObjectReader& reader);

}  // namespace skranke::codec
