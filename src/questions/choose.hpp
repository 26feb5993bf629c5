// Which of the possible questions make a session.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "questions/policy.hpp"
#include "questions/pool.hpp"

namespace skranke::questions {

// The indexes of `count` candidates with the largest sum of gains, no topic twice and at most `weak_max` weak
// ones; empty if there are not so many. Among equal sums the one that comes first in the order of
// `candidates`. Exact for up to 20,000 steps of its search, which has not been seen to need more than a few
// hundred; then the best found. `values`: gains, or others in their place; from large to small.
[[nodiscard]] std::vector<std::size_t> choose(std::span<const Candidate* const> candidates,
                                              std::span<const Bits> values, std::size_t count,
                                              std::size_t weak_max);

// The true person's chance of passing with these answers' weights, in order, from `start`: the score reaches
// `threshold` at some answer. In millionths, rounded down. Cost: 2^n steps.
struct Turn {
  Weight weight;
  Millionths chance = 0;  // of a right answer
};
[[nodiscard]] Millionths chance_to_reach(std::span<const Turn> turns, Bits start, Bits threshold);

// The chance of at least `right` right answers, in millionths, rounded down.
[[nodiscard]] Millionths chance_to_count(std::span<const Turn> turns, std::size_t right);

}  // namespace skranke::questions
