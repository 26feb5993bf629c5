#include "codec/activation_bodies.hpp"

#include <algorithm>
#include <utility>

#include "codec/json_input.hpp"
#include "codec/object_reader.hpp"

namespace skranke::codec {

base::Result<std::string> read_seen_text(std::string_view text) {
  constexpr std::size_t digits = 64;
  JsonInput input;
  const auto root = input.parse(text, "a body");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  std::string sha256 = reader.text("sha256", digits);
  const bool is_hash = sha256.size() == digits && std::ranges::all_of(sha256, [](char c) {
                         return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                       });
  if (!is_hash)
    reader.keep(base::Fault::invalid_value, "sha256: expected 64 hexadecimal digits in lower case", "sha256");
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  return sha256;
}

}  // namespace skranke::codec
