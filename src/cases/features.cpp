#include "cases/features.hpp"

#include <algorithm>

namespace skranke::cases {

std::vector<std::string> FeatureList::draw(std::string_view kind, std::string_view form,
                                           const Draw& draw) const {
  const auto set = std::ranges::find_if(sets_, [&](const FeatureSet& each) {
    return each.form == form && std::ranges::find(each.kinds, kind) != each.kinds.end();
  });
  if (set == sets_.end()) return {};
  // Selection sampling: each set of three is as likely as any other.
  std::vector<std::string> drawn;
  std::size_t wanted = features_drawn;
  for (std::size_t i = 0; i < set->ids.size() && wanted > 0; ++i) {
    if (draw(set->ids.size() - i) >= wanted) continue;
    drawn.push_back(set->ids[i]);
    --wanted;
  }
  return drawn;
}

}  // namespace skranke::cases
