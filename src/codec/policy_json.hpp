// A policy as JSON, for the pages that are generated from it (GET /api/v1/policies…, `policy show --format
// json`).
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "policy/catalogue.hpp"

namespace skranke::codec {

// The text of a key ("policy.mitid.line.A1"); empty where there is none.
using TextOf = std::function<std::string(std::string_view key)>;

// The whole of one version, in the shape of its TOML file: id, version, effective, places, kinds (with
// the facts that can matter, in the order to ask), conditions, lines, groups, lists, exclusions, witness.
// With `text_of`, its texts besides, by their keys without "policy.<id>.".
[[nodiscard]] std::string policy_json(const policy::Edition& edition, const TextOf& text_of = {});

// {"items": [{"id", "version", "effective", "in_force"}]}: every version; `in_force` says whether it is on
// `today`.
[[nodiscard]] std::string policy_list_json(const policy::Catalogue& catalogue, base::Day today);

}  // namespace skranke::codec
