// What a machine-readable zone says about the document, in the words of the policy.
//
// Only what a zone says. It says nothing about a CPR number: "DNK" stands on passports with one, on passports
// without one, and on those that Denmark issues to aliens; and a residence card has its number on its face,
// if at all. So that fact stays unknown, whoever issued it, and the officer looks. SPEC: docs/zones.md, "The
// document".
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/country.hpp"
#include "proofing/document.hpp"
#include "proofing/machine_readable_zone.hpp"

namespace skranke::proofing {

// What an officer should know before they take it for something else.
enum class ZoneNote : std::uint8_t {
  aliens_passport,  // the holder is no national of the state that issued this passport
  travel_document,  // for a refugee, a stateless person or an alien, by its code
  emergency,        // by its code
};

struct ZoneDocument {
  std::string_view kind;  // as in the policy; empty: none that a zone tells
  base::Country issuer = base::country_unknown;
  Form form = Form::physical;  // it has been scanned, or typed from the document
  Tri photo = Tri::yes;        // every document with such a zone has its holder's portrait
  Tri temporary = Tri::unknown;
  base::Day expires = day_unknown;
  std::vector<ZoneNote> notes;
};

// Of a zone whose check digits are right; of another one nothing is known.
[[nodiscard]] ZoneDocument document_of(const MachineReadableZone& zone);

[[nodiscard]] std::string_view name(ZoneNote note);

}  // namespace skranke::proofing
