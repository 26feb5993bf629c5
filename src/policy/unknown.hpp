// Deciding when facts are unknown: exact answers over all completions, without enumerating them.
//
// Each document can only end in a few profiles (Masks that lists can tell apart), and documents vary
// independently. Because accepting is monotone in every profile, "accepted in some completion" needs only
// the choice of the few documents of one combination, and "rejected in some completion" only each document's
// minimal profiles.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "policy/program.hpp"
#include "policy/verdict.hpp"
#include "proofing/evidence.hpp"

namespace skranke::policy {

inline constexpr std::size_t profiles_max = 96;  // no kind has more: compile() refuses such a policy

// Distinct profiles of one document.
struct ProfileSet {
  std::uint16_t count = 0;
  std::array<Mask, profiles_max> profiles;

  [[nodiscard]] std::span<const Mask> all() const { return {profiles.data(), count}; }
  void insert(Mask profile);
};

// Every profile that the document can end in.
[[nodiscard]] ProfileSet possible_profiles(const Program& program, const proofing::Document& document,
                                           const proofing::Evidence& evidence);

// Those of a set that contain no other of it.
[[nodiscard]] ProfileSet minimal_profiles(const ProfileSet& profiles);

// A profile in the form in which lists tell documents apart: twins as their lowest, idle marks cleared.
[[nodiscard]] Mask canonical(const Program& program, Mask profile);

// Fills outcome, list, used and the documents' open facts. `verdict.documents` holds what each serves.
void decide_unknown(const Program& program, const proofing::Evidence& evidence, Verdict& verdict);

}  // namespace skranke::policy
