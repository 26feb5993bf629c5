#include "policy/catalogue.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/ensure.hpp"

namespace skranke::policy {
namespace {

using base::fail;
using base::Fault;

base::Result<const Edition*> no_version(std::string text) {
  return fail(Fault::no_version_in_force, std::move(text), "/date");
}

auto order(const Edition& edition) { return std::tie(edition.program.id, edition.program.effective); }

}  // namespace

base::Result<const Edition*> Catalogue::add(Edition edition) {
  for (const auto& known : editions_) {
    if (known->program.id != edition.program.id) continue;
    if (known->program.version == edition.program.version ||
        known->program.effective == edition.program.effective) {
      return fail(Fault::invalid_policy, "policy " + edition.program.id + " has version " +
                                             known->program.version + " in force from " +
                                             base::format_day(known->program.effective) +
                                             " already; expected another version and another day");
    }
  }
  auto owned = std::make_unique<const Edition>(std::move(edition));
  const Edition* added = owned.get();
  const auto at =
      std::ranges::find_if(editions_, [&](const auto& known) { return order(*added) < order(*known); });
  standings_.insert(standings_.begin() + (at - editions_.begin()),
                    std::make_unique<std::atomic<Standing>>(Standing::counts));
  editions_.insert(at, std::move(owned));
  return added;
}

std::size_t Catalogue::place_of(const Edition& edition) const {
  const auto found =
      std::ranges::find_if(editions_, [&](const auto& known) { return known.get() == &edition; });
  base::ensure(found != editions_.end(), "an edition of this catalogue");
  return static_cast<std::size_t>(found - editions_.begin());
}

void Catalogue::set_standing(const Edition& edition, Standing standing) {
  standings_[place_of(edition)]->store(standing, std::memory_order_relaxed);
}

Standing Catalogue::standing(const Edition& edition) const {
  return standings_[place_of(edition)]->load(std::memory_order_relaxed);
}

base::Result<const Edition*> Catalogue::in_force(std::string_view id, base::Day day) const {
  const Edition* found = nullptr;
  bool is_altered = false;  // the found one
  const Edition* first = nullptr;
  bool is_known = false;
  std::string doubtful;  // versions since the found one of which nobody knows from when on they were in force
  for (std::size_t i = 0; i < editions_.size(); ++i) {
    const Edition* edition = editions_[i].get();
    if (edition->program.id != id) continue;
    const Standing standing = standings_[i]->load(std::memory_order_relaxed);
    const bool is_dated = !edition->tree.is_unknown(unknown_effective);
    is_known = is_known || is_dated;
    if (standing == Standing::held || (standing == Standing::altered && !is_dated)) continue;
    if (first == nullptr && is_dated) first = edition;
    if (edition->program.effective > day) continue;
    if (is_dated) {
      found = edition;
      is_altered = standing == Standing::altered;
      doubtful.clear();
    } else {
      doubtful.append(" ").append(edition->program.version);
    }
  }
  if (!doubtful.empty())
    return no_version(
        "which version of the policy was in force on that day is not known; name one, as version:" +
        doubtful);
  if (is_altered)
    return no_version("the version for that day, " + found->program.version +
                      ", is not the text that was activated; two administrators activate it, or its file is "
                      "put back");
  if (found != nullptr) return found;
  if (!is_known)
    return fail(Fault::unknown_policy, "there is no such policy; `skranke policy list` names them",
                "/policy");
  if (first == nullptr) return no_version("no version of the policy has been activated");
  return no_version(
      "no version of the policy is in force on that day; the first known one is in force from " +
      base::format_day(first->program.effective));
}

base::Result<const Edition*> Catalogue::version(std::string_view id, std::string_view version) const {
  bool known = false;
  for (const auto& edition : editions_) {
    if (edition->program.id != id) continue;
    known = true;
    if (edition->program.version == version) return edition.get();
  }
  if (known)
    return fail(Fault::unknown_version, "the policy has no such version; `skranke policy list` names them",
                "/version");
  return fail(Fault::unknown_policy, "there is no such policy; `skranke policy list` names them", "/policy");
}

}  // namespace skranke::policy
