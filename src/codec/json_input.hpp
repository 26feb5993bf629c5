// JSON text parsed under the bounds of limits.hpp, its buffers kept from one text to the next.
//
// Only the .cpp files of this folder include this: it brings simdjson.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "base/limits.hpp"
#include "base/result.hpp"

namespace skranke::codec {

class JsonInput {
 public:
  // For texts of at most `bytes_max` bytes.
  explicit JsonInput(std::size_t bytes_max = base::limits::case_bytes_max);

  // The root of `text`, valid until the next call. Problems: too_large ("`what` has at most … bytes"), and
  // those of json_fault.
  [[nodiscard]] base::Result<simdjson::dom::element> parse(std::string_view text, std::string_view what);

 private:
  std::size_t bytes_max_;
  simdjson::dom::parser parser_;
  std::vector<char> padded_;
};

// The member "id" of an object, if it is a string of at most limits::id_bytes_max bytes: found before
// anything else is judged, so that every error can carry it.
[[nodiscard]] std::optional<std::string_view> find_id(simdjson::dom::object object);

// What is wrong with an "id" that find_id did not give.
[[nodiscard]] base::Problem id_fault(simdjson::dom::element id);

}  // namespace skranke::codec
