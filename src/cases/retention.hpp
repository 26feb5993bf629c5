// How long which class of fields is kept, from data/retention.toml: the owner's decision, as data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"

namespace skranke::cases {

struct Retention {
  std::string field_class;           // "record"
  std::optional<std::int32_t> days;  // empty: until the owner has decided, nothing of it is destroyed
  std::string source;                // where the period comes from; never empty where there is one
};

inline constexpr std::int32_t retention_days_max = 36'525;  // a hundred years

// Each class that there is exactly once, in the order of the file. Empty where there are findings.
[[nodiscard]] std::optional<std::vector<Retention>> read_retention(std::string_view file,
                                                                   std::string_view text,
                                                                   std::vector<base::Finding>& findings);

}  // namespace skranke::cases
