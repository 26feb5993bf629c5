#include "policy/question.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "policy/combination.hpp"
#include "policy/judge.hpp"
#include "policy/unknown.hpp"

namespace skranke::policy {
namespace {

using proofing::Fact;

constexpr std::size_t documents_max = base::limits::documents_per_case_max;
constexpr std::size_t combination_max = base::limits::combination_documents_max;

// One document: where it can end, and what has to be asked to know that it ends well.
struct Prospect {
  Mask known = 0;  // everything that it may still serve
  ProfileSet possible;
};

// How many of a fact's values would take something of `wanted` away, and how many values there are.
struct Risk {
  std::size_t bad = 0;
  std::size_t values = 0;
};

Risk risk_of(const Program& program, Mask known, Mask wanted, Fact fact) {
  Risk risk;
  for (const Mask allowed : program.fact_classes[static_cast<std::size_t>(fact)]) {
    ++risk.values;
    if ((wanted & ~canonical(program, known & allowed)) != 0) ++risk.bad;
  }
  return risk;
}

// The unknown facts that have to turn out well for the document to keep `wanted`.
Facts facts_needed(const Program& program, const proofing::Document& document, Mask known, Mask wanted) {
  Facts needed = 0;
  for (const Fact fact : proofing::all_facts) {
    if ((program.kinds[document.kind].facts & bit(fact)) == 0 || document.knows(fact)) continue;
    if (risk_of(program, known, wanted, fact).bad != 0) needed |= bit(fact);
  }
  return needed;
}

// The combination that the fewest good answers would make certain.
struct Plan {
  std::size_t cost = std::numeric_limits<std::size_t>::max();
  std::size_t count = 0;
  std::array<std::uint8_t, combination_max> documents{};
  std::array<Mask, combination_max> wanted{};
  std::array<Facts, combination_max> needed{};
};

class Planner {
 public:
  Planner(const Program& program, const proofing::Evidence& evidence)
      : program_{program}, evidence_{evidence} {
    Clock clock{program, evidence.visit};
    for (std::size_t i = 0; i < evidence.documents.size(); ++i) {
      const Row row =
          judge(program, evidence.documents[i], clock, program.cell(evidence.place, evidence.documents[i]));
      prospects_[i].known = row.may;
      prospects_[i].possible = possible_profiles(program, evidence.documents[i], evidence);
    }
  }

  Plan cheapest() {
    for (const CompiledList& list : program_.lists) extend(list, 0, 0, 0);
    return best_;
  }

  [[nodiscard]] Mask known(std::size_t document) const { return prospects_[document].known; }

 private:
  void extend(const CompiledList& list, std::size_t depth, std::size_t from, std::size_t cost) {
    if (cost >= best_.cost) return;
    if (depth == list.slots.size()) {
      if (!satisfied_by(program_, list, std::span{current_.wanted}.first(depth))) return;
      best_ = current_;
      best_.cost = cost;
      best_.count = depth;
      return;
    }
    for (std::size_t i = from; i < evidence_.documents.size(); ++i) {
      for (const Mask profile : prospects_[i].possible.all()) {
        const Mask wanted = profile & (list.all | list.marks);
        if ((wanted & list.all) == 0) continue;
        current_.documents[depth] = static_cast<std::uint8_t>(i);
        current_.wanted[depth] = wanted;
        current_.needed[depth] = facts_needed(program_, evidence_.documents[i], prospects_[i].known, wanted);
        extend(list, depth + 1, i + 1,
               cost + static_cast<std::size_t>(__builtin_popcount(current_.needed[depth])));
      }
    }
  }

  const Program& program_;
  const proofing::Evidence& evidence_;
  std::array<Prospect, documents_max> prospects_;
  Plan current_;
  Plan best_;
};

}  // namespace

std::optional<Question> next_question(const Program& program, const proofing::Evidence& evidence,
                                      const Verdict& verdict) {
  if (verdict.outcome != Outcome::undetermined) return std::nullopt;
  Planner planner{program, evidence};
  const Plan plan = planner.cheapest();
  std::optional<Question> best;
  Risk best_risk;
  for (std::size_t p = 0; p < plan.count; ++p) {
    const std::size_t document = plan.documents[p];
    for (const Fact fact : proofing::all_facts) {
      if ((plan.needed[p] & verdict.documents[document].open & bit(fact)) == 0) continue;
      const Risk risk = risk_of(program, planner.known(document), plan.wanted[p], fact);
      if (!best || risk.bad * best_risk.values > best_risk.bad * risk.values) {
        best = Question{.document = document, .fact = fact};
        best_risk = risk;
      }
    }
  }
  if (best) return best;
  for (std::size_t i = 0; i < evidence.documents.size(); ++i) {
    for (const Fact fact : proofing::all_facts) {
      if ((verdict.documents[i].open & bit(fact)) != 0) return Question{.document = i, .fact = fact};
    }
  }
  return std::nullopt;
}

}  // namespace skranke::policy
