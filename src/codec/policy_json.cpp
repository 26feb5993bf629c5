#include "codec/policy_json.hpp"

#include <boost/json.hpp>

#include "codec/policy_object.hpp"
#include "policy/load.hpp"

namespace skranke::codec {

namespace json = boost::json;

std::string policy_json(const policy::Edition& edition, const TextOf& text_of) {
  json::object root = policy_object(edition.tree);
  json::array& kinds = root.at("kinds").get_array();
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    json::array facts;
    for (const proofing::Fact fact : proofing::all_facts) {
      if ((edition.program.kinds[i].facts & policy::bit(fact)) != 0) facts.emplace_back(proofing::name(fact));
    }
    kinds[i].get_object()["facts"] = std::move(facts);
  }
  if (text_of) {
    const std::size_t prefix = std::string_view{"policy."}.size() + edition.tree.id.text.size() + 1;
    json::object texts;
    for (const policy::TextKey& key : policy::text_keys(edition.tree)) {
      if (const std::string text = text_of(key.key); !text.empty()) texts[key.key.substr(prefix)] = text;
    }
    root["texts"] = std::move(texts);
  }
  return json::serialize(root);
}

std::string policy_list_json(const policy::Catalogue& catalogue, base::Day today) {
  json::array items;
  for (const auto& edition : catalogue.all()) {
    const policy::Program& program = edition->program;
    const auto in_force = catalogue.in_force(program.id, today);
    items.push_back({{"id", program.id},
                     {"version", program.version},
                     {"effective", base::format_day(program.effective)},
                     {"in_force", in_force && *in_force == edition.get()}});
  }
  return json::serialize(json::object{{"items", std::move(items)}});
}

}  // namespace skranke::codec
