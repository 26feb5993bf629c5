#include "record/levels.hpp"

#include <algorithm>
#include <array>

namespace skranke::record {
namespace {

using proofing::Form;
using proofing::Tri;

constexpr std::size_t features_min = 3;  // ETSI TS 119 461, VAL-8.3.3-07X

struct KindStrength {
  std::string_view kind;
  Strength with_picture;
  Strength without;
};

// Only kinds that are here are worth anything; the lower one where a table of the sources leaves it open.
constexpr std::array kinds{
    KindStrength{"passport", Strength::fair, Strength::none},
    KindStrength{"driving-licence", Strength::weak, Strength::none},
    KindStrength{"foreign-ministry-id-card", Strength::strong, Strength::none},
    KindStrength{"residence-permit", Strength::fair, Strength::weak},
    KindStrength{"national-id-card", Strength::fair, Strength::none},
    KindStrength{"municipal-id-card", Strength::fair, Strength::none},
    KindStrength{"health-card", Strength::fair, Strength::fair},
    KindStrength{"special-health-card", Strength::fair, Strength::fair},
    KindStrength{"residence-certificate", Strength::weak, Strength::weak},
    KindStrength{"personal-certificate", Strength::weak, Strength::weak},
    KindStrength{"baptism-certificate", Strength::weak, Strength::weak},
    KindStrength{"birth-certificate", Strength::weak, Strength::weak},
    KindStrength{"birth-and-baptism-certificate", Strength::weak, Strength::weak},
    KindStrength{"birth-and-name-certificate", Strength::weak, Strength::weak},
    KindStrength{"cpr-certificate", Strength::weak, Strength::weak},
    KindStrength{"tax-assessment-notice", Strength::weak, Strength::weak},
    KindStrength{"preliminary-income-assessment", Strength::weak, Strength::weak},
    KindStrength{"public-benefit-documentation", Strength::weak, Strength::weak},
};

// Where the realm issued it, and the number links it to the register.
bool is_strong(const ShownDocument& document) {
  const bool is_of_realm = document.issuer == "DK" || document.issuer == "GL" || document.issuer == "FO";
  if (document.kind == "driving-licence") return is_of_realm;
  if (document.kind == "passport") return is_of_realm && document.cpr_number == Tri::yes;
  return document.kind == "residence-permit" && document.cpr_number == Tri::yes;
}

bool is_same_face(const ShownDocument& document) {
  return document.picture == Tri::yes && document.face && document.face->result == Likeness::same;
}

// What the used documents come to.
struct Weighed {
  Strength strongest = Strength::none;
  std::size_t strong = 0;
  std::size_t fair = 0;
  bool has_picture = false;
  bool has_face = false;           // compared, and the same
  bool face_is_strongest = false;  // with the picture of one that is as strong as any
  bool all_validated = true;
  bool all_in_force = true;
  bool has_any = false;
};

Weighed weigh(const CaseFacts& facts) {
  Weighed all;
  for (const ShownDocument& document : facts.documents) {
    if (!document.used) continue;
    all.has_any = true;
    all.has_picture = all.has_picture || document.picture == Tri::yes;
    all.all_in_force = all.all_in_force && document.in_force == Tri::yes;
    if (!is_validated(document)) {
      all.all_validated = false;
      continue;
    }
    const Strength strength = strength_of(document);
    all.strongest = std::max(all.strongest, strength);
    all.strong += strength == Strength::strong ? 1 : 0;
    all.fair += strength == Strength::fair ? 1 : 0;
  }
  for (const ShownDocument& document : facts.documents) {
    if (!document.used || !is_validated(document) || !is_same_face(document)) continue;
    all.has_face = true;
    all.face_is_strongest = all.face_is_strongest || strength_of(document) == all.strongest;
  }
  // A face that differs from any used picture is no face that is the same.
  const bool differs = std::ranges::any_of(facts.documents, [](const ShownDocument& document) {
    return document.used && document.face && document.face->result != Likeness::same;
  });
  if (differs) all.has_face = all.face_is_strongest = false;
  all.all_validated = all.all_validated && all.has_any;
  all.all_in_force = all.all_in_force && all.has_any;
  return all;
}

Binding binding_of(const CaseFacts& facts, const Weighed& weighed) {
  if (weighed.has_face) return Binding::face;
  return facts.vouching ? Binding::vouching : Binding::none;
}

Ial ial_of(const Weighed& weighed) {
  if (!weighed.face_is_strongest || weighed.strongest < Strength::fair) return Ial::none;
  const bool is_enough = weighed.strong >= 2 || (weighed.strong >= 1 && weighed.fair >= 1);
  return is_enough ? Ial::ial2 : Ial::ial1;
}

Assurance assurance_of(const Weighed& weighed, Binding binding) {
  const bool is_substantial = weighed.all_validated && weighed.all_in_force && binding != Binding::none;
  if (!is_substantial) return Assurance::low;
  const bool is_high =
      binding == Binding::face && weighed.face_is_strongest && weighed.strongest == Strength::strong;
  return is_high ? Assurance::high : Assurance::substantial;
}

PartScores parts_of(const CaseFacts& facts, const Weighed& weighed, bool in_register) {
  PartScores parts;
  parts.strength = static_cast<std::int32_t>(weighed.strongest);  // 1 weak, 2 fair, 3 strong
  if (weighed.all_validated) parts.validity = weighed.all_in_force ? 3 : 2;
  parts.activity = in_register && facts.questions && facts.questions->passed ? 1 : 0;
  parts.fraud = in_register ? 1 : 0;
  if (weighed.has_face)
    parts.verification = 2;
  else if (facts.questions && facts.questions->passed)
    parts.verification = 1;
  return parts;
}

std::vector<std::string_view> limits_of(const Weighed& weighed, bool in_register) {
  std::vector<std::string_view> limits;
  const auto add = [&limits](bool holds, std::string_view code) {
    if (holds) limits.push_back(code);
  };
  add(!in_register, "no-register");
  add(!weighed.all_validated, "no-document-validated");
  add(!weighed.has_picture, "no-picture");
  add(weighed.has_picture && !weighed.has_face, "face-not-compared");
  add(weighed.has_face && !weighed.face_is_strongest, "face-not-of-strongest");
  add(weighed.strongest < Strength::strong, "evidence-not-strong");
  add(!weighed.all_in_force, "not-known-in-force");
  return limits;
}

}  // namespace

Strength strength_of(const ShownDocument& document) {
  const auto found = std::ranges::find(kinds, document.kind, &KindStrength::kind);
  if (found == kinds.end() || document.form == Form::copy || document.form == Form::unknown)
    return Strength::none;
  if (document.picture != Tri::yes) return found->without;
  return is_strong(document) ? Strength::strong : found->with_picture;
}

bool is_validated(const ShownDocument& document) {
  return document.features.size() >= features_min && std::ranges::all_of(document.features, &Feature::seen);
}

Levels levels_of(const CaseFacts& facts) {
  if (facts.outcome == Outcome::refused) {
    Levels none;
    none.limits = {"refused"};
    return none;
  }
  const Weighed weighed = weigh(facts);
  const bool in_register = facts.applicant && facts.applicant->is_in_register;
  Levels levels;
  levels.limits = limits_of(weighed, in_register);
  levels.parts = parts_of(facts, weighed, in_register);
  levels.binding = binding_of(facts, weighed);
  // Core attributes have to be validated at an authoritative source (63A-4, 4.2.5), and the identity known to
  // exist: without the register there is no level at all.
  if (!in_register) return levels;
  levels.ial = ial_of(weighed);
  levels.assurance = assurance_of(weighed, levels.binding);
  return levels;
}

}  // namespace skranke::record
