// Every question that could be asked in a case, with its p, q and weight.
//
// INVARIANT: nothing that a shown document gives away, nothing about a third person who is protected or whose
// mark is not known, nothing about the address of a protected person, nothing whose p is not known or so high
// that an answer says little.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "cpr/person.hpp"
#include "questions/extract.hpp"
#include "questions/policy.hpp"
#include "questions/shares.hpp"

namespace skranke::questions {

// What is known in a case besides the person's record.
struct Shown {
  base::Day today = 0;
  std::vector<std::string> kinds;  // of the documents shown, by the ids of the document policy
};

struct Candidate {
  const Template* question = nullptr;
  Slot slot;
  std::uint64_t key = 0;
  std::vector<std::uint64_t> topics{};
  Millionths p = 0;
  Millionths q = 0;
  Weight weight{};
  Bits gain = 0;                       // expected, for the true person
  std::vector<std::string> options{};  // of a choice, in the order of the counts
};

// Everything that questions need to know of the register.
struct Register {
  const Roads& roads;
  const Shares& shares;
};

[[nodiscard]] std::vector<Candidate> candidates(const Policy& policy, const cpr::Person& person,
                                                const Relations& relations, const Shown& shown,
                                                const Register& known);

// Whether register questions are for this person at all: alive in the register, of age, here long enough.
[[nodiscard]] bool is_for(const Policy& policy, const cpr::Person& person, base::Day today);

// Whether a document shown gives the answer away. A kind that the policy does not name shows everything.
[[nodiscard]] bool is_given_away(const Policy& policy, const Template& question,
                                 std::span<const std::string> kinds);

}  // namespace skranke::questions
