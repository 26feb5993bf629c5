#include "codec/declaration_text.hpp"

#include "codec/json_input.hpp"
#include "codec/object_reader.hpp"

namespace skranke::codec {

ReadDeclaration read_declaration(std::string_view text) {
  constexpr std::size_t text_max = 256;
  JsonInput input;
  ReadDeclaration read;
  const auto root = input.parse(text, "a declaration");
  if (!root) return read;
  ObjectReader reader{*root};
  read.language = reader.text("language", text_max);
  read.relation = reader.text("relation", text_max);
  read.known_years = reader.whole("known_years", 1000);
  return read;
}

}  // namespace skranke::codec
