#include "storage/register/number_set.hpp"

#include <utility>

namespace skranke::storage {
namespace {

constexpr std::size_t first_places = 1024;

// Spreads numbers that lie close together, as those of one day of birth do (the finalizer of MurmurHash3).
std::uint64_t spread(std::uint64_t value) {
  value = (value ^ (value >> 33U)) * 0xff51afd7ed558ccdULL;
  value = (value ^ (value >> 33U)) * 0xc4ceb9fe1a85ec53ULL;
  return value ^ (value >> 33U);
}

}  // namespace

// Where the number is, or else where it goes.
std::size_t NumberSet::place_of(std::int64_t number) const {
  const std::size_t mask = places_.size() - 1;
  std::size_t place = spread(static_cast<std::uint64_t>(number)) & mask;
  while (places_[place] != 0 && places_[place] != number + 1) place = (place + 1) & mask;
  return place;
}

bool NumberSet::insert(std::int64_t number) {
  if (size_ * 4 >= places_.size() * 3) grow();
  std::int64_t& place = places_[place_of(number)];
  if (place != 0) return false;
  place = number + 1;
  ++size_;
  return true;
}

void NumberSet::grow() {
  const std::vector<std::int64_t> before =
      std::exchange(places_, std::vector<std::int64_t>(places_.empty() ? first_places : places_.size() * 2));
  for (const std::int64_t taken : before) {
    if (taken != 0) places_[place_of(taken - 1)] = taken;
  }
}

}  // namespace skranke::storage
