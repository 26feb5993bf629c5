#include "policy/verify.hpp"

#include <algorithm>
#include <set>

#include "policy/advice.hpp"
#include "policy/combination.hpp"
#include "policy/compile.hpp"
#include "policy/decide.hpp"
#include "policy/difference.hpp"
#include "policy/sets.hpp"
#include "policy/space.hpp"

namespace skranke::policy {
namespace {

constexpr std::size_t larger_sets_max =
    200'000;  // of one document more than a combination has, looked at per place

// The different profiles of documents at one place, and a document of each.
struct Words {
  std::vector<Mask> profiles;
  std::vector<proofing::Document> documents;

  void put(const Space& space, const DocumentClass& one) {
    if (std::ranges::find(profiles, one.profiles[0]) != profiles.end()) return;
    profiles.push_back(one.profiles[0]);
    if (!one.states.empty()) documents.push_back(space.document(0, one.kind, one.states.front()));
  }
};

// What documents can be at one place, and what the applicant can; the latter without documents where nothing
// is asked of them.
struct AtPlace {
  Words documents;
  Words applicants;
};

class Verifier {
 public:
  Verifier(const Edition& edition, const std::function<void(double)>& progress)
      : edition_{edition},
        program_{edition.program},
        space_{{&edition.program}, Space::Alike::on_lines},
        progress_{progress} {}

  Verification run() {
    const Tree& tree = edition_.tree;
    steps_ = space_.places().size() + program_.lines.size() + tree.lists.size() + tree.exclusions.size() +
             tree.conditions.size();
    for (std::size_t place = 0; place < space_.places().size(); ++place) {
      look_at(place);
      step();
    }
    look_at_lines();
    look_at_lists();
    look_at_rules();
    look_at_kinds();
    found_.clauses_without_rule = clauses_without_rule(edition_.tree);
    return std::move(found_);
  }

 private:
  void step() {
    ++done_;
    if (progress_) progress_(static_cast<double>(done_) / static_cast<double>(steps_));
  }

  void look_at(std::size_t place) {
    PlaceReport report;
    const Space::Classes classes = space_.classes(place);
    report.states = classes.states;
    report.classes = classes.documents.size();
    AtPlace& here = here_.emplace_back();
    for (const DocumentClass& one : classes.applicants) here.applicants.put(space_, one);
    for (const DocumentClass& one : classes.documents) {
      used_kinds_.insert(one.kind);
      here.documents.put(space_, one);
      for (const State& state : one.states) {
        const proofing::Document document = space_.document(0, one.kind, state);
        for (std::size_t a = 0; a < here.applicants.profiles.size(); ++a)
          decide_as_expected(place, {&document, 1}, one.profiles, a, report);
      }
    }
    report.words = here.documents.profiles.size();
    report.applicants = classes.applicants.front().states.empty() ? 0 : here.applicants.profiles.size();
    for (std::size_t a = 0; a < here.applicants.profiles.size(); ++a) {
      look_at_pairs(place, a, report);
      look_at_larger_sets(here, a, report);
      tell_minimal_sets(place, a, report);
    }
    found_.places.push_back(std::move(report));
  }

  [[nodiscard]] std::vector<Mask> with_applicant(std::span<const Mask> profiles, Mask applicant) const {
    std::vector<Mask> all{profiles.begin(), profiles.end()};
    all.push_back(applicant);
    return all;
  }

  // Whether these documents are accepted for this applicant. The engine's own answer about them has to be the
  // one that their profiles give.
  bool decide_as_expected(std::size_t place, std::span<const proofing::Document> documents,
                          std::span<const Mask> profiles, std::size_t applicant, PlaceReport& report) {
    ++report.decided;
    const Words& applicants = here_[place].applicants;
    const bool is_accepted = accepts(program_, with_applicant(profiles, applicants.profiles[applicant]));
    std::vector<proofing::Document> shown{documents.begin(), documents.end()};
    if (!applicants.documents.empty()) shown.push_back(applicants.documents[applicant]);
    const Verdict verdict =
        decide(program_, {.visit = space_.visit(), .place = space_.place_in(0, place), .documents = shown});
    if (verdict.outcome != (is_accepted ? Outcome::accepted : Outcome::rejected)) found_.is_monotone = false;
    return is_accepted;
  }

  // A further document, or more of what one serves, never turns accepted into rejected.
  void look_at_pairs(std::size_t place, std::size_t applicant, PlaceReport& report) {
    const Words& words = here_[place].documents;
    const std::size_t count = words.profiles.size();
    const Mask applicant_profile = here_[place].applicants.profiles[applicant];
    std::vector<std::vector<bool>> accepted(count, std::vector<bool>(count));
    for (std::size_t i = 0; i < count; ++i) {
      const bool alone = accepts(program_, with_applicant({&words.profiles[i], 1}, applicant_profile));
      for (std::size_t j = 0; j < count; ++j) {
        const std::array pair{words.profiles[i], words.profiles[j]};
        const std::array documents{words.documents[i], words.documents[j]};
        accepted[i][j] = decide_as_expected(place, documents, pair, applicant, report);
        if (alone && !accepted[i][j]) found_.is_monotone = false;
      }
    }
    for (std::size_t low = 0; low < count; ++low) {
      for (std::size_t high = 0; high < count; ++high) {
        if ((words.profiles[low] & ~words.profiles[high]) != 0) continue;
        for (std::size_t other = 0; other < count; ++other) {
          if (accepted[low][other] && !accepted[high][other]) found_.is_monotone = false;
        }
      }
    }
  }

  // No set of one document more than a combination has is accepted unless a smaller one in it is.
  void look_at_larger_sets(const AtPlace& here, std::size_t applicant, PlaceReport& report) {
    const std::size_t size = program_.slots_max + 1;
    std::size_t left = larger_sets_max / here.applicants.profiles.size();
    const auto turn = [&](const WordSet& set) {
      if (left == 0) return Turn::stop;
      --left;
      ++report.looked_at;
      std::vector<Mask> profiles;
      for (const std::uint16_t word : set) profiles.push_back(here.documents.profiles[word]);
      if (!accepts(program_, with_applicant(profiles, here.applicants.profiles[applicant])))
        return Turn::extend;
      return set.size() == size ? Turn::keep : Turn::stop;
    };
    if (!minimal_sets(here.documents.profiles.size(), size, turn).empty()) found_.is_monotone = false;
  }

  // The smallest sets of lines for this applicant, unless an applicant before has them too.
  void tell_minimal_sets(std::size_t place, std::size_t applicant, PlaceReport& report) {
    const Words& applicants = here_[place].applicants;
    std::vector<proofing::Document> shown;
    if (!applicants.documents.empty()) shown.push_back(applicants.documents[applicant]);
    const proofing::Evidence nothing{
        .visit = space_.visit(), .place = space_.place_in(0, place), .documents = shown};
    std::vector<Advice> enough;
    advise(program_, nothing, decide(program_, nothing), base::limits::advice_sets_max, enough);
    for (const Advice& set : enough) {
      LineSet lines(set.begin(), set.end());
      if (std::ranges::find(report.minimal, lines) == report.minimal.end())
        report.minimal.push_back(std::move(lines));
    }
  }

  [[nodiscard]] Mask bits_of(std::size_t line) const { return program_.line_needed[line]; }

  // Whether some combination uses a document on the line.
  [[nodiscard]] bool is_reachable(std::size_t line) const {
    return std::ranges::any_of(here_, [&](const AtPlace& here) {
      const std::vector<Mask>& words = here.documents.profiles;
      return std::ranges::any_of(here.applicants.profiles, [&](Mask applicant) {
        std::vector<Mask> together{applicant};
        for (std::size_t copy = 1; copy < program_.slots_max; ++copy)
          together.insert(together.end(), words.begin(), words.end());
        return std::ranges::any_of(words, [&](Mask profile) {
          if ((profile & bits_of(line)) == 0) return false;
          std::vector<Mask> with = together;
          with.push_back(profile & (bits_of(line) | program_.marks));
          return accepted_with_last(program_, with, ~std::uint64_t{0});
        });
      });
    });
  }

  // Whether some set is accepted without the bits `gone`, and no longer without `line` too.
  [[nodiscard]] bool matters(Mask gone, Mask line) const {
    bool found = false;
    for (const AtPlace& here : here_) {
      for (const Mask applicant : here.applicants.profiles) {
        const auto turn = [&](const WordSet& set) {
          if (found) return Turn::stop;
          std::vector<Mask> with{applicant};
          std::vector<Mask> without{applicant};
          for (const std::uint16_t word : set) {
            with.push_back(here.documents.profiles[word] & ~gone);
            without.push_back(with.back() & ~line);
          }
          if (!accepts(program_, with)) return Turn::extend;
          found = found || !accepts(program_, without);
          return Turn::stop;
        };
        static_cast<void>(minimal_sets(here.documents.profiles.size(), program_.slots_max, turn));
        if (found) return true;
      }
    }
    return false;
  }

  void look_at_lines() {
    for (std::size_t line = 0; line < program_.lines.size(); ++line) {
      step();
      if (!is_reachable(line)) {
        found_.unreachable_lines.push_back(line);
        continue;
      }
      if (matters(0, bits_of(line))) continue;
      Shadow shadow{.line = line, .by = {}};
      for (std::size_t other = 0; other < program_.lines.size(); ++other) {
        if (other != line && matters(bits_of(other), bits_of(line))) shadow.by.push_back(other);
      }
      if (shadow.by.empty()) {
        found_.idle_lines.push_back(line);
      } else {
        found_.shadowed_lines.push_back(std::move(shadow));
      }
    }
  }

  void look_at_lists() {
    for (const List& list : edition_.tree.lists) {
      step();
      Program without = program_;
      std::erase_if(without.lists, [&](const CompiledList& one) { return one.id == list.id.text; });
      if (!without.lists.empty() && decide_alike(program_, without))
        found_.idle_lists.push_back(list.id.text);
    }
  }

  // Whether the policy decides the same with the rule taken out.
  [[nodiscard]] bool is_idle(const Tree& without) const {
    std::vector<Finding> findings;
    const std::optional<Program> program = compile(without, findings);
    return program && decide_alike(program_, *program);
  }

  void look_at_rules() {
    const Tree& tree = edition_.tree;
    for (std::size_t i = 0; i < tree.exclusions.size(); ++i) {
      step();
      Tree without = tree;
      without.exclusions.erase(without.exclusions.begin() + static_cast<std::ptrdiff_t>(i));
      if (is_idle(without)) found_.idle_exclusions.push_back(tree.exclusions[i].clause.text);
    }
    for (std::size_t i = 0; i < tree.conditions.size(); ++i) {
      step();
      Tree without = tree;
      without.conditions.erase(without.conditions.begin() + static_cast<std::ptrdiff_t>(i));
      if (is_idle(without)) found_.idle_conditions.push_back(tree.conditions[i].clause.text);
    }
  }

  void look_at_kinds() {
    for (std::size_t kind = 0; kind < space_.kinds().size(); ++kind) {
      const bool is_applicant = space_.kinds()[kind] == applicant_kind_id;
      if (!is_applicant && !used_kinds_.contains(kind)) found_.unusable_kinds.push_back(space_.kinds()[kind]);
    }
  }

  const Edition& edition_;
  const Program& program_;
  Space space_;
  const std::function<void(double)>& progress_;
  std::size_t steps_ = 0;
  std::size_t done_ = 0;
  std::vector<AtPlace> here_;  // by place
  std::set<std::size_t> used_kinds_;
  Verification found_;
};

}  // namespace

Verification verify(const Edition& edition, const std::function<void(double)>& progress) {
  return Verifier{edition, progress}.run();
}

std::vector<std::string> clauses_without_rule(const Tree& tree) {
  std::set<std::string> ruled{tree.unlisted.text};
  for (const Line& line : tree.lines) ruled.insert(line.id.text);
  for (const Condition& condition : tree.conditions) ruled.insert(condition.clause.text);
  for (const Exclusion& exclusion : tree.exclusions) ruled.insert(exclusion.clause.text);
  if (tree.witness) {
    const WitnessRules& rules = *tree.witness;
    for (const Name* clause : {&rules.clause, &rules.age_years_min.clause, &rules.mitid_days_more_than.clause,
                               &rules.picture_clause, &rules.own_mitid_clause, &rules.quota_clause,
                               &rules.professional_clause, &rules.never_clause}) {
      ruled.insert(clause->text);
    }
  }
  for (const Name& clause : tree.told_only) ruled.insert(clause.text);
  std::vector<std::string> missing;
  for (const Name& clause : tree.clauses) {
    if (!ruled.contains(clause.text)) missing.push_back(clause.text);
  }
  return missing;
}

}  // namespace skranke::policy
