#include "synthetic/tables.hpp"

#include <algorithm>
#include <charconv>

#include "base/ensure.hpp"
#include "synthetic/lists.hpp"

namespace skranke::synthetic {
namespace {

using Parts = std::vector<std::string_view>;

Parts split(std::string_view text, char separator) {
  Parts parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// The rows of a list below its heading, each with so many columns.
std::vector<Parts> rows(std::string_view list, std::size_t columns) {
  std::vector<Parts> out;
  for (const std::string_view line : split(list, '\n')) {
    if (line.empty()) continue;
    out.push_back(split(line, ','));
    base::ensure(out.back().size() == columns, "a list's row has its columns");
  }
  out.erase(out.begin());
  return out;
}

std::uint32_t number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  base::ensure(error == std::errc{} && end == text.data() + text.size(), "a list's number");
  return value;
}

People people_of(std::string_view text) {
  constexpr std::array<std::string_view, peoples> names{
      "danish", "greenlandic", "faroese", "turkish",    "arabic",   "polish", "romanian",
      "german", "ukrainian",   "bosnian", "vietnamese", "somali",   "urdu",   "persian",
      "nordic", "english",     "indian",  "asian",      "southern", "baltic"};
  const auto* const found = std::ranges::find(names, text);
  base::ensure(found != names.end(), "a people that there is");
  return static_cast<People>(found - names.begin());
}

std::size_t sex_of(std::string_view text) { return text == "K" ? 0 : 1; }

// How often a name was given in a period: most in its peak year, and the less the further from it.
std::uint32_t weight_in(std::uint32_t weight, int peak, int spread, std::size_t period) {
  const int year = name_first_year + static_cast<int>(period) * name_period_years + name_period_years / 2;
  const int off = std::abs(year - peak);
  const int rest = std::max(0, 2 * spread - off);
  // Never quite out of fashion: 1 of the 1,000 of its peak.
  return std::max<std::uint32_t>(1, weight * static_cast<std::uint32_t>(rest * rest) * 10 /
                                        static_cast<std::uint32_t>(4 * spread * spread));
}

}  // namespace

void Urn::add(std::uint32_t thing, std::uint32_t weight) {
  if (weight == 0) return;
  bounds_.push_back((bounds_.empty() ? 0 : bounds_.back()) + weight);
  things_.push_back(thing);
}

std::uint32_t Urn::draw(Chance& chance) const {
  const std::uint32_t lot = chance.below(bounds_.back());
  const auto found = std::ranges::upper_bound(bounds_, lot);
  return things_[static_cast<std::size_t>(found - bounds_.begin())];
}

Tables::Tables() {
  read_names();
  read_places();
}

std::uint32_t Tables::add_name(std::string_view utf8) {
  names.push_back(latin_of(utf8));
  return static_cast<std::uint32_t>(names.size() - 1);
}

void Tables::read_names() {
  for (const Parts& row : rows(lists::danish_given(), 5)) {
    const std::uint32_t name = add_name(row[0]);
    for (std::size_t period = 0; period < name_periods; ++period) {
      danish_given[sex_of(row[1])][period].add(
          name, weight_in(number(row[2]), static_cast<int>(number(row[3])), static_cast<int>(number(row[4])),
                          period));
    }
  }
  for (const Parts& row : rows(lists::danish_family(), 2)) family[0].add(add_name(row[0]), number(row[1]));
  for (const Parts& row : rows(lists::other_names(), 3)) {
    const auto people = static_cast<std::size_t>(people_of(row[0]));
    Urn& urn = row[1] == "family" ? family[people] : given[people][sex_of(row[1])];
    std::uint32_t rank = 0;
    // Names fall off about as 1 over their rank.
    for (const std::string_view name : split(row[2], '|')) urn.add(add_name(name), 1'200 / (5 + rank++));
  }
  for (const Parts& row : rows(lists::peoples(), 7)) {
    const auto index = static_cast<std::uint32_t>(countries.size());
    countries.push_back(
        {.people = people_of(row[0]), .code = std::string{row[1]}, .name = latin_of(row[2]).text});
    origins.add(index, number(row[3]));
    temporary.add(index, number(row[4]));
    destinations.add(index, number(row[5]));
    adopted.add(index, number(row[6]));
  }
  for (const Parts& row : rows(lists::occupations(), 1)) occupations.push_back(latin_of(row[0]).text);
}

void Tables::read_places() {
  constexpr std::uint32_t first_greenlandic = 950;
  for (const Parts& row : rows(lists::municipalities(), 3)) {
    const auto index = static_cast<std::uint32_t>(municipalities.size());
    const std::uint32_t inhabitants = number(row[2]);  // hundreds
    municipalities.push_back(
        {.code = std::string{row[0]},
         .name = latin_of(row[1]).text,
         .weight = inhabitants,
         .greenlandic = number(row[0]) >= first_greenlandic,
         .postcodes = {},
         .roads = static_cast<std::uint16_t>(std::clamp<std::uint32_t>(inhabitants / 3, 12, 800))});
    (municipalities.back().greenlandic ? greenlandic_municipalities : danish_municipalities)
        .add(index, inhabitants);
  }
  for (const Parts& row : rows(lists::postcodes(), 3)) {
    const auto index = static_cast<std::uint16_t>(postcodes.size());
    postcodes.push_back({.code = std::string{row[0]}, .district = latin_of(row[1]).text});
    for (const std::string_view code : split(row[2], '|')) {
      const auto found = std::ranges::find(municipalities, code, &Municipality::code);
      base::ensure(found != municipalities.end(), "a postcode's municipality");
      found->postcodes.push_back(index);
    }
  }
  for (const Parts& row : rows(lists::roads(), 2)) {
    for (const std::string_view second : split(row[1], '|')) {
      std::string name{row[0]};
      roads.push_back(latin_of(name.append(second)).text);
    }
  }
}

}  // namespace skranke::synthetic
