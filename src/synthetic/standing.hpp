// What changes during a life and is told twice, as it is and as it was: citizenship, church, civil status.
#pragma once

#include <array>
#include <string_view>

#include "base/ensure.hpp"
#include "synthetic/block.hpp"

namespace skranke::synthetic {

// Spells from the first to the present one.
template <class T, std::size_t Max>
class Spells {
 public:
  void add(const T& spell) {
    base::ensure(count_ < Max, "room for a spell");
    spells_[count_++] = spell;
  }
  [[nodiscard]] const T& now() const { return spells_[count_ - 1]; }
  [[nodiscard]] std::size_t former() const { return count_ - 1; }
  [[nodiscard]] const T& at(std::size_t index) const { return spells_[index]; }

 private:
  std::array<T, Max> spells_{};
  std::size_t count_ = 0;
};

struct Citizenship {
  std::string_view country;
  base::Day from = 0;
};
struct Church {
  char code = 'U';
  base::Day from = 0;
};
struct Civil {
  char code = 'U';
  base::Day from = 0;
  Index spouse = none;
  bool spouse_without_number = false;
  base::Day separated = 0;  // 0: not
};

struct Standing {
  Spells<Citizenship, 3> citizenship;
  Spells<Church, 4> church;
  Spells<Civil, 10> civil;
};

[[nodiscard]] Standing standing_of(const Block& block, const Inhabitant& person, Chance& chance);

}  // namespace skranke::synthetic
