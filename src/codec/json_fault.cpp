#include "codec/json_fault.hpp"

#include <algorithm>
#include <string>

#include <boost/json.hpp>
#include <simdjson.h>

#include "base/limits.hpp"

namespace skranke::codec {
namespace {

// Deepest nesting of brackets outside strings, and the byte of the first bracket past the limit.
std::size_t first_too_deep(std::string_view text) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > base::limits::json_depth_max) return i;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return std::string_view::npos;
}

std::string at_byte(std::size_t index) { return " at byte " + std::to_string(index + 1); }

}  // namespace

base::Problem json_fault(std::string_view text) {
  using base::Fault;
  if (std::ranges::all_of(text, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; })) {
    return {
        .fault = Fault::invalid_json, .text = "there is nothing here; expected a JSON object", .path = {}};
  }
  boost::json::stream_parser parser{{}, {.max_depth = base::limits::json_depth_max}};
  boost::system::error_code error;
  std::size_t read = parser.write_some(text.data(), text.size(), error);
  if (!error) parser.finish(error);
  if (error == boost::json::error::too_deep) {
    const std::size_t index = std::min(first_too_deep(text), read);
    return {.fault = Fault::too_deep,
            .text = "arrays and objects are nested deeper than " +
                    std::to_string(base::limits::json_depth_max) + at_byte(index),
            .path = {}};
  }
  if (!simdjson::validate_utf8(text.data(), text.size())) {
    return {.fault = Fault::invalid_utf8, .text = "not UTF-8" + at_byte(read), .path = {}};
  }
  if (error == boost::json::error::extra_data || (!error && read < text.size())) {
    return {.fault = Fault::invalid_json,
            .text = "not JSON" + at_byte(read) + ": the text goes on after the value; expected one object",
            .path = {}};
  }
  if (error == boost::json::error::incomplete) read = text.size();
  if (!error && read == text.size()) {
    return {.fault = Fault::invalid_value,
            .text = "a number or a string that is out of range; expected whole numbers of at most 64 bits",
            .path = {}};
  }
  return {.fault = Fault::invalid_json,
          .text = "not JSON" + at_byte(read) + (read >= text.size() ? ": it ends too early" : ""),
          .path = {}};
}

}  // namespace skranke::codec
