#include "codec/one_version.hpp"

#include <algorithm>
#include <limits>

#include "policy/decide.hpp"

namespace skranke::codec {

OneVersion::OneVersion(const policy::Edition& edition) {
  policy::Edition always = edition;
  always.program.effective = std::numeric_limits<base::Day>::min();
  edition_ = catalogue_.add(std::move(always)).value();
}

std::optional<policy::Outcome> OneVersion::decide(std::string_view text, base::Day today) {
  ReadCase read;
  if (!reader_.read(text, today, read)) return std::nullopt;
  return policy::decide(edition_->program, read.evidence()).outcome;
}

std::string_view OneVersion::place_of(std::string_view centre) const {
  const auto& places = edition_->program.places;
  if (places.empty()) return centre;
  return std::ranges::find(places, centre) == places.end() ? std::string_view{places.front()} : centre;
}

}  // namespace skranke::codec
