#include "policy/decide.hpp"

#include "base/ensure.hpp"
#include "policy/combination.hpp"
#include "policy/judge.hpp"
#include "policy/reasons.hpp"
#include "policy/unknown.hpp"

namespace skranke::policy {
namespace {

using Profiles = std::array<Mask, base::limits::documents_per_case_max>;

void use(Verdict& verdict, std::size_t list, std::size_t first) {
  verdict.outcome = Outcome::accepted;
  verdict.list = static_cast<std::uint8_t>(list);
  verdict.used_count = 1;
  verdict.used[0] = static_cast<std::uint8_t>(first);
}

void use(Verdict& verdict, std::size_t list, std::size_t first, std::size_t second) {
  use(verdict, list, first < second ? first : second);
  verdict.used_count = 2;
  verdict.used[1] = static_cast<std::uint8_t>(first < second ? second : first);
}

// Which documents (bit 1 << index) have a bit of `mask`.
std::uint32_t having(const Profiles& profiles, std::size_t count, Mask mask) {
  std::uint32_t documents = 0;
  for (std::size_t i = 0; i < count; ++i)
    documents |= static_cast<std::uint32_t>((profiles[i] & mask) != 0) << i;
  return documents;
}

std::size_t lowest(std::uint32_t documents) { return static_cast<std::size_t>(__builtin_ctz(documents)); }

// The first two of `documents` that satisfy a list of two. Fewer than two never do, which is most cases'
// answer.
bool use_pair(const CompiledList& list, const Profiles& profiles, std::uint32_t documents, std::size_t l,
              Verdict& verdict) {
  for (; (documents & (documents - 1)) != 0; documents &= documents - 1) {
    const std::size_t first = lowest(documents);
    for (std::uint32_t others = documents & (documents - 1); others != 0; others &= others - 1) {
      const std::size_t second = lowest(others);
      if (!satisfied_by_pair(list, profiles[first], profiles[second])) continue;
      use(verdict, l, first, second);
      return true;
    }
  }
  return false;
}

// Settled documents: the first combination of the first list that is satisfied. `any`: all profiles' bits.
void decide_settled(const Program& program, const Profiles& profiles, std::size_t count, Mask any,
                    Verdict& verdict) {
  for (std::size_t l = 0; l < program.lists.size(); ++l) {
    const CompiledList& list = program.lists.data()[l];
    if ((any & list.all) == 0 || (any & list.marks) != list.marks) continue;
    if (list.slots.size() == 1 && list.marks == 0)
      return use(verdict, l, lowest(having(profiles, count, list.all)));
    if (list.is_free_pair) {
      const std::uint32_t first = having(profiles, count, list.slots[0].alternatives);
      const std::uint32_t second = having(profiles, count, list.slots[1].alternatives);
      if (first == 0 || second == 0) continue;
      if (lowest(first) != lowest(second)) return use(verdict, l, lowest(first), lowest(second));
    }
    if (list.slots.size() == 2) {
      if (use_pair(list, profiles, having(profiles, count, list.all), l, verdict)) return;
      continue;
    }
    if (!find_combination(program, list, std::span{profiles}.first(count), verdict.used)) continue;
    verdict.outcome = Outcome::accepted;
    verdict.list = static_cast<std::uint8_t>(l);
    verdict.used_count = static_cast<std::uint8_t>(list.slots.size());
    return;
  }
}

}  // namespace

Verdict decide(const Program& program, const proofing::Evidence& evidence) {
  const std::size_t count = evidence.documents.size();
  base::ensure(count <= base::limits::documents_per_case_max, "a case has too many documents");
  base::ensure(evidence.place < program.places.size(), "a case has a place that its policy doesn't know");
  Verdict verdict;
  Profiles profiles;
  Clock clock{program, evidence.visit};
  Mask open = 0;
  Mask any = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const proofing::Document& document = evidence.documents[i];
    base::ensure(document.kind < program.kinds.size(), "a document has a kind that its policy doesn't know");
    const Cell& cell = program.cell(evidence.place, document);
    const Row row = judge(program, document, clock, cell);
    profiles[i] = row.may;
    any |= row.may;
    open |= unsettled(program, row);
    const Mask serves = row.may & program.on_lines;
    Reasons reasons = certain_reasons(program, document, evidence.visit, cell);
    if ((cell.has_clock || cell.has_scores) && serves == 0)
      reasons |= clock_reasons(program, document, clock, evidence.place);
    reasons &= serves == 0 ? static_cast<Reasons>(~0U) : Reasons{0};
    verdict.documents[i] = {.serves = serves, .refused = reasons, .open = 0};
  }
  verdict.document_count = static_cast<std::uint8_t>(count);
  verdict.outcome = Outcome::rejected;
  verdict.list = no_list;
  verdict.used_count = 0;
  if ((any & program.alternatives) == 0) return verdict;  // every list takes a document
  if (open != 0) {
    decide_unknown(program, evidence, verdict);
  } else {
    decide_settled(program, profiles, count, any, verdict);
  }
  return verdict;
}

}  // namespace skranke::policy
