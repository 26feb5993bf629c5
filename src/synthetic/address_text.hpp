// An address as the register writes it.
#pragma once

#include "synthetic/address.hpp"
#include "synthetic/record.hpp"

namespace skranke::synthetic {

// The road code of nobody's road: for persons without a fixed abode.
inline constexpr std::uint32_t no_fixed_abode = 9'901;

// The fields of an address by codes, which records 002, 003 and 023 share.
struct CodeFields {
  const cpr::Field& municipality;
  const cpr::Field& road;
  const cpr::Field& house;
  const cpr::Field& floor;
  const cpr::Field& door;
  const cpr::Field& building;
};
void put_codes(Record record, const CodeFields& fields, const Tables& tables, const Address& address);

// "Søgade 16B,1 tv"
[[nodiscard]] Text<34> street_line(const Tables& tables, const Address& address);

}  // namespace skranke::synthetic
