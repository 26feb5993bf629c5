// What the rules of the pattern search share; a file of its own for each family of rules.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "witness/patterns.hpp"

namespace skranke::witness {

// Items put in groups 0 to count - 1, each group's in the order in which they came.
class Groups {
 public:
  // `group_of` says where each belongs.
  template <class GroupOf>
  Groups(std::uint32_t count, std::span<const std::uint32_t> items, const GroupOf& group_of)
      : begins_(std::size_t{count} + 1), items_(items.size()) {
    for (const std::uint32_t item : items) ++begins_[std::size_t{group_of(item)} + 1];
    std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
    std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
    for (const std::uint32_t item : items) items_[next[group_of(item)]++] = item;
  }

  [[nodiscard]] std::span<const std::uint32_t> operator[](std::uint32_t group) const {
    return std::span{items_}.subspan(begins_[group], begins_[std::size_t{group} + 1] - begins_[group]);
  }

 private:
  std::vector<std::uint32_t> begins_;
  std::vector<std::uint32_t> items_;
};

// Disjoint sets with path halving and union by size.
class DisjointSets {
 public:
  explicit DisjointSets(std::size_t count) : parents_(count), sizes_(count, 1) {
    std::iota(parents_.begin(), parents_.end(), 0U);
  }

  [[nodiscard]] std::uint32_t find(std::uint32_t item) {
    while (parents_[item] != item) {
      parents_[item] = parents_[parents_[item]];
      item = parents_[item];
    }
    return item;
  }

  void unite(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    if (a == b) return;
    if (sizes_[a] < sizes_[b]) std::swap(a, b);
    parents_[b] = a;
    sizes_[a] += sizes_[b];
  }

 private:
  std::vector<std::uint32_t> parents_;
  std::vector<std::uint32_t> sizes_;
};

// One more than the highest number of a person.
[[nodiscard]] std::uint32_t count_people(std::span<const Statement> statements);

// Their indexes in the ledger's order: by day, and within a day as given.
[[nodiscard]] std::vector<std::uint32_t> order_by_day(std::span<const Statement> statements);

// A pair of people, and the place in the ledger of a statement between them.
struct PairPlace {
  std::uint64_t pair;  // the lower number in the upper half
  std::uint32_t place;
  bool professional;

  [[nodiscard]] std::uint32_t low() const { return static_cast<std::uint32_t>(pair >> 32U); }
  [[nodiscard]] std::uint32_t high() const { return static_cast<std::uint32_t>(pair); }
  friend auto operator<=>(const PairPlace&, const PairPlace&) = default;
};

// A statement as the rules about one witness read it, kept together by witness.
struct Given {
  std::uint32_t statement;  // its index
  base::Day day;
  std::uint32_t officer;
  std::uint32_t centre;
  bool professional;
};

// The statements with what several rules need of them. What is looked up at random for every statement is
// held in bits or bytes a person, so that the cost of a look-up hardly grows with the number of people.
struct Search {
  Search(std::span<const Statement> all, const PatternRules& thresholds);

  std::span<const Statement> statements;
  const PatternRules& rules;
  std::uint32_t people = 0;
  std::uint32_t centres = 0;
  std::vector<std::uint32_t> by_day;  // indexes, the ledger's order
  std::vector<PairPlace> pairs;       // sorted
  std::vector<Alert> alerts;

  // By witness, for those with enough statements for some rule: their statements in the ledger's order.
  [[nodiscard]] std::size_t busy_count() const { return busy_begins_.size() - 1; }
  [[nodiscard]] std::span<const Given> busy(std::size_t i) const {
    return std::span{busy_}.subspan(busy_begins_[i], busy_begins_[i + 1] - busy_begins_[i]);
  }

  // Adds an alert with this evidence, in any order and without duplicates.
  Alert& alert(Rule rule, std::vector<std::uint32_t> evidence);
  Alert& alert(Rule rule, std::span<const Given> evidence);

  // Whether two days are within `days`.
  [[nodiscard]] static bool within(base::Day a, base::Day b, std::int32_t days) {
    return (a < b ? b - a : a - b) < days;
  }

 private:
  void collect_busy();

  std::vector<Given> busy_;
  std::vector<std::size_t> busy_begins_;
};

void find_chains(Search& search);
void find_reciprocal(Search& search);
void find_cycles(Search& search);
void find_dense_groups(Search& search);
void find_used_up(Search& search);
void find_same_officer(Search& search);
void find_bursts(Search& search);
void find_professional_load(Search& search);

}  // namespace skranke::witness
