// What two versions of a policy decide differently, in words.
#pragma once

#include <string>
#include <vector>

#include "app/texts.hpp"
#include "policy/difference.hpp"
#include "witness/difference.hpp"

namespace skranke::app {

// A sentence for each difference: of the documents, of the rules for witnesses, of witnesses, and of a
// witness's documents; in the order of codec::differences_json. `policy_id` is whose texts name kinds and
// places.
[[nodiscard]] std::vector<std::string> difference_sentences(const std::string& policy_id,
                                                            const policy::Space& space,
                                                            const std::vector<policy::Difference>& documents,
                                                            const witness::Differences& witnesses,
                                                            const Texts& texts);

}  // namespace skranke::app
