// A version of a policy comes into force when two administrators say so: one proposes, another activates.
//
// What nobody activated is held: loaded and shown, and as if it were not there for every decision. What is
// activated is a text, by the hash of its compiled form, so that a file that is changed afterwards decides
// nothing until two people have said yes to what it says now.
//
// INVARIANT: what is in force on a day is never replaced by something else on that day, since a version is
// activated and withdrawn before its day only. So a case is read, decided and recorded by the same rules.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "activation/port/activation_store.hpp"
#include "base/civil.hpp"
#include "base/result.hpp"
#include "policy/catalogue.hpp"

namespace skranke::activation {

struct Tools {
  ActivationStore& store;
  policy::Catalogue& catalogue;
  std::function<std::string(const policy::Edition&)> sha256;  // of its compiled form
  std::function<std::string()> new_id;
  std::function<base::Day()> today;
};

// What is kept says of an edition. `kept` are activations, of any version.
[[nodiscard]] policy::Standing standing_of(const policy::Edition& edition, std::string_view sha256,
                                           std::span<const Activation> kept);

// Begins: what is loaded when a database first hears of activations counts as activated by the installation.
// Then as refresh(). Problem (invalid_policy): a version that decides today or later was activated, its file
// is gone, and an older version would decide in its place.
[[nodiscard]] base::Result<void> begin(const Tools& tools, Moment now);

// Gives every edition of the catalogue the standing that the store says.
[[nodiscard]] base::Result<void> refresh(const Tools& tools);

struct Version {
  const policy::Edition* edition = nullptr;
  std::string sha256;
  policy::Standing standing = policy::Standing::counts;
  std::vector<Activation> activations;  // of any text of it, the newest first
};

// Every version that is loaded, by policy, then by day.
[[nodiscard]] base::Result<std::vector<Version>> versions(const Tools& tools);

// The version that decides on the days from which on `edition` would, without it. Null: none.
[[nodiscard]] const policy::Edition* version_before(const Tools& tools, const policy::Edition& edition);

// Who does something to a version.
struct Wish {
  std::string policy;
  std::string version;
  std::string sha256;  // of the text that they have looked at
  std::string by;
  bool is_of_every_centre = false;  // administrates every centre
  Moment now = 0;
};

enum class Refusal : std::uint8_t {
  unknown_version,
  another_text,         // than they have looked at
  not_of_every_centre,  // rules are the same at every centre, so who administrates one does not change them
  counts_already,
  proposed_already,
  not_proposed,
  same_person,   // who proposed it
  day_has_come,  // of activating: something else decides today; of withdrawing: it decides
  not_standing,  // neither proposed nor activated, so there is nothing to withdraw
};

// Each does it and refreshes the catalogue, or says why not; empty: it is done.
using Done = base::Result<std::optional<Refusal>>;
[[nodiscard]] Done propose(const Tools& tools, const Wish& wish);
[[nodiscard]] Done activate(const Tools& tools, const Wish& wish);
[[nodiscard]] Done withdraw(const Tools& tools, const Wish& wish);

}  // namespace skranke::activation
