// Two who vouch for each other, and cycles of more.
#include <algorithm>
#include <array>
#include <optional>
#include <ranges>
#include <utility>
#include <vector>

#include "witness/components.hpp"
#include "witness/pattern_search.hpp"

namespace skranke::witness {
namespace {

// Those of one pair's statements that have one in the other direction within ring_days; `pair` is in the
// ledger's order. The nearest of the other direction is the last before, or the first after.
std::vector<std::uint32_t> mutual(const Search& search, std::span<const PairPlace> pair) {
  std::vector<bool> is_answered(pair.size());
  const auto sweep = [&](auto places) {
    std::array<std::optional<base::Day>, 2> latest;  // by direction
    for (const std::size_t i : places) {
      const Statement& one = search.statements[search.by_day[pair[i].place]];
      const std::size_t direction = one.witness == pair[i].low() ? 0 : 1;
      const std::optional<base::Day>& other = latest[1 - direction];
      if (other && Search::within(one.day, *other, search.rules.ring_days)) is_answered[i] = true;
      latest[direction] = one.day;
    }
  };
  sweep(std::views::iota(std::size_t{0}, pair.size()));
  sweep(std::views::iota(std::size_t{0}, pair.size()) | std::views::reverse);
  std::vector<std::uint32_t> found;
  for (std::size_t i = 0; i < pair.size(); ++i) {
    if (is_answered[i]) found.push_back(search.by_day[pair[i].place]);
  }
  return found;
}

// What may lie on a cycle, of people and statements that are numbered anew: an edge is a statement, and a
// later one has a higher number.
struct CycleGraph {
  std::uint32_t node_count = 0;
  std::vector<std::uint32_t> statements;  // of each edge
  std::vector<std::uint32_t> from;
  std::vector<std::uint32_t> to;
  std::vector<std::uint32_t> edges;  // 0, 1, 2, …
};

// Leaves out, a few times over, what nothing leads to or nothing leads on from: nearly everything.
std::vector<std::uint32_t> on_the_way(const Search& search) {
  constexpr int rounds = 4;
  std::vector<std::uint32_t> left = search.by_day;
  for (int round = 0; round < rounds; ++round) {
    std::vector<bool> vouches(search.people);
    std::vector<bool> is_vouched_for(search.people);
    for (const std::uint32_t i : left) {
      vouches[search.statements[i].witness] = true;
      is_vouched_for[search.statements[i].applicant] = true;
    }
    std::erase_if(left, [&](std::uint32_t i) {
      return !is_vouched_for[search.statements[i].witness] || !vouches[search.statements[i].applicant];
    });
  }
  return left;
}

CycleGraph cycle_graph(const Search& search) {
  CycleGraph graph;
  graph.statements = on_the_way(search);
  std::vector<std::uint32_t> people;
  for (const std::uint32_t i : graph.statements)
    people.insert(people.end(), {search.statements[i].witness, search.statements[i].applicant});
  std::ranges::sort(people);
  const auto repeated = std::ranges::unique(people);
  people.erase(repeated.begin(), repeated.end());
  const auto number = [&](std::uint32_t person) {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(people, person) - people.begin());
  };
  for (const std::uint32_t i : graph.statements) {
    graph.edges.push_back(static_cast<std::uint32_t>(graph.from.size()));
    graph.from.push_back(number(search.statements[i].witness));
    graph.to.push_back(number(search.statements[i].applicant));
  }
  graph.node_count = static_cast<std::uint32_t>(people.size());
  return graph;
}

// Simple cycles in one strongly connected component. Each is met once, at its earliest edge: from there only
// later ones are followed, back to where it began.
class CycleSearch {
 public:
  // `inner` holds the edges that leave each node and stay in its component.
  CycleSearch(const Search& search, const CycleGraph& graph, const Groups& inner, DisjointSets& sets,
              std::vector<bool>& is_on_cycle)
      : search_{search}, graph_{graph}, inner_{inner}, sets_{sets}, is_on_cycle_{is_on_cycle} {}

  // False if `steps` did not suffice.
  bool run(std::span<const std::uint32_t> component, std::uint64_t steps) {
    steps_ = steps;
    for (const std::uint32_t first : component) {
      first_ = first;
      path_.assign(1, first);
      if (!follow(graph_.to[first])) return false;
    }
    return true;
  }

 private:
  // No deeper than cycle_people_max.
  bool follow(std::uint32_t node) {
    const std::span<const std::uint32_t> out = inner_[node];
    for (auto at = std::ranges::upper_bound(out, first_); at != out.end(); ++at) {
      if (steps_ == 0) return false;
      --steps_;
      if (!Search::within(day(first_), day(*at), search_.rules.ring_days)) break;
      if (graph_.to[*at] == graph_.from[first_]) {
        if (path_.size() >= 2) close(*at);
        continue;
      }
      if (path_.size() + 2 > search_.rules.cycle_people_max || is_on_path(graph_.to[*at])) continue;
      path_.push_back(*at);
      if (!follow(graph_.to[*at])) return false;
      path_.pop_back();
    }
    return true;
  }

  [[nodiscard]] base::Day day(std::uint32_t edge) const {
    return search_.statements[graph_.statements[edge]].day;
  }

  [[nodiscard]] bool is_on_path(std::uint32_t node) const {
    return std::ranges::any_of(path_, [&](std::uint32_t edge) { return graph_.to[edge] == node; });
  }

  void close(std::uint32_t last) {
    is_on_cycle_[last] = true;
    for (const std::uint32_t edge : path_) {
      is_on_cycle_[edge] = true;
      sets_.unite(edge, last);
    }
  }

  const Search& search_;
  const CycleGraph& graph_;
  const Groups& inner_;
  DisjointSets& sets_;
  std::vector<bool>& is_on_cycle_;
  std::uint32_t first_ = 0;
  std::vector<std::uint32_t> path_;
  std::uint64_t steps_ = 0;
};

}  // namespace

void find_reciprocal(Search& search) {
  const std::span<const PairPlace> pairs = search.pairs;
  for (std::size_t begin = 0, end = 0; begin < pairs.size(); begin = end) {
    for (end = begin + 1; end < pairs.size() && pairs[end].pair == pairs[begin].pair;) ++end;
    if (end - begin < 2) continue;
    std::vector<std::uint32_t> evidence = mutual(search, pairs.subspan(begin, end - begin));
    if (!evidence.empty()) search.alert(Rule::reciprocal, std::move(evidence));
  }
}

void find_cycles(Search& search) {
  const CycleGraph graph = cycle_graph(search);
  const Groups out{graph.node_count, graph.edges, [&](std::uint32_t edge) { return graph.from[edge]; }};
  const std::vector<std::uint32_t> component = strong_components(graph.node_count, out, graph.to);
  std::vector<std::uint32_t> inside;
  for (const std::uint32_t edge : graph.edges) {
    if (component[graph.from[edge]] == component[graph.to[edge]]) inside.push_back(edge);
  }
  const Groups inner{graph.node_count, inside, [&](std::uint32_t edge) { return graph.from[edge]; }};
  const Groups groups{graph.node_count, inside,
                      [&](std::uint32_t edge) { return component[graph.from[edge]]; }};

  DisjointSets sets{graph.edges.size()};
  std::vector<bool> is_on_cycle(graph.edges.size());
  std::vector<bool> is_cut(graph.edges.size());
  CycleSearch cycles{search, graph, inner, sets, is_on_cycle};
  for (std::uint32_t each = 0; each < graph.node_count; ++each) {
    const std::span<const std::uint32_t> group = groups[each];
    if (cycles.run(group, std::uint64_t{search.rules.steps_per_statement} * group.size())) continue;
    for (const std::uint32_t edge : group) {
      is_on_cycle[edge] = is_cut[edge] = true;
      sets.unite(edge, group.front());
    }
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
  for (const std::uint32_t edge : inside) {
    if (is_on_cycle[edge]) found.emplace_back(sets.find(edge), edge);
  }
  std::ranges::sort(found);
  for (std::size_t begin = 0, end = 0; begin < found.size(); begin = end) {
    const bool cut = is_cut[found[begin].second];
    std::vector<std::uint32_t> evidence;
    for (end = begin; end < found.size() && found[end].first == found[begin].first; ++end)
      evidence.push_back(graph.statements[found[end].second]);
    search.alert(Rule::cycle, std::move(evidence)).is_cut = cut;
  }
}

}  // namespace skranke::witness
