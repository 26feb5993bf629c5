// A block: about a thousand persons who are related to each other and to nobody else.
//
// Everything that one record says of another person stays within the block, so that a population of any size
// is made block by block in the memory of one. A block is made in steps, each from what stands before it:
// population (ages, sexes, origins), unions (who lived with whom, by years), births (numbers, parents, days),
// homes and names. Persons stand in order of their year of birth, so parents come before children.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "cpr/person.hpp"
#include "synthetic/address.hpp"
#include "synthetic/chance.hpp"
#include "synthetic/numbers.hpp"
#include "synthetic/tables.hpp"
#include "synthetic/text.hpp"

namespace skranke::synthetic {

using Index = std::int16_t;  // of a person or a union of the block
inline constexpr Index none = -1;
inline constexpr std::int16_t no_year = 9'999;

// The register began on this day: nobody has a number, an address or a death before it.
inline constexpr base::Day register_began = base::day_from({.year = 1968, .month = 4, .day = 2});

struct NameSpell {
  Text<50> given;
  Text<40> middle;
  Text<40> family;
  char given_mark = ' ';
  char middle_mark = ' ';
  char family_mark = ' ';
  base::Day from = 0;
};

struct StayAbroad {
  base::Day left = 0;
  base::Day returned = 0;
  std::uint16_t country = 0;
};

enum class End : std::uint8_t { lasting, parted, death };

struct Union {
  Index first = none;
  Index second = none;
  std::int16_t start_year = 0;
  std::int16_t married_year = 0;  // 0: never
  std::int16_t end_year = no_year;
  End end = End::lasting;
  bool registered_partnership = false;  // of the same sex, before they could marry
  base::Day start = 0;
  base::Day married = 0;    // 0: never
  base::Day separated = 0;  // 0: never
  base::Day until = always;
  std::uint32_t homes = 0;  // where their residences begin; settled by the elder one
  std::uint16_t home_count = 0;
};

struct Inhabitant {
  std::int16_t birth_year = 0;
  std::int16_t from_year = 0;         // in the country since; the birth year for who was born there
  std::int16_t until_year = no_year;  // died, left or disappeared
  std::int16_t last_child_year = 0;   // of women
  std::int16_t country = -1;          // where they or their parents came from; -1: the realm
  std::uint16_t adopted_from = 0;     // of adopted children; a country
  std::uint16_t birth_place = 0;      // a municipality; of who was born in the realm
  cpr::Status status = cpr::Status::resident;
  proofing::Sex sex = proofing::Sex::female;
  People people = People::danish;
  bool greenland = false;  // lives in Greenland
  bool immigrant = false;  // born abroad
  bool adopted = false;    // from abroad
  bool twin = false;
  bool spouse_abroad = false;  // married to somebody without a number
  std::uint8_t children_wanted = 0;
  std::uint8_t children = 0;
  std::uint8_t union_count = 0;
  std::uint8_t name_count = 0;
  std::uint8_t stay_count = 0;
  Index mother = none;
  Index father = none;
  Index first_child = none;
  Index next_of_mother = none;  // the mother's next child
  Index next_of_father = none;
  Index other_number = none;  // of a dead number: the current one; of a current one: the dead one
  std::array<Index, 3> unions{none, none, none};
  base::Day present_from = 0;
  base::Day present_until = always;
  Berth berth;
  proofing::CprNumber number;
  std::uint32_t homes = 0;
  std::uint16_t home_count = 0;
  std::array<StayAbroad, 1> stays;
  std::array<NameSpell, 4> names;

  [[nodiscard]] base::Day born() const { return berth.born; }
  [[nodiscard]] const NameSpell& name() const { return names[name_count - 1U]; }
  // Of two who belong to one family: 0 the realm, 1 Greenland, else where they came from.
  [[nodiscard]] int group() const { return greenland ? 1 : country < 0 ? 0 : 2 + country; }
  [[nodiscard]] bool is_there_throughout(int year) const { return from_year < year && year < until_year; }
};

struct Block {
  const Tables& tables;
  const Numbers& numbers;
  std::uint32_t index;
  Chance chance;
  std::vector<Inhabitant> people;  // in order of birth year; then dead numbers
  std::size_t regular = 0;         // before the dead numbers
  std::vector<Union> unions;
  std::vector<Residence> homes;
  std::array<std::uint16_t, static_cast<std::size_t>(last_year - first_year + 2)> year_begin{};
  // The numbers of a berth that are given: bit 2 * sex + which.
  std::array<std::array<std::uint8_t, berths_a_block>, static_cast<std::size_t>(last_year - first_year + 1)>
      taken{};

  [[nodiscard]] std::size_t begin_of(int year) const {
    return year_begin[static_cast<std::size_t>(year - first_year)];
  }
  [[nodiscard]] Inhabitant& at(Index who) { return people[static_cast<std::size_t>(who)]; }
  [[nodiscard]] const Inhabitant& at(Index who) const { return people[static_cast<std::size_t>(who)]; }
};

// The steps, in this order.
void draw_population(Block& block, std::uint32_t count);
void form_unions(Block& block);
void give_birth(Block& block);
void date_unions(Block& block);
void settle(Block& block);
void give_names(Block& block);

// A block made.
[[nodiscard]] Block make_block(const Tables& tables, const Numbers& numbers, std::uint64_t seed,
                               std::uint32_t index, std::uint32_t count);

// A day of the year, within what there is of it.
[[nodiscard]] base::Day day_in(int year, Chance& chance);

// The union of a person in force in a year, or none.
[[nodiscard]] Index union_in(const Block& block, const Inhabitant& person, int year);

}  // namespace skranke::synthetic
