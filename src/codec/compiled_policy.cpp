#include "codec/compiled_policy.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "codec/policy_object.hpp"

namespace skranke::codec {
namespace {

namespace json = boost::json;

// Arrays whose order means something, by the member that holds them.
constexpr std::array<std::string_view, 5> ordered{"lines", "lists", "guidance", "issuers", "levels"};

// Brings a value into the one order; `member` is the name under which it stands.
void arrange(json::value& value, std::string_view member) {
  if (value.is_object()) {
    std::vector<std::pair<std::string, json::value>> members;
    for (auto& [key, inner] : value.get_object()) {
      arrange(inner, key);
      members.emplace_back(key, std::move(inner));
    }
    std::ranges::sort(members, {}, [](const auto& entry) -> const std::string& { return entry.first; });
    json::object sorted;
    for (auto& [key, inner] : members) sorted.emplace(key, std::move(inner));
    value = std::move(sorted);
  } else if (value.is_array()) {
    json::array& array = value.get_array();
    for (json::value& inner : array) arrange(inner, {});
    if (std::ranges::find(ordered, member) != ordered.end()) return;
    const std::ptrdiff_t first = member == "places" && !array.empty() ? 1 : 0;
    std::vector<std::pair<std::string, json::value>> elements;
    for (auto at = array.begin() + first; at != array.end(); ++at)
      elements.emplace_back(json::serialize(*at), std::move(*at));
    std::ranges::sort(elements, {}, [](const auto& entry) -> const std::string& { return entry.first; });
    for (std::size_t i = 0; i < elements.size(); ++i)
      array[static_cast<std::size_t>(first) + i] = std::move(elements[i].second);
  }
}

}  // namespace

std::string compiled_policy(const policy::Tree& tree) {
  json::value root = policy_object(tree);
  arrange(root, {});
  return json::serialize(root) + '\n';
}

}  // namespace skranke::codec
