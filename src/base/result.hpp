// An expected failure as a value.
//
// A Problem is what a caller can be told: what was wrong (a closed enum), where (a JSON pointer, or a
// file with line and column), and a sentence that says what would be right. It never carries personal
// data: a text names keys, places and limits, never the value of a fact.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace skranke::base {

enum class Fault : std::uint8_t {
  invalid_json,         // not JSON (RFC 8259)
  invalid_utf8,         // not UTF-8 (RFC 3629)
  too_large,            // more bytes than limits.hpp allows
  too_deep,             // nested deeper than limits.hpp allows
  too_many,             // more elements than limits.hpp allows
  unknown_key,          // a key that nobody reads
  duplicate_key,        // the same key twice
  missing_key,          // a key that has to be there
  wrong_type,           // a value of another JSON type
  invalid_value,        // the right type, but not a value that exists
  unknown_policy,       // no policy of this id
  unknown_version,      // no such version of the policy
  no_version_in_force,  // the policy has no version in force on the day
  invalid_policy,       // a policy file with a mistake
  not_found,            // a file or folder that is not there
  unavailable,          // something outside failed
};

// The stable kebab-case name of a fault, as it stands in output ("unknown-key").
[[nodiscard]] constexpr std::string_view name(Fault fault) {
  switch (fault) {
    case Fault::invalid_json:
      return "invalid-json";
    case Fault::invalid_utf8:
      return "invalid-utf8";
    case Fault::too_large:
      return "too-large";
    case Fault::too_deep:
      return "too-deep";
    case Fault::too_many:
      return "too-many";
    case Fault::unknown_key:
      return "unknown-key";
    case Fault::duplicate_key:
      return "duplicate-key";
    case Fault::missing_key:
      return "missing-key";
    case Fault::wrong_type:
      return "wrong-type";
    case Fault::invalid_value:
      return "invalid-value";
    case Fault::unknown_policy:
      return "unknown-policy";
    case Fault::unknown_version:
      return "unknown-version";
    case Fault::no_version_in_force:
      return "no-version-in-force";
    case Fault::invalid_policy:
      return "invalid-policy";
    case Fault::not_found:
      return "not-found";
    case Fault::unavailable:
      return "unavailable";
  }
  std::unreachable();
}

struct Problem {
  Fault fault;
  std::string text;  // what is wrong and what would be right, in English; never personal data
  std::string path;  // JSON pointer (RFC 6901) into the input; empty for the whole of it
};

template <class T>
using Result = std::expected<T, Problem>;

[[nodiscard]] inline std::unexpected<Problem> fail(Fault fault, std::string text, std::string path = {}) {
  return std::unexpected<Problem>{Problem{fault, std::move(text), std::move(path)}};
}

}  // namespace skranke::base
