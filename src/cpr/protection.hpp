// Whether somebody's name and address are protected (CPR Act §28; record 004).
//
// One answer for all who ask it: the desk, the questions, whoever prints a person.
#pragma once

#include <algorithm>

#include "base/civil.hpp"
#include "cpr/person.hpp"

namespace skranke::cpr {

// An end whose day is not known has not come; its last day is one of protection.
[[nodiscard]] inline bool has_ended(const ProtectionEntry& entry, base::Day today) {
  if (!entry.to.known() || entry.to.month == 0 || entry.to.day == 0) return false;
  return base::day_from({.year = entry.to.year, .month = entry.to.month, .day = entry.to.day}) < today;
}

// Whether name and address are protected on the day. In doubt they are: a protection that begins later is one
// already, since what is told now stays told, and a record of protection that was refused as broken protects.
[[nodiscard]] inline bool is_protected(const Person& person, base::Day today) {
  if (std::ranges::find(person.refused_records, "004") != person.refused_records.end()) return true;
  return std::ranges::any_of(person.protections, [&](const ProtectionEntry& entry) {
    return entry.kind == Protection::name_and_address && !has_ended(entry, today);
  });
}

}  // namespace skranke::cpr
