#include "synthetic/address_text.hpp"

namespace skranke::synthetic {
namespace {

// So many digits, with leading zeros.
template <std::size_t Width>
Text<Width> digits_of(std::uint32_t value) {
  std::array<char, Width> digits;
  for (std::size_t at = Width; at-- > 0; value /= 10) digits[at] = static_cast<char>('0' + value % 10);
  return Text<Width>{{digits.data(), Width}};
}

Text<2> floor_of(const Address& address) {
  if (address.floor == no_floor) return {};
  if (address.floor == basement) return Text<2>{"kl"};
  if (address.floor == ground_floor) return Text<2>{"st"};
  return digits_of<2>(address.floor);
}

Text<4> door_of(const Address& address) {
  switch (address.door) {
    case no_door:
      return {};
    case left_door:
      return Text<4>{"tv"};
    case right_door:
      return Text<4>{"th"};
    case middle_door:
      return Text<4>{"mf"};
    default:
      return digits_of<4>(address.door);
  }
}

std::string_view without_zeros(std::string_view digits) {
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

}  // namespace

void put_codes(Record record, const CodeFields& fields, const Tables& tables, const Address& address) {
  record.text(fields.municipality, tables.municipalities[address.municipality].code);
  record.digits(fields.road, address.is_nowhere ? no_fixed_abode : road_code(tables, address));
  if (address.house != 0) {
    Text<4> house{digits_of<3>(address.house).view()};
    if (address.letter != ' ') house.append({&address.letter, 1});
    record.text(fields.house, house.view());
  }
  record.text(fields.floor, floor_of(address).view()).text(fields.door, door_of(address).view());
  if (address.building != 0) record.digits(fields.building, address.building);
}

Text<34> street_line(const Tables& tables, const Address& address) {
  Text<34> line{road_name(tables, address)};
  if (address.house != 0) {
    line.append(" ").append(without_zeros(digits_of<3>(address.house).view()));
    if (address.letter != ' ') line.append({&address.letter, 1});
  }
  if (address.building != 0) {
    line.append(" B-").append(without_zeros(digits_of<4>(address.building).view()));
  }
  if (address.floor == no_floor) return line;
  const Text<2> floor = floor_of(address);
  line.append(",").append(without_zeros(floor.view()));
  if (address.door == no_door) return line;
  const Text<4> door = door_of(address);
  return line.append(" ").append(without_zeros(door.view()));
}

}  // namespace skranke::synthetic
