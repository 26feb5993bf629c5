// What one witness alone does: permits used up again and again, several centres, a professional's full days.
#include <algorithm>
#include <vector>

#include "witness/pattern_search.hpp"

namespace skranke::witness {
namespace {

// One witness's statements of one kind, in the ledger's order.
std::vector<Given> given_as(std::span<const Given> all, bool professional) {
  std::vector<Given> given(all.begin(), all.end());
  std::erase_if(given, [&](const Given& each) { return each.professional != professional; });
  return given;
}

// Windows of `times` statements in a row that are within `span` days, without a statement in two: the
// greatest number of them, since each ends as early as it can. Gives where each begins.
std::vector<std::size_t> windows(const Search& search, std::span<const Given> given, std::int32_t span) {
  const std::size_t times = search.rules.quota_times;
  std::vector<std::size_t> begins;
  for (std::size_t i = 0; i + times <= given.size();) {
    const base::Day first = given[i].day;
    const base::Day last = given[i + times - 1].day;
    if (Search::within(first, last, span)) begins.push_back(i);
    i += Search::within(first, last, span) ? times : 1;
  }
  return begins;
}

// Runs of at least `least` windows, of which each begins before a whole window lay idle.
template <class Take>
void take_runs(const Search& search, std::span<const Given> given, std::int32_t span, std::uint32_t least,
               const Take& take) {
  const std::vector<std::size_t> begins = windows(search, given, span);
  const auto day = [&](std::size_t window) { return given[begins[window]].day; };
  for (std::size_t first = 0, end = 0; first < begins.size(); first = end) {
    for (end = first + 1;
         end < begins.size() && Search::within(day(end - 1), day(end), 2 * search.rules.quota_days);)
      ++end;
    if (end - first < std::max(least, 1U)) continue;
    std::vector<std::uint32_t> evidence;
    for (std::size_t window = first; window < end; ++window) {
      for (std::size_t i = 0; i < search.rules.quota_times; ++i)
        evidence.push_back(given[begins[window] + i].statement);
    }
    take(std::move(evidence));
  }
}

void find_used_up_by(Search& search, std::span<const Given> given) {
  std::vector<std::uint32_t> in_stars;
  take_runs(search, given, search.rules.star_days, search.rules.star_windows_min,
            [&](std::vector<std::uint32_t> evidence) {
              in_stars.insert(in_stars.end(), evidence.begin(), evidence.end());
              search.alert(Rule::star, std::move(evidence));
            });
  std::ranges::sort(in_stars);
  take_runs(search, given, search.rules.quota_days, search.rules.used_up_windows_min,
            [&](std::vector<std::uint32_t> evidence) {
              std::ranges::sort(evidence);
              // Nothing that the star does not say already.
              if (std::ranges::includes(in_stars, evidence)) return;
              search.alert(Rule::used_up_again, std::move(evidence));
            });
}

// Where one witness is at `least` centres within burst_days; bursts that share a statement are one.
class Bursts {
 public:
  explicit Bursts(Search& search) : search_{search}, counts_(search.centres) {}

  void find(std::span<const Given> given, std::uint32_t least) {
    std::size_t begin = 0;
    std::size_t taken_from = 0;
    std::size_t taken_to = 0;  // the burst so far; none while both are equal
    for (std::size_t end = 0; end < given.size(); ++end) {
      add(given[end]);
      while (!Search::within(given[begin].day, given[end].day, search_.rules.burst_days))
        remove(given[begin++]);
      if (distinct_ < least) continue;
      if (taken_from < taken_to && begin >= taken_to) give(given.subspan(taken_from, taken_to - taken_from));
      if (taken_from == taken_to || begin >= taken_to) taken_from = begin;
      taken_to = end + 1;
    }
    if (taken_from < taken_to) give(given.subspan(taken_from, taken_to - taken_from));
    while (begin < given.size()) remove(given[begin++]);
  }

 private:
  void add(const Given& given) {
    if (counts_[given.centre]++ == 0) ++distinct_;
  }
  void remove(const Given& given) {
    if (--counts_[given.centre] == 0) --distinct_;
  }
  void give(std::span<const Given> evidence) { search_.alert(Rule::centre_burst, evidence); }

  Search& search_;
  std::vector<std::uint32_t> counts_;
  std::uint32_t distinct_ = 0;
};

}  // namespace

void find_used_up(Search& search) {
  if (search.rules.quota_times == 0) return;
  for (std::size_t i = 0; i < search.busy_count(); ++i) {
    if (search.busy(i).size() < search.rules.quota_times) continue;
    find_used_up_by(search, given_as(search.busy(i), false));
  }
}

void find_bursts(Search& search) {
  Bursts bursts{search};
  for (std::size_t i = 0; i < search.busy_count(); ++i) {
    const std::size_t count = search.busy(i).size();
    if (count >= std::max(search.rules.burst_centres_min, 1U))
      bursts.find(given_as(search.busy(i), false), search.rules.burst_centres_min);
    if (count >= std::max(search.rules.professional_burst_centres_min, 1U))
      bursts.find(given_as(search.busy(i), true), search.rules.professional_burst_centres_min);
  }
}

void find_professional_load(Search& search) {
  for (std::size_t each = 0; each < search.busy_count(); ++each) {
    if (search.busy(each).size() <= search.rules.professional_day_max) continue;
    const std::vector<Given> given = given_as(search.busy(each), true);
    std::vector<std::uint32_t> evidence;
    for (std::size_t begin = 0, end = 0; begin < given.size(); begin = end) {
      const base::Day day = given[begin].day;
      for (end = begin + 1; end < given.size() && given[end].day == day;) ++end;
      if (end - begin <= search.rules.professional_day_max) continue;
      for (std::size_t i = begin; i < end; ++i) evidence.push_back(given[i].statement);
    }
    if (!evidence.empty()) search.alert(Rule::professional_load, std::move(evidence));
  }
}

}  // namespace skranke::witness
