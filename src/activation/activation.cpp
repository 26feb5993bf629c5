#include "activation/activation.hpp"

#include <algorithm>
#include <utility>

namespace skranke::activation {
namespace {

using base::Result;
using policy::Edition;
using policy::Standing;

bool is_of(const Activation& activation, const Edition& edition) {
  return activation.policy == edition.program.id && activation.version == edition.program.version;
}

bool stands(const Activation& activation) {
  return activation.state == State::installed || activation.state == State::active;
}

void set_standings(const Tools& tools, std::span<const Activation> kept) {
  for (const auto& edition : tools.catalogue.all())
    tools.catalogue.set_standing(*edition, standing_of(*edition, tools.sha256(*edition), kept));
}

// An activated version whose file is gone, or says a later day, where an older one would decide in its place.
const Activation* missing_version(const Tools& tools, std::span<const Activation> kept) {
  for (const Activation& activation : kept) {
    if (!stands(activation)) continue;
    const bool is_loaded = std::ranges::any_of(tools.catalogue.all(), [&](const auto& edition) {
      return is_of(activation, *edition) && edition->program.effective <= activation.effective;
    });
    if (is_loaded) continue;
    const auto today = tools.catalogue.in_force(activation.policy, tools.today());
    if (today && (*today)->program.effective < activation.effective) return &activation;
  }
  return nullptr;
}

// The version that a wish is about; else the refusal is said.
struct Found {
  std::optional<Refusal> refusal;
  const Edition* edition = nullptr;
  std::vector<Activation> kept;  // everything
};

Found refused(Refusal refusal) { return {.refusal = refusal, .edition = nullptr, .kept = {}}; }

Result<Found> find(const Tools& tools, const Wish& wish) {
  if (!wish.is_of_every_centre) return refused(Refusal::not_of_every_centre);
  const auto edition = tools.catalogue.version(wish.policy, wish.version);
  if (!edition) return refused(Refusal::unknown_version);
  if (tools.sha256(**edition) != wish.sha256) return refused(Refusal::another_text);
  auto kept = tools.store.all();
  if (!kept) return std::unexpected{std::move(kept.error())};
  return Found{.refusal = {}, .edition = *edition, .kept = std::move(*kept)};
}

const Activation* proposal_of(const Found& found, const Wish& wish) {
  const auto proposal = std::ranges::find_if(found.kept, [&](const Activation& each) {
    return is_of(each, *found.edition) && each.sha256 == wish.sha256 && each.state == State::proposed;
  });
  return proposal == found.kept.end() ? nullptr : &*proposal;
}

// What a write came to: done and told to the catalogue, or `otherwise` where somebody else was first.
Done finish(const Tools& tools, const Result<bool>& is_written, Refusal otherwise) {
  if (!is_written) return std::unexpected{is_written.error()};
  if (!*is_written) return otherwise;
  if (auto done = refresh(tools); !done) return std::unexpected{std::move(done.error())};
  return std::nullopt;
}

}  // namespace

Standing standing_of(const Edition& edition, std::string_view sha256, std::span<const Activation> kept) {
  Standing standing = Standing::held;
  for (const Activation& activation : kept) {
    if (!is_of(activation, edition) || !stands(activation)) continue;
    if (activation.sha256 == sha256) return Standing::counts;
    standing = Standing::altered;
  }
  return standing;
}

Result<void> begin(const Tools& tools, Moment now) {
  std::vector<Activation> installed;
  for (const auto& edition : tools.catalogue.all()) {
    installed.push_back({.activation_id = tools.new_id(),
                         .policy = edition->program.id,
                         .version = edition->program.version,
                         .sha256 = tools.sha256(*edition),
                         .effective = edition->program.effective,
                         .state = State::installed,
                         .proposed = {.by = {}, .at = now},
                         .activated = {},
                         .withdrawn = {}});
  }
  if (auto begun = tools.store.begin(installed, now); !begun) return begun;
  const auto kept = tools.store.all();
  if (!kept) return std::unexpected{kept.error()};
  set_standings(tools, *kept);
  const Activation* missing = missing_version(tools, *kept);
  if (missing == nullptr) return {};
  std::string text{"version "};
  return base::fail(
      base::Fault::invalid_policy,
      text.append(missing->version)
          .append(" of the policy ")
          .append(missing->policy)
          .append(" was activated, and its file is gone or says a later day; put it back, since an "
                  "older version "
                  "would decide in its place"));
}

Result<void> refresh(const Tools& tools) {
  const auto kept = tools.store.all();
  if (!kept) return std::unexpected{kept.error()};
  set_standings(tools, *kept);
  return {};
}

Result<std::vector<Version>> versions(const Tools& tools) {
  const auto kept = tools.store.all();
  if (!kept) return std::unexpected{kept.error()};
  std::vector<Version> all;
  for (const auto& edition : tools.catalogue.all()) {
    Version version{.edition = edition.get(),
                    .sha256 = tools.sha256(*edition),
                    .standing = Standing::held,
                    .activations = {}};
    version.standing = standing_of(*edition, version.sha256, *kept);
    std::ranges::copy_if(*kept, std::back_inserter(version.activations),
                         [&](const Activation& activation) { return is_of(activation, *edition); });
    all.push_back(std::move(version));
  }
  return all;
}

const Edition* version_before(const Tools& tools, const Edition& edition) {
  const base::Day eve = edition.program.effective - 1;
  const bool counts = tools.catalogue.standing(edition) == Standing::counts;
  const auto before =
      tools.catalogue.in_force(edition.program.id, counts ? eve : std::max(eve, tools.today()));
  return before ? *before : nullptr;
}

Done propose(const Tools& tools, const Wish& wish) {
  const auto found = find(tools, wish);
  if (!found) return std::unexpected{found.error()};
  if (found->refusal) return found->refusal;
  if (standing_of(*found->edition, wish.sha256, found->kept) == Standing::counts)
    return Refusal::counts_already;
  return finish(tools,
                tools.store.propose({.activation_id = tools.new_id(),
                                     .policy = wish.policy,
                                     .version = wish.version,
                                     .sha256 = wish.sha256,
                                     .effective = found->edition->program.effective,
                                     .state = State::proposed,
                                     .proposed = {.by = wish.by, .at = wish.now},
                                     .activated = {},
                                     .withdrawn = {}}),
                Refusal::proposed_already);
}

Done activate(const Tools& tools, const Wish& wish) {
  const auto found = find(tools, wish);
  if (!found) return std::unexpected{found.error()};
  if (found->refusal) return found->refusal;
  const Activation* proposal = proposal_of(*found, wish);
  if (proposal == nullptr) return Refusal::not_proposed;
  if (proposal->proposed.by == wish.by) return Refusal::same_person;
  // What is altered decides nothing today, and neither does anything in its place; so it may come at once.
  const base::Day today = tools.today();
  if (found->edition->program.effective <= today && tools.catalogue.in_force(wish.policy, today))
    return Refusal::day_has_come;
  return finish(tools, tools.store.activate(proposal->activation_id, {.by = wish.by, .at = wish.now}),
                Refusal::not_proposed);
}

Done withdraw(const Tools& tools, const Wish& wish) {
  const auto found = find(tools, wish);
  if (!found) return std::unexpected{found.error()};
  if (found->refusal) return found->refusal;
  const Activation* standing = proposal_of(*found, wish);
  if (standing == nullptr) {
    const auto active = std::ranges::find_if(found->kept, [&](const Activation& each) {
      return is_of(each, *found->edition) && each.sha256 == wish.sha256 && each.state == State::active;
    });
    if (active == found->kept.end()) return Refusal::not_standing;
    if (active->effective <= tools.today()) return Refusal::day_has_come;
    standing = &*active;
  }
  return finish(tools, tools.store.withdraw(standing->activation_id, {.by = wish.by, .at = wish.now}),
                Refusal::not_standing);
}

}  // namespace skranke::activation
