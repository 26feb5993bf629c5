#include "policy/verify.hpp"

#include <algorithm>
#include <map>
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
    std::map<Mask, proofing::Document> by_profile;
    for (const DocumentClass& one : classes.documents) {
      used_kinds_.insert(one.kind);
      for (const State& state : one.states) {
        const proofing::Document document = space_.document(0, one.kind, state);
        by_profile.emplace(one.profiles[0], document);
        decide_as_expected(place, {&document, 1}, accepts(program_, one.profiles), report);
      }
    }
    Words& words = words_.emplace_back();
    for (const auto& [profile, document] : by_profile) {
      words.profiles.push_back(profile);
      words.documents.push_back(document);
    }
    report.words = words.profiles.size();
    look_at_pairs(place, words, report);
    look_at_larger_sets(words, report);
    const proofing::Evidence nothing{
        .visit = space_.visit(), .place = space_.place_in(0, place), .documents = {}};
    std::vector<Advice> enough;
    advise(program_, nothing, decide(program_, nothing), base::limits::advice_sets_max, enough);
    for (const Advice& set : enough) report.minimal.emplace_back(set.begin(), set.end());
    found_.places.push_back(std::move(report));
  }

  // The engine's own answer about known documents has to be the one that their profiles give.
  void decide_as_expected(std::size_t place, std::span<const proofing::Document> documents, bool is_accepted,
                          PlaceReport& report) {
    ++report.decided;
    const Verdict verdict = decide(
        program_, {.visit = space_.visit(), .place = space_.place_in(0, place), .documents = documents});
    const Outcome expected = is_accepted ? Outcome::accepted : Outcome::rejected;
    if (verdict.outcome != expected) found_.is_monotone = false;
  }

  // A further document, or more of what one serves, never turns accepted into rejected.
  void look_at_pairs(std::size_t place, const Words& words, PlaceReport& report) {
    const std::size_t count = words.profiles.size();
    std::vector<std::vector<bool>> accepted(count, std::vector<bool>(count));
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = 0; j < count; ++j) {
        const std::array pair{words.profiles[i], words.profiles[j]};
        const std::array documents{words.documents[i], words.documents[j]};
        accepted[i][j] = accepts(program_, pair);
        decide_as_expected(place, documents, accepted[i][j], report);
        if (accepts(program_, {&words.profiles[i], 1}) && !accepted[i][j]) found_.is_monotone = false;
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
  void look_at_larger_sets(const Words& words, PlaceReport& report) {
    const std::size_t size = program_.slots_max + 1;
    std::size_t looked_at = 0;
    const auto turn = [&](const WordSet& set) {
      if (looked_at == larger_sets_max) return Turn::stop;
      std::vector<Mask> profiles;
      for (const std::uint16_t word : set) profiles.push_back(words.profiles[word]);
      ++looked_at;
      ++report.decided;
      if (!accepts(program_, profiles)) return Turn::extend;
      return set.size() == size ? Turn::keep : Turn::stop;
    };
    if (!minimal_sets(words.profiles.size(), size, turn).empty()) found_.is_monotone = false;
  }

  [[nodiscard]] Mask bits_of(std::size_t line) const { return program_.line_alternatives[line]; }

  // Whether some combination uses a document on the line.
  [[nodiscard]] bool is_reachable(std::size_t line) const {
    return std::ranges::any_of(words_, [&](const Words& words) {
      std::vector<Mask> together;
      for (std::size_t copy = 1; copy < program_.slots_max; ++copy)
        together.insert(together.end(), words.profiles.begin(), words.profiles.end());
      return std::ranges::any_of(words.profiles, [&](Mask profile) {
        if ((profile & bits_of(line)) == 0) return false;
        std::vector<Mask> with = together;
        with.push_back(profile & (bits_of(line) | program_.marks));
        return accepted_with_last(program_, with, ~std::uint64_t{0});
      });
    });
  }

  // Whether some set is accepted without the bits `gone`, and no longer without `line` too.
  [[nodiscard]] bool matters(Mask gone, Mask line) const {
    return std::ranges::any_of(words_, [&](const Words& words) {
      const auto turn = [&](const WordSet& set) {
        std::vector<Mask> with;
        std::vector<Mask> without;
        for (const std::uint16_t word : set) {
          with.push_back(words.profiles[word] & ~gone);
          without.push_back(words.profiles[word] & ~gone & ~line);
        }
        if (!accepts(program_, with)) return Turn::extend;
        return accepts(program_, without) ? Turn::stop : Turn::keep;
      };
      return !minimal_sets(words.profiles.size(), program_.slots_max, turn).empty();
    });
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
      if (!used_kinds_.contains(kind)) found_.unusable_kinds.push_back(space_.kinds()[kind]);
    }
  }

  const Edition& edition_;
  const Program& program_;
  Space space_;
  const std::function<void(double)>& progress_;
  std::size_t steps_ = 0;
  std::size_t done_ = 0;
  std::vector<Words> words_;  // by place
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
