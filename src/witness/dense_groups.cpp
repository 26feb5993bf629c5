// Three people who all vouched among each other, whoever for whom, are a triangle; triangles that share a
// pair are one group.
//
// A group of which most pairs vouched is full of triangles, and honest vouching has hardly any, since an
// applicant who has a MitID does not come back to have it vouched for by a second one.
#include <algorithm>
#include <array>
#include <numeric>
#include <utility>
#include <vector>

#include "witness/pattern_search.hpp"

namespace skranke::witness {
namespace {

// Two people with a statement between them, in either direction.
struct Pair {
  std::uint32_t low;
  std::uint32_t high;
  std::uint32_t begin;  // of its places in the ledger
  std::uint32_t end;
};

class Triangles {
 public:
  explicit Triangles(const Search& search) : search_{search} {
    collect_pairs();
    rank_people();
    point_forward();
  }

  // Unites the pairs of each triangle; false if `steps` did not suffice.
  bool run(DisjointSets& sets, std::vector<bool>& is_in_one, std::uint64_t steps) const {
    std::vector<std::uint32_t> pair_to(people_.size(), none);
    // From those with the most pairs down, so that a cut loses the sparsest part.
    for (auto at = by_degree_.rbegin(); at != by_degree_.rend(); ++at) {
      const std::span<const std::uint32_t> own = forward(*at);
      for (const std::uint32_t pair : own) pair_to[other(pair, *at)] = pair;
      for (const std::uint32_t pair : own) {
        const std::uint32_t second = other(pair, *at);
        for (const std::uint32_t across : forward(second)) {
          if (steps == 0) return false;
          --steps;
          const std::uint32_t third = pair_to[other(across, second)];
          if (third == none || !fit({pair, across, third}, steps)) continue;
          is_in_one[pair] = is_in_one[across] = is_in_one[third] = true;
          sets.unite(pair, across);
          sets.unite(pair, third);
        }
      }
      for (const std::uint32_t pair : own) pair_to[other(pair, *at)] = none;
    }
    return true;
  }

  [[nodiscard]] std::span<const Pair> pairs() const { return pairs_; }
  [[nodiscard]] std::size_t statement_count() const { return places_.size(); }

  void append_statements(std::uint32_t pair, std::vector<std::uint32_t>& out) const {
    for (std::uint32_t i = pairs_[pair].begin; i < pairs_[pair].end; ++i)
      out.push_back(search_.by_day[places_[i]]);
  }

 private:
  static constexpr std::uint32_t none = 0xffff'ffffU;

  // Only of people with two pairs or more: nobody else is in a triangle.
  void collect_pairs() {
    std::vector<bool> has_one(search_.people);
    std::vector<bool> has_two(search_.people);
    const auto count = [&](std::uint32_t person) {
      if (has_one[person]) has_two[person] = true;
      has_one[person] = true;
    };
    std::uint64_t last = 0;  // no pair, since a pair's upper number is above 0
    for (const PairPlace& each : search_.pairs) {
      if (each.pair == last || each.professional) continue;
      last = each.pair;
      count(each.low());
      count(each.high());
    }
    last = 0;
    for (const PairPlace& each : search_.pairs) {
      if (!has_two[each.low()] || !has_two[each.high()] || each.professional) continue;
      const auto at = static_cast<std::uint32_t>(places_.size());
      if (each.pair != last)
        pairs_.push_back({.low = each.low(), .high = each.high(), .begin = at, .end = at});
      last = each.pair;
      places_.push_back(each.place);
      pairs_.back().end = at + 1;
    }
    number_people();
  }

  // Numbers of those who are left, in the same order.
  void number_people() {
    for (const Pair& pair : pairs_) people_.insert(people_.end(), {pair.low, pair.high});
    std::ranges::sort(people_);
    const auto repeated = std::ranges::unique(people_);
    people_.erase(repeated.begin(), repeated.end());
    const auto number = [this](std::uint32_t person) {
      return static_cast<std::uint32_t>(std::ranges::lower_bound(people_, person) - people_.begin());
    };
    for (Pair& pair : pairs_) {
      pair.low = number(pair.low);
      pair.high = number(pair.high);
    }
  }

  void rank_people() {
    std::vector<std::uint32_t> degrees(people_.size());
    for (const Pair& pair : pairs_) {
      ++degrees[pair.low];
      ++degrees[pair.high];
    }
    by_degree_.resize(people_.size());
    std::iota(by_degree_.begin(), by_degree_.end(), 0U);
    std::ranges::stable_sort(by_degree_, {}, [&](std::uint32_t person) { return degrees[person]; });
    ranks_.resize(people_.size());
    for (std::uint32_t i = 0; i < by_degree_.size(); ++i) ranks_[by_degree_[i]] = i;
  }

  // Each pair belongs to the one of lower rank, so that nobody has more than about sqrt(2 · pairs).
  void point_forward() {
    begins_.assign(by_degree_.size() + 1, 0);
    const auto owner = [&](const Pair& pair) { return std::min(ranks_[pair.low], ranks_[pair.high]); };
    for (const Pair& pair : pairs_) ++begins_[std::size_t{owner(pair)} + 1];
    std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
    forward_.resize(begins_.back());
    std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
    for (std::uint32_t i = 0; i < pairs_.size(); ++i) forward_[next[owner(pairs_[i])]++] = i;
  }

  [[nodiscard]] std::span<const std::uint32_t> forward(std::uint32_t person) const {
    const std::uint32_t rank = ranks_[person];
    return std::span{forward_}.subspan(begins_[rank], begins_[std::size_t{rank} + 1] - begins_[rank]);
  }

  [[nodiscard]] std::uint32_t other(std::uint32_t pair, std::uint32_t person) const {
    return pairs_[pair].low == person ? pairs_[pair].high : pairs_[pair].low;
  }

  // Whether some statement of each is within ring_days of the others': always past the earliest of the three.
  bool fit(const std::array<std::uint32_t, 3>& sides, std::uint64_t& steps) const {
    std::array<std::uint32_t, 3> at{};
    for (std::size_t i = 0; i < sides.size(); ++i) at[i] = pairs_[sides[i]].begin;
    while (true) {
      std::array<base::Day, 3> days{};
      for (std::size_t i = 0; i < sides.size(); ++i)
        days[i] = search_.statements[search_.by_day[places_[at[i]]]].day;
      const auto [first, last] = std::ranges::minmax_element(days);
      if (Search::within(*first, *last, search_.rules.ring_days)) return true;
      const auto earliest = static_cast<std::size_t>(first - days.begin());
      if (++at[earliest] == pairs_[sides[earliest]].end || steps == 0) return false;
      --steps;
    }
  }

  const Search& search_;
  std::vector<Pair> pairs_;
  std::vector<std::uint32_t> places_;     // in the ledger, by pair
  std::vector<std::uint32_t> people_;     // who is in a pair, ascending; from here on by their index
  std::vector<std::uint32_t> by_degree_;  // fewest pairs first
  std::vector<std::uint32_t> ranks_;
  std::vector<std::uint32_t> begins_;   // by rank, into forward_
  std::vector<std::uint32_t> forward_;  // pairs
};

}  // namespace

void find_dense_groups(Search& search) {
  const Triangles triangles{search};
  const std::size_t count = triangles.pairs().size();
  DisjointSets sets{count};
  std::vector<bool> is_in_one(count);
  const std::uint64_t steps = std::uint64_t{search.rules.steps_per_statement} * triangles.statement_count();
  const bool is_whole = triangles.run(sets, is_in_one, steps);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (is_in_one[i]) found.emplace_back(sets.find(i), i);
  }
  std::ranges::sort(found);
  for (std::size_t begin = 0, end = 0; begin < found.size(); begin = end) {
    std::vector<std::uint32_t> evidence;
    for (end = begin; end < found.size() && found[end].first == found[begin].first; ++end)
      triangles.append_statements(found[end].second, evidence);
    Alert& made = search.alert(Rule::dense_group, std::move(evidence));
    made.is_cut = !is_whole;
    if (made.persons.size() < search.rules.dense_people_min) search.alerts.pop_back();
  }
}

}  // namespace skranke::witness
