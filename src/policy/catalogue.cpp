#include "policy/catalogue.hpp"

#include <algorithm>
#include <tuple>

namespace skranke::policy {
namespace {

using base::fail;
using base::Fault;

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
  editions_.insert(at, std::move(owned));
  return added;
}

base::Result<const Edition*> Catalogue::in_force(std::string_view id, base::Day day) const {
  const Edition* found = nullptr;
  const Edition* first = nullptr;
  std::string doubtful;  // versions since the found one of which nobody knows from when on they were in force
  for (const auto& edition : editions_) {
    if (edition->program.id != id) continue;
    const bool is_dated = !edition->tree.is_unknown(unknown_effective);
    if (first == nullptr && is_dated) first = edition.get();
    if (edition->program.effective > day) continue;
    if (is_dated) {
      found = edition.get();
      doubtful.clear();
    } else {
      doubtful.append(" ").append(edition->program.version);
    }
  }
  if (!doubtful.empty()) {
    return fail(
        Fault::no_version_in_force,
        "which version of the policy was in force on that day is not known; name one, as version:" + doubtful,
        "/date");
  }
  if (found != nullptr) return found;
  if (first == nullptr)
    return fail(Fault::unknown_policy, "there is no such policy; `skranke policy list` names them",
                "/policy");
  return fail(Fault::no_version_in_force,
              "no version of the policy is in force on that day; the first known one is in force from " +
                  base::format_day(first->program.effective),
              "/date");
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
