#include "counter/scanned_name.hpp"

#include "cpr/zone_name.hpp"

namespace skranke::counter {
namespace {

using base::PersonalText;

bool is_empty(const PersonalText& one, const PersonalText& other) {
  return one.reveal().empty() && other.reveal().empty();
}

}  // namespace

std::optional<cpr::NameMatch> match(const codec::ScannedName& scanned, const ApplicantDetails& applicant) {
  if (scanned.format)
    return cpr::match_zone(*scanned.format, scanned.surname.reveal(), scanned.given_names.reveal(),
                           applicant.name);
  if (is_empty(scanned.surname, scanned.given_names) ||
      is_empty(given_names_of(applicant), applicant.name.family))
    return std::nullopt;
  return cpr::match_name(
      {.layout = cpr::NameLayout::fields, .family = scanned.surname, .text = scanned.given_names},
      applicant.name);
}

}  // namespace skranke::counter
