// What a witness declared, from the JSON text that is kept of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace skranke::codec {

struct ReadDeclaration {
  std::string language;
  std::string relation;
  std::int32_t known_years = 0;
};

// Of our own making; what can't be read is left empty.
[[nodiscard]] ReadDeclaration read_declaration(std::string_view text);

}  // namespace skranke::codec
