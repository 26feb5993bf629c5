// A synthetic Denmark as an extract of the CPR register, record by record.
//
// The same seed, number of persons and version of the program give the same bytes, on every machine. Memory
// is that of one block, whatever the number of persons.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace skranke::synthetic {

// More persons have more records than the eight digits of record 999 can count.
inline constexpr std::uint32_t extract_persons_max = 6'000'000;

struct Extent {
  std::uint64_t persons = 0;  // numbers with a record 001
  std::uint64_t records = 0;  // with 000 and 999
};

// Takes some of the bytes; `done` persons are written with them. False stops the generation.
using Sink = std::function<bool(std::string_view bytes, const Extent& done)>;

// `persons` is at most extract_persons_max. What was written; fewer persons where the sink stopped it.
Extent generate(std::uint32_t persons, std::uint64_t seed, const Sink& sink);

}  // namespace skranke::synthetic
