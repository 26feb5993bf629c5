#include "witness/lineage.hpp"

#include <algorithm>
#include <utility>

#include "witness/pattern_search.hpp"

namespace skranke::witness {
namespace {

std::vector<LineageStep> lineage_in(std::span<const Statement> statements,
                                    std::span<const std::uint32_t> by_day, std::uint32_t people) {
  std::vector<LineageStep> steps(statements.size());
  std::vector<bool> is_witness(people);
  std::vector<bool> is_applicant(people);
  for (const Statement& each : statements) is_witness[each.witness] = is_applicant[each.applicant] = true;
  std::vector<std::uint32_t> latest(people, no_statement);  // of those who are both
  for (const std::uint32_t i : by_day) {
    const Statement& statement = statements[i];
    const std::uint32_t before = is_applicant[statement.witness] ? latest[statement.witness] : no_statement;
    const std::uint32_t witness_depth = before == no_statement ? 0 : steps[before].depth;
    steps[i].depth = depth_after(statement, witness_depth);
    if (steps[i].depth > 1) steps[i].before = before;
    if (is_witness[statement.applicant]) latest[statement.applicant] = i;
  }
  return steps;
}

}  // namespace

std::vector<LineageStep> lineage(std::span<const Statement> statements) {
  return lineage_in(statements, order_by_day(statements), count_people(statements));
}

std::uint32_t lineage_depth(std::span<const Statement> statements, std::uint32_t person) {
  const std::vector<LineageStep> steps = lineage(statements);
  std::uint32_t latest = no_statement;
  for (std::uint32_t i = 0; i < statements.size(); ++i) {
    if (statements[i].applicant != person) continue;
    if (latest == no_statement || statements[latest].day <= statements[i].day) latest = i;
  }
  return latest == no_statement ? 0 : steps[latest].depth;
}

// One alert for each seed: the person at depth 0 from whom deep people descend, with every path to them. A
// professional witness is nobody's seed: each of their applicants begins a chain of their own.
void find_chains(Search& search) {
  const std::vector<LineageStep> steps = lineage_in(search.statements, search.by_day, search.people);
  std::vector<std::uint32_t> roots(steps.size(), no_statement);
  for (const std::uint32_t i : search.by_day)
    roots[i] = steps[i].before == no_statement ? i : roots[steps[i].before];
  std::vector<bool> is_taken(steps.size());
  std::vector<std::pair<std::uint64_t, std::uint32_t>> taken;  // the seed, and a statement below it
  for (std::uint32_t i = 0; i < steps.size(); ++i) {
    if (steps[i].depth < search.rules.chain_depth_min || steps[i].depth == 0) continue;
    for (std::uint32_t at = i; at != no_statement && !is_taken[at]; at = steps[at].before) {
      is_taken[at] = true;
      const Statement& root = search.statements[roots[at]];
      const std::uint64_t seed = root.professional ? std::uint64_t{search.people} + roots[at] : root.witness;
      taken.emplace_back(seed, at);
    }
  }
  std::ranges::sort(taken);
  for (std::size_t begin = 0; begin < taken.size();) {
    std::vector<std::uint32_t> evidence;
    std::uint32_t depth = 0;
    std::size_t end = begin;
    for (; end < taken.size() && taken[end].first == taken[begin].first; ++end) {
      evidence.push_back(taken[end].second);
      depth = std::max(depth, steps[taken[end].second].depth);
    }
    search.alert(Rule::chain, std::move(evidence)).depth = depth;
    begin = end;
  }
}

}  // namespace skranke::witness
