#include "questions/choose.hpp"

#include <algorithm>
#include <array>

#include "base/ensure.hpp"

namespace skranke::questions {
namespace {

constexpr std::size_t candidates_max = 64;  // bits of a word
constexpr std::size_t steps_max = 20'000;

// Depth first, the largest values first, with the sum of the next values as the bound.
class Search {
 public:
  Search(std::span<const Candidate* const> candidates, std::span<const Bits> values, std::size_t count,
         std::size_t weak_max)
      : size_{std::min(candidates.size(), candidates_max)}, count_{count}, weak_max_{weak_max} {
    for (std::size_t i = 0; i < size_; ++i) {
      sums_[i + 1] = sums_[i] + values[i];
      is_weak_[i] = candidates[i]->question->strength == Class::weak;
      for (std::size_t k = 0; k < i; ++k) {
        const bool clash = std::ranges::any_of(candidates[i]->topics, [&](std::uint64_t topic) {
          return std::ranges::find(candidates[k]->topics, topic) != candidates[k]->topics.end();
        });
        if (!clash) continue;
        clashes_[i] |= 1ULL << k;
        clashes_[k] |= 1ULL << i;
      }
    }
  }

  std::vector<std::size_t> best() {
    visit(0, 0, 0, 0);
    return best_;
  }

 private:
  void visit(std::size_t i, std::uint64_t blocked, Bits sum, std::size_t weak) {
    if (chosen_.size() == count_) {
      if (best_.empty() || sum > best_sum_) {
        best_ = chosen_;
        best_sum_ = sum;
      }
      return;
    }
    const std::size_t missing = count_ - chosen_.size();
    if (i + missing > size_ || ++steps_ > steps_max) return;
    if (!best_.empty() && sum + sums_[i + missing] - sums_[i] <= best_sum_) return;
    const std::size_t weak_then = weak + (is_weak_[i] ? 1 : 0);
    if ((blocked >> i & 1U) == 0 && weak_then <= weak_max_) {
      chosen_.push_back(i);
      visit(i + 1, blocked | clashes_[i], sum + sums_[i + 1] - sums_[i], weak_then);
      chosen_.pop_back();
    }
    visit(i + 1, blocked, sum, weak);
  }

  std::size_t size_;
  std::size_t count_;
  std::size_t weak_max_;
  std::array<Bits, candidates_max + 1> sums_{};
  std::array<std::uint64_t, candidates_max> clashes_{};
  std::array<bool, candidates_max> is_weak_{};
  std::vector<std::size_t> chosen_;
  std::vector<std::size_t> best_;
  Bits best_sum_ = 0;
  std::size_t steps_ = 0;
};

// In 2^-40ths, so that rounding down over 16 questions costs less than a millionth.
constexpr std::uint64_t whole = 1ULL << 40U;

std::uint64_t reach(std::span<const Turn> turns, std::span<const Bits> still_to_gain, Bits score,
                    Bits threshold) {
  if (score >= threshold) return whole;
  if (turns.empty() || score + still_to_gain[0] < threshold) return 0;
  const Turn& turn = turns.front();
  const std::uint64_t right =
      reach(turns.subspan(1), still_to_gain.subspan(1), score + turn.weight.right, threshold);
  const std::uint64_t wrong =
      reach(turns.subspan(1), still_to_gain.subspan(1), score + turn.weight.wrong, threshold);
  return (right * turn.chance + wrong * (certain - turn.chance)) / certain;
}

Millionths in_millionths(std::uint64_t part) { return static_cast<Millionths>((part * certain) >> 40U); }

}  // namespace

std::vector<std::size_t> choose(std::span<const Candidate* const> candidates, std::span<const Bits> values,
                                std::size_t count, std::size_t weak_max) {
  base::ensure(values.size() == candidates.size(), "every candidate has a value");
  if (count == 0 || candidates.size() < count) return {};
  return Search{candidates, values, count, weak_max}.best();
}

Millionths chance_to_reach(std::span<const Turn> turns, Bits start, Bits threshold) {
  base::ensure(turns.size() <= questions_limit, "a session has at most questions_limit questions");
  std::array<Bits, questions_limit + 1> still_to_gain{};
  for (std::size_t i = turns.size(); i-- > 0;)
    still_to_gain[i] = still_to_gain[i + 1] + turns[i].weight.right;
  return in_millionths(reach(turns, std::span{still_to_gain}, start, threshold));
}

Millionths chance_to_count(std::span<const Turn> turns, std::size_t right) {
  base::ensure(turns.size() <= questions_limit, "a session has at most questions_limit questions");
  std::array<std::uint64_t, questions_limit + 1> chances{whole};  // by the number of right answers
  for (std::size_t i = 0; i < turns.size(); ++i) {
    for (std::size_t k = i + 1; k > 0; --k) {
      chances[k] = (chances[k] * (certain - turns[i].chance) + chances[k - 1] * turns[i].chance) / certain;
    }
    chances[0] = chances[0] * (certain - turns[i].chance) / certain;
  }
  std::uint64_t enough = 0;
  for (std::size_t k = right; k <= turns.size(); ++k) enough += chances[k];
  return in_millionths(std::min(enough, whole));
}

}  // namespace skranke::questions
