// A dump as bytes in every way that it may have been written: as it is, out of hexadecimal text, out of
// base64.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace skranke::dump {

struct View {
  std::string name;   // "as it is", "hexadecimal", "base64"
  std::string bytes;  // of decoded runs one after another, a few bytes between them
  struct Run {
    std::size_t at;    // in `bytes`
    std::size_t from;  // in the dump
  };
  std::vector<Run> runs;

  // Where in the dump the byte comes from.
  [[nodiscard]] std::size_t offset_of(std::size_t at) const;
};

// Runs of at least 20 hexadecimal digits are decoded from both of their first two digits, runs of at least 11
// signs of base64 (either alphabet) from each of their first four: one of these is how they were written,
// wherever in it something begins.
[[nodiscard]] std::vector<View> views_of(std::string_view dump);

}  // namespace skranke::dump
