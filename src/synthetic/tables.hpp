// The committed lists (data/) as tables: names, municipalities, postcodes, roads, countries.
//
// Read once, at the start of a generation. A list with a mistake is a bug, since the lists are compiled in.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "synthetic/chance.hpp"
#include "synthetic/text.hpp"

namespace skranke::synthetic {

// Things that are drawn by weight.
class Urn {
 public:
  void add(std::uint32_t thing, std::uint32_t weight);
  // What was added, with the chance of its weight; the urn isn't empty.
  [[nodiscard]] std::uint32_t draw(Chance& chance) const;
  [[nodiscard]] bool empty() const { return bounds_.empty(); }

 private:
  std::vector<std::uint32_t> bounds_;  // rising
  std::vector<std::uint32_t> things_;
};

enum class People : std::uint8_t {  // whose names somebody has
  danish,
  greenlandic,
  faroese,
  turkish,
  arabic,
  polish,
  romanian,
  german,
  ukrainian,
  bosnian,
  vietnamese,
  somali,
  urdu,
  persian,
  nordic,
  english,
  indian,
  asian,
  southern,
  baltic,
};
inline constexpr std::size_t peoples = 20;

struct Country {
  People people = People::danish;
  std::string code;  // the register's, four digits
  std::string name;  // ISO-8859-1
};

struct Municipality {
  std::string code;  // four digits
  std::string name;  // ISO-8859-1
  std::uint32_t weight = 0;
  bool greenlandic = false;
  std::vector<std::uint16_t> postcodes;
  std::uint16_t roads = 0;
};

struct Postcode {
  std::string code;
  std::string district;  // ISO-8859-1
};

inline constexpr int name_period_years = 5;
inline constexpr int name_first_year = 1865;
inline constexpr std::size_t name_periods = 33;

// Indices: `sex` 0 female, 1 male.
struct Tables {
  Tables();

  std::vector<Latin> names;
  std::array<std::array<Urn, name_periods>, 2> danish_given;
  std::array<std::array<Urn, 2>, peoples> given;  // but for Danish
  std::array<Urn, peoples> family;
  std::vector<Country> countries;
  Urn origins;       // of immigrants and their children
  Urn temporary;     // of those with an administrative number
  Urn destinations;  // of those who leave
  Urn adopted;       // of children adopted from abroad
  std::vector<Municipality> municipalities;
  Urn danish_municipalities;
  Urn greenlandic_municipalities;
  std::vector<Postcode> postcodes;
  std::vector<std::string> roads;        // ISO-8859-1
  std::vector<std::string> occupations;  // ISO-8859-1

 private:
  void read_names();
  void read_places();
  std::uint32_t add_name(std::string_view utf8);
};

}  // namespace skranke::synthetic
