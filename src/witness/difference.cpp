#include "witness/difference.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "policy/decide.hpp"
#include "policy/sets.hpp"

namespace skranke::witness {
namespace {

using policy::Edition;
using policy::Program;
using policy::Space;
using policy::WitnessRules;

const Program& shown_by(const Edition& edition) {
  return edition.with_picture ? *edition.with_picture : edition.program;
}

std::vector<std::int32_t> sorted(std::vector<std::int32_t> values) {
  std::ranges::sort(values);
  values.erase(std::ranges::unique(values).begin(), values.end());
  return values;
}

// Documents for each Papers, in the words of both versions; empty where there are none.
class Shown {
 public:
  Shown(const Edition& before, const Edition& after)
      : space_{{&before.program, &shown_by(before), &after.program, &shown_by(after)}} {
    const auto documents = space_.classes(0).documents;
    const auto size = std::max(before.program.slots_max, after.program.slots_max);
    for (const Papers papers : {Papers::with_picture, Papers::without_picture}) {
      const auto kept = policy::minimal_sets(documents.size(), size, [&](const policy::WordSet& set) {
        if (found_.contains(papers)) return policy::Turn::stop;
        std::array<bool, 4> accepted{};
        for (std::size_t p = 0; p < accepted.size(); ++p) {
          std::vector<policy::Mask> profiles;
          for (const auto word : set) profiles.push_back(documents[word].profiles[p]);
          accepted[p] = policy::accepts(space_.program(p), profiles);
        }
        const bool picture = papers == Papers::with_picture;
        if (!accepted[0] || !accepted[2]) return policy::Turn::extend;
        if (accepted[1] != picture || accepted[3] != picture) return policy::Turn::extend;
        for (const auto word : set) found_[papers].push_back(documents[word]);
        return policy::Turn::keep;
      });
      if (kept.empty()) found_.erase(papers);
    }
  }

  [[nodiscard]] std::optional<std::vector<proofing::Document>> documents(Papers papers, bool is_after) const {
    std::vector<proofing::Document> shown;
    if (papers == Papers::none) return shown;
    const auto found = found_.find(papers);
    if (found == found_.end()) return std::nullopt;
    for (const policy::DocumentClass& document : found->second)
      shown.push_back(space_.document(is_after ? 2 : 0, document.kind, document.states.front()));
    return shown;
  }

  [[nodiscard]] base::Day visit() const { return space_.visit(); }
  [[nodiscard]] std::uint8_t place(bool is_after) const { return space_.place_in(is_after ? 2 : 0, 0); }

 private:
  Space space_;
  std::map<Papers, std::vector<policy::DocumentClass>> found_;
};

bool is_eligible(const Edition& edition, const Sample& sample, const Shown& shown, bool is_after) {
  const base::Day visit = shown.visit();
  base::YearMonthDay born = base::date_from(visit);
  born.year -= sample.age;
  const auto documents = shown.documents(sample.papers, is_after);
  const std::vector<base::Day> earlier(static_cast<std::size_t>(sample.earlier_times),
                                       visit - sample.earlier_days_ago);
  const Witness witness{.born = base::day_from(born) + (sample.is_a_day_short ? 1 : 0),
                        .mitid_since = visit - sample.mitid_days,
                        .mitid_present = sample.has_mitid,
                        .is_professional = sample.is_professional,
                        .is_applicant = sample.is_applicant,
                        .is_officer = sample.is_officer,
                        .earlier = earlier};
  const proofing::Evidence evidence{.visit = visit, .place = shown.place(is_after), .documents = *documents};
  return judge(edition, witness, evidence).outcome == Outcome::eligible;
}

// Each trait's values, the perfect one first.
struct Axes {
  std::vector<std::int32_t> ages;
  std::vector<std::int32_t> days;
  std::vector<std::pair<std::int32_t, std::int32_t>> earlier{{0, 0}};
  std::vector<Papers> papers;

  Axes(const WitnessRules& before, const WitnessRules& after, const Shown& shown) {
    ages = sorted({before.age_years_min.value, after.age_years_min.value});
    std::ranges::reverse(ages);
    days = sorted({before.mitid_days_more_than.value, before.mitid_days_more_than.value + 1,
                   after.mitid_days_more_than.value, after.mitid_days_more_than.value + 1});
    std::ranges::reverse(days);
    const auto times =
        sorted({before.quota_times - 1, before.quota_times, after.quota_times - 1, after.quota_times});
    const auto ago =
        sorted({before.quota_days - 1, before.quota_days, after.quota_days - 1, after.quota_days});
    for (const std::int32_t n : times) {
      for (const std::int32_t day : ago) {
        if (n > 0) earlier.emplace_back(n, day);
      }
    }
    for (const Papers each : {Papers::with_picture, Papers::without_picture, Papers::none}) {
      if (shown.documents(each, false)) papers.push_back(each);
    }
  }

  [[nodiscard]] std::size_t count() const {
    return 2 * ages.size() * days.size() * earlier.size() * papers.size() * 16;
  }

  // The sample of a number below count(), and its traits.
  [[nodiscard]] std::pair<Sample, std::uint8_t> at(std::size_t number) const {
    const auto take = [&number](std::size_t choices) {
      const std::size_t choice = number % choices;
      number /= choices;
      return choice;
    };
    unsigned traits = 0;
    const auto note = [&traits](Trait of, std::size_t choice) {
      if (choice != 0) traits |= 1U << static_cast<unsigned>(of);
      return choice;
    };
    const std::size_t age = note(Trait::age, take(2 * ages.size()));
    const std::size_t vouched = note(Trait::earlier, take(earlier.size()));
    Sample sample{.age = ages[age / 2],
                  .is_a_day_short = age % 2 == 1,
                  .mitid_days = days[note(Trait::mitid_days, take(days.size()))],
                  .has_mitid = note(Trait::mitid_absent, take(2)) == 0,
                  .is_professional = note(Trait::professional, take(2)) != 0,
                  .is_applicant = note(Trait::applicant, take(2)) != 0,
                  .is_officer = note(Trait::officer, take(2)) != 0,
                  .earlier_times = earlier[vouched].first,
                  .earlier_days_ago = earlier[vouched].second,
                  .papers = papers[note(Trait::documents, take(papers.size()))]};
    return {sample, static_cast<std::uint8_t>(traits)};
  }
};

// Whether the applicants' programs decide the documents alike.
bool is_same_for_applicants(const Edition& before, const Edition& after, const Space& space,
                            const policy::Difference& difference) {
  std::array<policy::Outcome, 2> outcomes{};
  for (std::size_t p = 0; p < 2; ++p) {
    std::vector<proofing::Document> documents;
    for (const policy::AnyOf& any : difference.documents)
      documents.push_back(space.document(p, any.front().kind, any.front().states.front()));
    outcomes[p] = policy::decide((p == 0 ? before : after).program,
                                 {.visit = space.visit(),
                                  .place = space.place_in(p, difference.places.front()),
                                  .documents = documents})
                      .outcome;
  }
  return outcomes[0] == outcomes[1];
}

}  // namespace

Differences differences(const Edition& before, const Edition& after) {
  Differences found{.has_rules_before = before.tree.witness.has_value(),
                    .has_rules_after = after.tree.witness.has_value(),
                    .witnesses = {},
                    .documents = {},
                    .pictures = {}};
  if (!found.has_rules_before || !found.has_rules_after) return found;
  const Shown shown{before, after};
  const Axes axes{*before.tree.witness, *after.tree.witness, shown};
  for (std::size_t i = 0; i < axes.count(); ++i) {
    const auto [sample, traits] = axes.at(i);
    const bool first = is_eligible(before, sample, shown, false);
    const bool second = is_eligible(after, sample, shown, true);
    if (first == second) continue;
    found.witnesses.push_back(
        {.sample = sample, .traits = traits, .is_eligible_before = first, .is_eligible_after = second});
  }
  std::erase_if(found.witnesses, [all = found.witnesses](const Difference& one) {
    return std::ranges::any_of(all, [&](const Difference& other) {
      return other.traits != one.traits && (other.traits & ~one.traits) == 0;
    });
  });
  if (before.with_picture && after.with_picture) {
    const Space& pictures = found.pictures.emplace(std::vector{&shown_by(before), &shown_by(after)});
    found.documents = policy::differences(pictures);
    std::erase_if(found.documents, [&](const policy::Difference& one) {
      return !is_same_for_applicants(before, after, pictures, one);
    });
  }
  return found;
}

}  // namespace skranke::witness
