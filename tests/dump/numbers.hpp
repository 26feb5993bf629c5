// Numbers that stand in bytes without a hash: as text, as integers, as packed decimal digits.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace skranke::dump {

// The forms, by their index.
[[nodiscard]] std::span<const std::string> number_forms();

// Called for every number that bytes from this place on are a form of; most are so by chance.
using TakeNumber = std::function<void(std::size_t form, std::uint64_t number, std::size_t at)>;

// Reads from every place of `bytes` from `first` to before `last`; `wanted` says which numbers are of
// interest.
void read_numbers(std::string_view bytes, std::size_t first, std::size_t last,
                  const std::function<bool(std::uint64_t)>& wanted, const TakeNumber& take);

}  // namespace skranke::dump
