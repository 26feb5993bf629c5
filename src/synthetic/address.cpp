#include "synthetic/address.hpp"

#include <algorithm>

namespace skranke::synthetic {
namespace {

constexpr std::uint32_t inhabitants_of_a_town = 2'000;  // hundreds: where most people live on a floor

void draw_floor(Address& address, Chance& chance) {
  const auto storey = static_cast<std::uint8_t>(chance.below(6));
  address.floor = storey == 0 ? ground_floor : storey;
  if (chance.in_1000(15)) address.floor = basement;
  if (chance.in_1000(60)) {
    address.door = static_cast<std::uint16_t>(10 + chance.below(40));
  } else {
    address.door = static_cast<std::uint16_t>(chance.in_1000(80) ? middle_door : 1 + chance.below(2));
  }
}

// One whose code is near, by size: codes follow each other as the places do.
std::uint32_t near_municipality(const Tables& tables, std::uint32_t municipality, Chance& chance) {
  constexpr std::uint32_t reach = 6;
  const std::uint32_t first = municipality > reach ? municipality - reach : 0;
  const auto count = static_cast<std::uint32_t>(tables.municipalities.size());
  const std::uint32_t end = std::min(count, municipality + reach + 1);
  const auto weight = [&tables](std::uint32_t index) {
    const Municipality& one = tables.municipalities[index];
    return one.greenlandic ? 0 : one.weight;
  };
  std::uint32_t sum = 0;
  for (std::uint32_t i = first; i < end; ++i) sum += weight(i);
  std::uint32_t lot = chance.below(sum);
  for (std::uint32_t i = first;; ++i) {
    if (lot < weight(i)) return i;
    lot -= weight(i);
  }
}

}  // namespace

Address draw_address(const Tables& tables, std::uint32_t municipality, Chance& chance) {
  const Municipality& place = tables.municipalities[municipality];
  Address address{.municipality = static_cast<std::uint16_t>(municipality),
                  .road = static_cast<std::uint16_t>(chance.below(place.roads))};
  if (place.greenlandic) {
    address.building = static_cast<std::uint16_t>(1 + chance.below(3'900));
    if (chance.in_1000(450)) draw_floor(address, chance);
    return address;
  }
  // Low numbers are more frequent: most roads are short.
  address.house = static_cast<std::uint16_t>(1 + chance.below(1 + chance.below(180)));
  if (chance.in_1000(120)) address.letter = static_cast<char>('A' + chance.below(6));
  const std::uint32_t flats = place.weight >= inhabitants_of_a_town ? 720 : 240;
  if (chance.in_1000(flats)) draw_floor(address, chance);
  return address;
}

std::uint32_t next_municipality(const Tables& tables, std::uint32_t municipality, Chance& chance) {
  if (tables.municipalities[municipality].greenlandic) {
    return chance.in_1000(850) ? municipality : tables.greenlandic_municipalities.draw(chance);
  }
  const std::uint32_t lot = chance.below(1'000);
  if (lot < 660) return municipality;
  return lot < 860 ? near_municipality(tables, municipality, chance)
                   : tables.danish_municipalities.draw(chance);
}

std::uint32_t road_code(const Tables& tables, const Address& address) {
  // Rising with gaps, as codes that were given over the years; the codes from 9900 are special.
  const std::uint32_t first = 4 + (address.municipality * 7U) % 40;
  const std::uint32_t gap = 9'800U / tables.municipalities[address.municipality].roads;
  return first + address.road * (gap < 12 ? gap : 12);
}

std::string_view road_name(const Tables& tables, const Address& address) {
  constexpr std::uint32_t stride = 97;  // coprime with the number of names: each once before any twice
  const std::uint32_t first = address.municipality * 61U;
  return tables.roads[(first + address.road * stride) % tables.roads.size()];
}

const Postcode& postcode(const Tables& tables, const Address& address) {
  const auto& own = tables.municipalities[address.municipality].postcodes;
  return tables.postcodes[own[address.road % own.size()]];
}

}  // namespace skranke::synthetic
