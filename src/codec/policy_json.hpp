// A policy as JSON, for the pages that are generated from it (GET /api/v1/policies…, `policy show --format
// json`).
#pragma once

#include <string>

#include "base/civil.hpp"
#include "policy/catalogue.hpp"

namespace skranke::codec {

// The whole of one version, in the shape of its TOML file: id, version, effective, places, kinds (with
// the facts that can matter, in the order to ask), conditions, lines, groups, lists, exclusions, witness.
[[nodiscard]] std::string policy_json(const policy::Edition& edition);

// {"items": [{"id", "version", "effective", "in_force"}]}: every version; `in_force` says whether it is on
// `today`.
[[nodiscard]] std::string policy_list_json(const policy::Catalogue& catalogue, base::Day today);

}  // namespace skranke::codec
