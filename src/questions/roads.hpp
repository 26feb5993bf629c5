// Names of roads by their codes, collected from the register itself.
//
// The record of a former address holds a road's code and no name. Present addresses hold both, so a pass over
// the register gives a name to every road on which somebody lives now. The table is kept in the clear: who
// adds somebody whose address is protected tells it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.hpp"
#include "cpr/person.hpp"

namespace skranke::questions {

class Roads {
 public:
  // Learns from the person's present address. The first name of a road stays.
  void add(const cpr::Person& person);

  // Empty where unknown. `municipality` and `road` are the register's four digits.
  [[nodiscard]] std::string_view find(std::string_view municipality, std::string_view road) const;

  [[nodiscard]] std::size_t size() const { return names_.size(); }

  // The same roads give the same bytes.
  [[nodiscard]] std::string to_bytes() const;
  // Problem: invalid_value.
  [[nodiscard]] static base::Result<Roads> from_bytes(std::string_view bytes);

 private:
  std::unordered_map<std::uint32_t, std::string> names_;  // by municipality * 10000 + road
};

// Four digits as a number; 0 for anything else.
[[nodiscard]] std::uint32_t four_digits(std::string_view code);

}  // namespace skranke::questions
