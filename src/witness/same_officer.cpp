// One witness before one officer far more often than chance gives at that centre.
//
// A visit is a day, not a statement: a family that comes together is served by one officer. Chance is what
// the officer's share of everybody else's statements was on the days of the visits, more where the witness
// has several that day: with two officers at a small centre half of all visits are the same one's, and
// nothing follows from that. How likely so many visits are is bounded by Chernoff's inequality, which also
// holds when the shares differ from day to day (Hoeffding 1956), and never makes chance smaller than it is.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "witness/pattern_search.hpp"

namespace skranke::witness {
namespace {

// Chernoff: at least `hits` of `visits` independent events whose mean chance is `share`.
double chance_at_most(double visits, double hits, double share) {
  if (share <= 0) return 0;
  const double rate = hits / visits;
  if (rate <= share) return 1;
  double bits = hits * std::log(rate / share);
  if (hits < visits) bits += (visits - hits) * std::log((1 - rate) / (1 - share));
  return std::exp(-bits);
}

// How many statements each officer has, on a day and in all.
class Shares {
 public:
  explicit Shares(const Search& search)
      : by_centre_{search.centres, search.by_day,
                   [&](std::uint32_t i) { return search.statements[i].centre; }} {
    officers_.reserve(search.by_day.size());
    for (std::uint32_t centre = 0; centre < search.centres; ++centre) {
      days_from_.push_back(days_.size());
      const auto at_centre = by_centre_[centre];
      for (std::size_t begin = 0, end = 0; begin < at_centre.size(); begin = end) {
        const base::Day day = search.statements[at_centre[begin]].day;
        days_.push_back({.day = day, .begin = officers_.size(), .end = 0});
        for (end = begin; end < at_centre.size() && search.statements[at_centre[end]].day == day; ++end)
          officers_.push_back(search.statements[at_centre[end]].officer);
        days_.back().end = officers_.size();
        count_officers(centre, days_.back());
      }
    }
    days_from_.push_back(days_.size());
  }

  // The officer's share of the statements of others, of which the witness has `own_*`; on that day, leaning
  // to the whole ledger as if it were two statements of the day. 1, nothing being known, if there are none.
  [[nodiscard]] double share(std::uint32_t centre, std::uint32_t officer, base::Day day, double own_day,
                             double own_day_officer, double own, double own_officer) const {
    const double all = static_cast<double>(by_centre_[centre].size()) - own;
    if (all <= 0) return 1;
    const double usual = (of_officer_.at({centre, officer}) - own_officer) / all;
    const auto begin = days_.begin();
    const auto from = begin + static_cast<std::ptrdiff_t>(days_from_[centre]);
    const auto to = begin + static_cast<std::ptrdiff_t>(days_from_[centre + 1]);
    const std::span<const std::uint32_t> on_day =
        officers_on(*std::ranges::lower_bound(from, to, day, {}, &DayAtCentre::day));
    const auto with_officer = static_cast<double>(std::ranges::equal_range(on_day, officer).size());
    return (with_officer - own_day_officer + 2 * usual) / (static_cast<double>(on_day.size()) - own_day + 2);
  }

 private:
  struct DayAtCentre {
    base::Day day;
    std::size_t begin;  // in officers_
    std::size_t end;
  };

  [[nodiscard]] std::span<const std::uint32_t> officers_on(const DayAtCentre& at) const {
    return std::span{officers_}.subspan(at.begin, at.end - at.begin);
  }

  void count_officers(std::uint32_t centre, const DayAtCentre& at) {
    const auto on_day = std::span{officers_}.subspan(at.begin, at.end - at.begin);
    std::ranges::sort(on_day);
    for (std::size_t begin = 0, end = 0; begin < on_day.size(); begin = end) {
      for (end = begin; end < on_day.size() && on_day[end] == on_day[begin];) ++end;
      of_officer_[{centre, on_day[begin]}] += static_cast<double>(end - begin);
    }
  }

  Groups by_centre_;
  std::vector<std::uint32_t> officers_;  // of each statement, by centre, day and officer
  std::vector<DayAtCentre> days_;
  std::vector<std::size_t> days_from_;  // by centre, in days_
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> of_officer_;
};

// One witness's statements at one centre, by day.
class AtCentre {
 public:
  AtCentre(Search& search, const Shares& shares, std::span<const Given> given)
      : search_{search}, shares_{shares}, given_{given} {
    for (const Given& each : given_) {
      if (days_.empty() || days_.back().first != each.day) days_.emplace_back(each.day, 0);
      ++days_.back().second;
    }
  }

  void find() {
    if (days_.size() < search_.rules.same_officer_days_min) return;
    std::vector<Given> by_officer(given_.begin(), given_.end());
    std::ranges::stable_sort(by_officer, {}, &Given::officer);
    for (std::size_t begin = 0, end = 0; begin < by_officer.size(); begin = end) {
      const std::uint32_t officer = by_officer[begin].officer;
      for (end = begin; end < by_officer.size() && by_officer[end].officer == officer;) ++end;
      judge(std::span{by_officer}.subspan(begin, end - begin));
    }
  }

 private:
  void judge(std::span<const Given> before_officer) {
    std::size_t hits = 0;
    double shares = 0;
    std::size_t at = 0;
    const std::uint32_t centre = before_officer.front().centre;
    const std::uint32_t officer = before_officer.front().officer;
    for (std::size_t i = 0; i < before_officer.size(); ++i) {
      if (i == 0 || before_officer[i].day != before_officer[i - 1].day) ++hits;
    }
    if (hits < std::max(search_.rules.same_officer_days_min, 1U)) return;
    for (const auto& [visit, count] : days_) {
      const std::size_t begin = at;
      while (at < before_officer.size() && before_officer[at].day == visit) ++at;
      const double share =
          shares_.share(centre, officer, visit, count, static_cast<double>(at - begin),
                        static_cast<double>(given_.size()), static_cast<double>(before_officer.size()));
      shares += 1 - std::pow(1 - share, count);  // at least one of the day's, if each is drawn by itself
    }
    const auto visits = static_cast<double>(days_.size());
    const double chance = chance_at_most(visits, static_cast<double>(hits), shares / visits);
    if (chance * 1e6 > search_.rules.same_officer_millionths) return;
    search_.alert(Rule::same_officer, before_officer);
  }

  Search& search_;
  const Shares& shares_;
  std::span<const Given> given_;
  std::vector<std::pair<base::Day, std::uint32_t>> days_;  // visits, each with its statements
};

}  // namespace

void find_same_officer(Search& search) {
  const Shares shares{search};
  for (std::size_t each = 0; each < search.busy_count(); ++each) {
    const auto all = search.busy(each);
    if (all.size() < search.rules.same_officer_days_min) continue;
    std::vector<Given> given(all.begin(), all.end());
    std::ranges::stable_sort(given, {}, &Given::centre);
    for (std::size_t begin = 0, end = 0; begin < given.size(); begin = end) {
      const std::uint32_t centre = given[begin].centre;
      for (end = begin; end < given.size() && given[end].centre == centre;) ++end;
      AtCentre{search, shares, std::span{given}.subspan(begin, end - begin)}.find();
    }
  }
}

}  // namespace skranke::witness
