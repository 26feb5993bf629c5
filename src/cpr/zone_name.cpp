#include "cpr/zone_name.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace skranke::cpr {
namespace {

NameLayout layout_of(proofing::ZoneFormat format) {
  switch (format) {
    case proofing::ZoneFormat::td1:
      return NameLayout::td1;
    case proofing::ZoneFormat::td2:
      return NameLayout::td2;
    case proofing::ZoneFormat::td3:
      return NameLayout::td3;
  }
  std::unreachable();
}

}  // namespace

std::optional<NameMatch> match_read(std::optional<proofing::ZoneFormat> format, std::string_view surname,
                                    std::string_view given_names, const Name& in_register) {
  if (surname.empty() && given_names.empty()) return std::nullopt;
  if (in_register.given.reveal().empty() && in_register.middle.reveal().empty() &&
      in_register.family.reveal().empty())
    return std::nullopt;
  if (!format)
    return match_name({.layout = NameLayout::fields,
                       .family = base::PersonalText{std::string{surname}},
                       .text = base::PersonalText{std::string{given_names}}},
                      in_register);
  std::string field{surname};
  if (!given_names.empty()) field.append("<<").append(given_names);
  std::ranges::replace(field, ' ', '<');
  return match_name(
      {.layout = layout_of(*format), .family = {}, .text = base::PersonalText{std::move(field)}},
      in_register);
}

std::optional<NameMatch> match_zone(const proofing::MachineReadableZone& zone, const Name& in_register) {
  return match_read(zone.format, zone.surname.reveal().view(), zone.given_names.reveal().view(), in_register);
}

}  // namespace skranke::cpr
