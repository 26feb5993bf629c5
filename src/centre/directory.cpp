#include "centre/directory.hpp"

#include <algorithm>
#include <utility>

#include "centre/folding.hpp"

namespace skranke::centre {
namespace {

using base::fail;
using base::Fault;

void add_folded(std::vector<std::string>& names, std::string_view text) {
  std::string folded = fold(text);
  if (std::ranges::find(names, folded) == names.end()) names.push_back(std::move(folded));
}

Directory::Names names_of(const Centre& centre) {
  Directory::Names names;
  add_folded(names.own, centre.name);
  for (const std::string& each : centre.also_known_as) add_folded(names.own, each);
  add_folded(names.own, centre.town);
  for (const std::string& each : centre.other_towns) add_folded(names.other, each);
  return names;
}

// The first source that the centre names and that is not there; empty if all are.
std::string missing_source(const Centre& centre, std::span<const Source> sources) {
  std::vector<std::string_view> named{centre.position.source};
  if (centre.address) named.push_back(centre.address->source);
  for (const auto* told : {&centre.phone, &centre.email, &centre.web}) {
    if (*told) named.push_back((*told)->source);
  }
  for (const std::string_view each : named) {
    if (std::ranges::find(sources, each, &Source::id) == sources.end()) return std::string{each};
  }
  return {};
}

}  // namespace

base::Result<Directory> Directory::make(std::vector<Source> sources, std::vector<Centre> centres,
                                        std::vector<Postcode> postcodes) {
  Directory directory;
  for (const Centre& centre : centres) {
    if (std::ranges::count(centres, centre.id, &Centre::id) > 1)
      return fail(Fault::invalid_value, "centre " + centre.id + ": expected each id once");
    if (std::string missing = missing_source(centre, sources); !missing.empty())
      return fail(Fault::invalid_value, "centre " + centre.id + ": there is no source " + missing);
    if (!is_on_earth(centre.position.value))
      return fail(Fault::invalid_value, "centre " + centre.id + ": its position is not on the earth");
    directory.names_.push_back(names_of(centre));
  }
  for (Postcode& postcode : postcodes) {
    for (const std::string& code : postcode.municipality_codes) {
      const auto found = std::ranges::find(centres, code, &Centre::municipality_code);
      if (found == centres.end())
        return fail(Fault::invalid_value, "postcode " + postcode.code + ": there is no municipality " + code);
      found->postcodes.push_back(postcode.code);
      add_folded(directory.names_[static_cast<std::size_t>(found - centres.begin())].other,
                 postcode.district);
    }
    const std::string code = postcode.code;
    if (postcode.municipality_codes.empty() ||
        !directory.postcodes_.emplace(code, std::move(postcode)).second)
      return fail(Fault::invalid_value, "postcode " + code + ": expected it once, with a municipality");
  }
  for (Centre& centre : centres) std::ranges::sort(centre.postcodes);
  directory.sources_ = std::move(sources);
  directory.centres_ = std::move(centres);
  return directory;
}

const Centre* Directory::find(std::string_view id) const {
  const auto found = std::ranges::find(centres_, id, &Centre::id);
  return found == centres_.end() ? nullptr : &*found;
}

const Postcode* Directory::find_postcode(std::string_view code) const {
  const auto found = postcodes_.find(code);
  return found == postcodes_.end() ? nullptr : &found->second;
}

}  // namespace skranke::centre
