#include "record/claims.hpp"

#include <algorithm>
#include <utility>

#include "base/civil.hpp"
#include "base/ensure.hpp"
#include "record/evidence.hpp"
#include "record/json.hpp"
#include "record/levels.hpp"

namespace skranke::record {
namespace {

using proofing::Tri;

constexpr std::int64_t format_version = 1;

json::array texts(const auto& all) {
  json::array array;
  for (const auto& text : all) array.emplace_back(std::string_view{text});
  return array;
}

json::value known(Tri value) {
  return value == Tri::unknown ? json::value(nullptr) : json::value(value == Tri::yes);
}

json::value day_or_null(const std::optional<base::Day>& day) {
  if (!day) return nullptr;
  return *day == proofing::day_never ? json::value("never") : json::value(base::format_day(*day));
}

json::value moment_or_null(const std::optional<Moment>& moment) {
  return moment ? json::value(format_moment(*moment)) : json::value(nullptr);
}

json::value face_json(const std::optional<FaceComparison>& face) {
  if (!face) return nullptr;
  json::object features;
  for (const auto& [id, answer] : face->features) features[id] = answer;
  return json::object{
      {"result", name(face->result)}, {"features", std::move(features)}, {"at", format_moment(face->at)}};
}

json::object document_json(const ShownDocument& document) {
  json::object features;
  for (const Feature& feature : document.features) features[feature.id] = feature.seen;
  return {{"kind", document.kind},
          {"issuer", text_or_null(document.issuer)},
          {"form", proofing::form_names.at(static_cast<std::size_t>(document.form))},
          {"picture", known(document.picture)},
          {"cpr_number", known(document.cpr_number)},
          {"issued", day_or_null(document.issued)},
          {"expires", day_or_null(document.expires)},
          {"read_by", name(document.read_by)},
          {"used", document.used},
          {"refused", texts(document.refused)},
          {"features", std::move(features)},
          {"in_force", known(document.in_force)},
          {"face", face_json(document.face)},
          {"strength", name(strength_of(document))},
          {"looked_at", moment_or_null(document.looked_at)}};
}

json::value questions_json(const std::optional<Questions>& questions) {
  if (!questions) return nullptr;
  return json::object{{"policy", questions->policy},
                      {"version", questions->policy_version},
                      {"passed", questions->passed},
                      {"at", format_moment(questions->at)}};
}

json::value vouching_json(const std::optional<Vouching>& vouching) {
  if (!vouching) return nullptr;
  return json::object{{"statement_id", vouching->statement_id},
                      {"level", vouching->level},
                      {"professional", vouching->is_professional},
                      {"relation", vouching->relation},
                      {"known_years", vouching->known_years},
                      {"text",
                       {{"version", vouching->text_version},
                        {"language", vouching->text_language},
                        {"sha256", vouching->text_sha256}}},
                      {"at", format_moment(vouching->at)}};
}

json::value second_look_json(const std::optional<SecondLook>& look) {
  if (!look) return nullptr;
  return json::object{{"officer", look->officer},
                      {"why", texts(look->why)},
                      {"agrees", look->agrees},
                      {"at", format_moment(look->at)}};
}

json::object levels_json(const CaseFacts& facts) {
  const Levels levels = levels_of(facts);
  return {{"binding", name(levels.binding)},
          {"nist_sp_800_63a_4", name(levels.ial)},
          {"eidas_2015_1502", name(levels.assurance)},
          {"nsis", name(levels.assurance)},
          {"gpg45_parts",
           {{"strength", levels.parts.strength},
            {"validity", levels.parts.validity},
            {"activity", levels.parts.activity},
            {"fraud", levels.parts.fraud},
            {"verification", levels.parts.verification}}},
          {"limits", texts(levels.limits)}};
}

json::object case_json(const CaseFacts& facts) {
  json::array documents;
  for (const ShownDocument& document : facts.documents) documents.emplace_back(document_json(document));
  return {
      {"format", format_version},
      {"case_id", facts.case_id},
      {"purpose", facts.purpose},
      {"centre", facts.centre},
      {"officer", facts.officer},
      {"second_look", second_look_json(facts.second_look)},
      {"opened_at", format_moment(facts.opened_at)},
      {"decided_at", format_moment(facts.decided_at)},
      {"policy", {{"id", facts.policy}, {"version", facts.policy_version}, {"sha256", facts.policy_sha256}}},
      {"verdict", text_or_null(facts.verdict)},
      {"list", text_or_null(facts.list)},
      {"outcome", name(facts.outcome)},
      {"reasons", texts(facts.reasons)},
      {"documents", std::move(documents)},
      {"questions", questions_json(facts.questions)},
      {"vouching", vouching_json(facts.vouching)},
      {"information_levels", levels_json(facts)}};
}

json::object claims_of(const Applicant& applicant) {
  json::object claims{{"given_name", applicant.given_name.reveal()},
                      {"family_name", applicant.family_name.reveal()}};
  if (applicant.born) claims["birthdate"] = base::format_day(applicant.born->reveal());
  claims["cpr_number_hash"] = applicant.number_hash;
  if (applicant.number) claims["dk.cpr"] = applicant.number->reveal();
  return claims;
}

}  // namespace

std::string claims(const CaseFacts& facts) {
  const bool is_accepted = facts.outcome == Outcome::accepted;
  base::ensure(is_accepted || !facts.reasons.empty(), "a case is refused with reasons");
  json::object payload{{"iss", facts.issuer}, {"iat", facts.decided_at}, {"jti", "record." + facts.case_id}};
  if (facts.applicant) payload["sub"] = facts.applicant->number_hash;
  if (is_accepted) {
    base::ensure(facts.applicant.has_value(), "who is accepted was found in the register");
    base::ensure(std::ranges::any_of(facts.documents, &ShownDocument::used),
                 "who is accepted has shown documents");
    payload["verified_claims"] =
        json::object{{"verification", verification_of(facts)}, {"claims", claims_of(*facts.applicant)}};
  }
  payload["urn:skranke:case"] = case_json(facts);
  std::string text = json::serialize(payload);
  base::ensure(check_references(text).has_value(), "every reference of a record is to a check of its own");
  return text;
}

}  // namespace skranke::record
