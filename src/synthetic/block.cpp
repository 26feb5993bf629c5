#include "synthetic/block.hpp"

#include <algorithm>

namespace skranke::synthetic {
namespace {

constexpr std::uint64_t purpose_block = 2;

}  // namespace

base::Day day_in(int year, Chance& chance) {
  const base::Day first = base::day_from({.year = year, .month = 1, .day = 1});
  const base::Day last = std::min(as_of, base::day_from({.year = year, .month = 12, .day = 31}));
  return chance.between(first, last);
}

Index union_in(const Block& block, const Inhabitant& person, int year) {
  for (std::uint8_t i = 0; i < person.union_count; ++i) {
    const Union& one = block.unions[static_cast<std::size_t>(person.unions[i])];
    if (one.start_year < year && year <= one.end_year) return person.unions[i];
  }
  return none;
}

Block make_block(const Tables& tables, const Numbers& numbers, std::uint64_t seed, std::uint32_t index,
                 std::uint32_t count) {
  Block block{.tables = tables,
              .numbers = numbers,
              .index = index,
              .chance = Chance{seed, purpose_block, index},
              .people = {},
              .unions = {},
              .homes = {}};
  draw_population(block, count);
  form_unions(block);
  give_birth(block);
  date_unions(block);
  settle(block);
  give_names(block);
  return block;
}

}  // namespace skranke::synthetic
