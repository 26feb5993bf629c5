#include "policy/decide.hpp"

#include "policy/combination.hpp"
#include "policy/judge.hpp"
#include "policy/reasons.hpp"
#include "policy/unknown.hpp"

namespace skranke::policy {

Verdict decide(const Program& program, const proofing::Evidence& evidence) {
  Verdict verdict;
  const std::size_t count = evidence.documents.size();
  std::array<Mask, base::limits::documents_per_case_max> profiles;
  Mask unsettled = 0;
  const Row place = program.place_rows[evidence.place];
  for (std::size_t i = 0; i < count; ++i) {
    const Row row = judge(program, evidence.documents[i], evidence.visit, place);
    profiles[i] = row.may;
    unsettled |= row.may ^ row.must;
    DocumentVerdict& document = verdict.documents[i];
    document.serves = row.may & program.alternatives;
    document.open = 0;
    document.refused = 0;
    if (document.serves == 0) {
      document.refused = certain_reasons(program, evidence.documents[i], evidence.visit, evidence.place);
    }
  }
  verdict.document_count = static_cast<std::uint8_t>(count);
  verdict.outcome = Outcome::rejected;
  verdict.list = no_list;
  verdict.used_count = 0;
  if (unsettled != 0) {
    decide_unknown(program, evidence, verdict);
    return verdict;
  }
  for (std::size_t l = 0; l < program.lists.size(); ++l) {
    const CompiledList& list = program.lists[l];
    if (!find_combination(program, list, std::span{profiles}.first(count), verdict.used)) continue;
    verdict.outcome = Outcome::accepted;
    verdict.list = static_cast<std::uint8_t>(l);
    verdict.used_count = static_cast<std::uint8_t>(list.slots.size());
    break;
  }
  return verdict;
}

}  // namespace skranke::policy
