#include "cases/missing.hpp"

#include <algorithm>

namespace skranke::cases {
namespace {

bool is_looked_at(const Case& kase) {
  return std::ranges::all_of(kase.assessment.used, [&](std::uint8_t document) {
    const auto look = kase.looks.find(document);
    return look != kase.looks.end() &&
           std::ranges::find(look->second.seen, Sight::unanswered) == look->second.seen.end();
  });
}

bool is_face_compared(const Case& kase) {
  if (!has_used_picture(kase)) return true;  // there is nothing to compare with: a second officer looks
  return kase.face && kase.face->result != FaceResult::different &&
         std::ranges::find(kase.assessment.used, kase.face->document) != kase.assessment.used.end() &&
         kase.documents[kase.face->document].has_picture;
}

}  // namespace

bool has_used_picture(const Case& kase) {
  return std::ranges::any_of(kase.assessment.used, [&](std::uint8_t document) {
    return document < kase.documents.size() && kase.documents[document].has_picture;
  });
}

bool is_proven(const Case& kase) {
  return kase.questions.state == QuestionState::passed || kase.witness.state == WitnessState::vouched;
}

std::vector<SecondLookReason> second_look_reasons(const Case& kase) {
  std::vector<SecondLookReason> reasons;
  if (kase.assessment.is_accepted && !has_used_picture(kase)) reasons.push_back(SecondLookReason::no_picture);
  const bool is_feature_missing = std::ranges::any_of(kase.assessment.used, [&](std::uint8_t document) {
    const auto look = kase.looks.find(document);
    // Where nothing is known to look for, somebody else looks as well.
    return look != kase.looks.end() &&
           (look->second.features.empty() ||
            std::ranges::find(look->second.seen, Sight::not_seen) != look->second.seen.end());
  });
  const bool is_face_doubtful = kase.face && kase.face->result == FaceResult::doubt;
  // Somebody who asked for a second look is not rid of the answer by another way.
  if (is_feature_missing || is_face_doubtful || kase.second_look.state != SecondLookState::none)
    reasons.push_back(SecondLookReason::doubt);
  // A witness who was too deep and then wasn't needed asks nothing of anybody.
  const bool is_witness_needed =
      kase.witness.state == WitnessState::vouched || kase.questions.state != QuestionState::passed;
  if (!kase.witness.deep_person_id.empty() && is_witness_needed)
    reasons.push_back(SecondLookReason::chain_depth);
  return reasons;
}

std::vector<Missing> missing(const Case& kase) {
  std::vector<Missing> all;
  if (!kase.applicant || kase.applicant->has_obstacle || kase.applicant->is_forbidden)
    all.push_back(Missing::applicant);
  if (!kase.assessment.is_accepted) all.push_back(Missing::documents);
  if (kase.assessment.is_accepted && !is_looked_at(kase)) all.push_back(Missing::looks);
  if (kase.assessment.is_accepted && !is_face_compared(kase)) all.push_back(Missing::face);
  if (!is_proven(kase)) all.push_back(Missing::proof);
  if (!second_look_reasons(kase).empty() && kase.second_look.state != SecondLookState::agreed)
    all.push_back(Missing::second_look);
  return all;
}

Stage stage(const Case& kase, bool is_handed_over) {
  if (kase.is_ended) return Stage::ended;
  if (kase.decision) return is_handed_over ? Stage::handed_over : Stage::decided;
  if (!kase.applicant) return Stage::opened;
  const std::vector<Missing> needs = missing(kase);
  if (needs.empty()) return Stage::ready;
  switch (needs.front()) {
    case Missing::applicant:
      return Stage::identified;
    case Missing::documents:
      return kase.documents.empty() ? Stage::identified : Stage::documents;
    case Missing::looks:
    case Missing::face:
      return Stage::documents;
    case Missing::proof:
      return Stage::proof;
    case Missing::second_look:
      return Stage::second_look;
  }
  std::unreachable();
}

}  // namespace skranke::cases
