// How long which class of fields is kept, from data/retention.toml: the owner's decision, as data.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"

namespace skranke::cases {

// Classes of fields that have a time of their own. docs/retention.md has the table.
enum class FieldClass : std::uint8_t {
  working_state,  // a case, who it is about, what others are told of it, what its sample showed; since it was
                  // closed
  record,         // the signed record; since the case was closed
  witness_tokens,  // what the broker signed about a witness; since the login
  look_ups,        // who looked whom up, and why: the row itself; since it was done
};

struct NamedClass {
  FieldClass field_class;
  std::string_view name;  // in the file, and in what is told
};
inline constexpr std::array<NamedClass, 4> field_classes{{{FieldClass::working_state, "working-state"},
                                                          {FieldClass::record, "record"},
                                                          {FieldClass::witness_tokens, "witness-tokens"},
                                                          {FieldClass::look_ups, "look-ups"}}};

struct Retention {
  FieldClass field_class = FieldClass::working_state;
  std::optional<std::int32_t> days;  // empty: until the owner has decided, nothing of it is destroyed
  std::string source;                // where the period comes from; never empty where there is one
};

inline constexpr std::int32_t retention_days_max = 36'525;  // a hundred years

// Each class that there is exactly once, in the order of the file. Empty where there are findings.
[[nodiscard]] std::optional<std::vector<Retention>> read_retention(std::string_view file,
                                                                   std::string_view text,
                                                                   std::vector<base::Finding>& findings);

}  // namespace skranke::cases
