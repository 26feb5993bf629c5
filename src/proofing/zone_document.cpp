#include "proofing/zone_document.hpp"

#include <utility>

#include "proofing/zone_country.hpp"

namespace skranke::proofing {
namespace {

// SPEC: ICAO Doc 9303-4, 4.4, for the second letter; 9303-8 for PU.
void describe_passport(const MachineReadableZone& zone, ZoneDocument& document) {
  document.kind = "passport";
  const std::string_view code = zone.kind.view();
  const char second = code.size() == 2 ? code[1] : ' ';
  if (second == 'R' || second == 'S' || second == 'T') document.notes.push_back(ZoneNote::travel_document);
  if (second == 'E' || second == 'U') {
    document.notes.push_back(ZoneNote::emergency);
    document.temporary = Tri::yes;
  }
  if (zone.nationality.reveal() != zone.issuer) document.notes.push_back(ZoneNote::aliens_passport);
}

// A second letter R is a residence card's, by the format of the European Union and the habit of others.
// Denmark issues no identity card to its nationals, so what a Danish card with another code is, nobody can
// tell from its zone; so it is with crew members' certificates (AC) and passport cards (IP).
void describe_card(const MachineReadableZone& zone, ZoneDocument& document) {
  const std::string_view code = zone.kind.view();
  if (code == "AR" || code == "IR") {
    document.kind = "residence-permit";
  } else if ((code == "I" || code == "ID") && zone.issuer.view() != "DNK") {
    document.kind = "national-id-card";
  }
}

}  // namespace

ZoneDocument document_of(const MachineReadableZone& zone) {
  ZoneDocument document;
  if (!zone.valid()) {
    document.form = Form::unknown;
    document.photo = Tri::unknown;
    return document;
  }
  document.issuer = country_of_zone(zone.issuer.view());
  document.expires = day_of(zone.expires).value_or(day_unknown);
  if (zone.format == ZoneFormat::td3) {
    describe_passport(zone, document);
  } else {
    describe_card(zone, document);
  }
  return document;
}

std::string_view name(ZoneNote note) {
  switch (note) {
    case ZoneNote::aliens_passport:
      return "aliens-passport";
    case ZoneNote::travel_document:
      return "travel-document";
    case ZoneNote::emergency:
      return "emergency";
  }
  std::unreachable();
}

}  // namespace skranke::proofing
