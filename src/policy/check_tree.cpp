#include "policy/check_tree.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace skranke::policy {
namespace {

// An index of names; the second use of a name is a finding.
struct Index {
  std::map<std::string_view, std::size_t> entries;

  [[nodiscard]] bool has(std::string_view name) const { return entries.contains(name); }
};

class Checker {
 public:
  Checker(const Tree& tree, std::vector<Finding>& findings) : tree_{tree}, findings_{findings} {}

  void check() {
    index_names();
    check_kinds_and_conditions();
    check_lines();
    check_groups();
    check_lists();
    check_exclusions();
    check_unused_lines();
    check_witness();
  }

 private:
  void add(Where where, std::string text) {
    findings_.push_back({.file = tree_.file, .where = where, .text = std::move(text)});
  }

  static bool is_identifier(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
             c == '.';
    });
  }

  void expect_identifier(const Name& clause) {
    if (clause.text.empty() || is_identifier(clause.text)) return;
    add(clause.where,
        "clause \"" + clause.text + "\": expected at most 64 letters, digits, hyphens and full stops");
  }

  void enter(Index& index, const Name& name, std::string_view what) {
    if (name.text.empty()) return;  // its absence is a finding already
    if (!is_identifier(name.text)) {
      add(name.where, std::string{what} + " \"" + name.text +
                          "\": expected at most 64 letters, digits, hyphens and full stops");
    } else if (!index.entries.emplace(name.text, index.entries.size()).second) {
      add(name.where, "duplicate " + std::string{what} + " \"" + name.text + "\"; expected each once");
    }
  }

  void expect(const Index& index, const Name& name, std::string_view what) {
    if (name.text.empty() || index.has(name.text)) return;
    std::string text = "unknown " + std::string{what} + " \"" + name.text + "\"; expected one of:";
    for (const auto& [known, position] : index.entries) text.append(" ").append(known);
    add(name.where, std::move(text));
  }

  void expect_each_once(std::span<const Name> names, std::string_view what) {
    std::set<std::string_view> seen;
    for (const Name& name : names) {
      if (!seen.insert(name.text).second) {
        add(name.where, "duplicate \"" + name.text + "\" in " + std::string{what} + "; expected each once");
      }
    }
  }

  // What is told, and what nothing has to decide, are clauses of the source, if the policy lists those.
  void check_clauses() {
    expect_each_once(tree_.clauses, "clauses");
    expect_each_once(tree_.told_only, "told_only");
    Index clauses;
    for (const Name& clause : tree_.clauses) clauses.entries.emplace(clause.text, clauses.entries.size());
    for (const Name& clause : tree_.told_only) expect(clauses, clause, "clause of the source");
    if (tree_.clauses.empty()) return;
    for (const Name& clause : tree_.guidance) expect(clauses, clause, "clause of the source");
  }

  void index_names() {
    Index policy;
    enter(policy, tree_.id, "policy id");
    enter(policy, tree_.version, "version");
    for (const Place& place : tree_.places) enter(places_, place.id, "place");
    for (const Kind& kind : tree_.kinds) {
      enter(kinds_, kind.id, "kind");
      if (kind.id.text == applicant_kind_id)
        add(kind.id.where, "kind \"applicant\": the name is taken, by who shows the documents");
    }
    for (const Line& line : tree_.lines) enter(lines_, line.id, "line");
    lines_and_groups_ = lines_;
    for (const Group& group : tree_.groups) enter(lines_and_groups_, group.id, "line or group");
    Index lists;
    for (const List& list : tree_.lists) enter(lists, list.id, "list");
    expect_each_once(tree_.guidance, "guidance");
    for (const Name& clause : tree_.guidance) expect_identifier(clause);
    expect_identifier(tree_.unlisted);
    check_clauses();
    for (const Condition& condition : tree_.conditions) expect_identifier(condition.clause);
    for (const Exclusion& exclusion : tree_.exclusions) expect_identifier(exclusion.clause);
    if (tree_.lists.size() > lists_max) {
      add(tree_.lists[lists_max].id.where, "too many lists; expected at most " + std::to_string(lists_max));
    }
    if (tree_.places.size() > places_max) {
      add(tree_.places[places_max].id.where,
          "too many places; expected at most " + std::to_string(places_max));
    }
    if (tree_.kinds.size() > base::limits::kinds_max) {
      add(tree_.kinds[base::limits::kinds_max].id.where,
          "too many kinds; expected at most " + std::to_string(base::limits::kinds_max));
    }
  }

  static std::size_t facts_asked(const Requirement& require) {
    std::size_t count = require.issuer.has_value() ? 1 : 0;
    count += require.forms.empty() ? 0 : 1;
    count += require.authorities.empty() ? 0 : 1;
    count += static_cast<std::size_t>(
        std::ranges::count_if(require.flags, [](auto flag) { return flag.has_value(); }));
    count += require.expires_not_before_visit ? 1 : 0;
    count += require.months_old_max.has_value() ? 1 : 0;
    count += require.income_year_back.has_value() ? 1 : 0;
    count += require.scores_min.size() - static_cast<std::size_t>(std::ranges::count(require.scores_min, 0));
    return count;
  }

  void check_kinds_and_conditions() {
    for (const Kind& kind : tree_.kinds) expect_each_once(kind.issuers, "issuers");
    for (const Condition& condition : tree_.conditions) {
      if (facts_asked(condition.require) != 1) {
        add(condition.clause.where,
            "a condition on every document names one reason; expected exactly one fact in require");
      } else if (condition.require.scores_min != std::array<std::int32_t, 4>{} || condition.require.issuer ||
                 !condition.require.authorities.empty() || condition.require.months_old_max ||
                 condition.require.income_year_back) {
        add(condition.clause.where,
            "a condition on every document can ask for form, photo, cpr_number, temporary, name_matches or "
            "expires; "
            "what concerns some kinds only belongs to their lines");
      }
      for (const Accepts& accepts : condition.except) {
        expect(kinds_, accepts.kind, "kind");
        const Requirement& require = accepts.require;
        const std::size_t named = (require.issuer ? 1U : 0U) + (require.forms.empty() ? 0U : 1U);
        if (condition.require.forms.empty() || require.forms.empty() || facts_asked(require) != named) {
          add(accepts.kind.where,
              "only a condition on the form has exceptions; expected a kind with its form and, if need be, "
              "issuer");
        }
      }
    }
  }

  void check_lines() {
    Index levels;
    for (const Name& level : tree_.levels) enter(levels, level, "level");
    for (const Line& line : tree_.lines) {
      if (line.accepts.empty())
        add(line.id.where, "line \"" + line.id.text + "\" accepts nothing; expected at least one kind");
      for (const Accepts& accepts : line.accepts) expect(kinds_, accepts.kind, "kind");
      for (const Name& place : line.only_at) expect(places_, place, "place");
      expect(levels, line.level, "level");
      expect_each_once(line.only_at, "only_at");
    }
  }

  // Depth first over groups; `path` holds the groups under way.
  void follow(const Group& group, std::vector<std::string_view>& path) {
    if (std::ranges::find(path, group.id.text) != path.end()) {
      std::string text = "cycle of groups:";
      for (auto at = std::ranges::find(path, group.id.text); at != path.end(); ++at) {
        text.append(" ").append(*at).append(" ->");
      }
      add(group.id.where, text + " " + group.id.text + "; expected groups that end in lines");
      has_cycle_ = true;
      return;
    }
    path.emplace_back(group.id.text);
    for (const Name& name : group.of) {
      if (has_cycle_) break;
      if (const Group* inner = find_group(name.text)) follow(*inner, path);
    }
    path.pop_back();
  }

  void check_groups() {
    for (const Group& group : tree_.groups) {
      if (group.of.empty())
        add(group.id.where, "group \"" + group.id.text + "\" is empty; expected lines or groups");
      for (const Name& name : group.of) expect(lines_and_groups_, name, "line or group");
      expect_each_once(group.of, "group \"" + group.id.text + "\"");
    }
    for (const Group& group : tree_.groups) {
      std::vector<std::string_view> path;
      if (!has_cycle_) follow(group, path);
    }
  }

  void check_lists() {
    for (const List& list : tree_.lists) {
      std::int32_t documents = 0;
      std::set<std::size_t> taken;
      for (const Part& part : list.take) {
        documents += part.count;
        check_part(list, part);
        if (part.of.empty() && part.level_at_least.text.empty())
          add(part.where, "list \"" + list.id.text + "\" takes from nothing; expected lines or groups");
        for (const Name& name : part.of) expect(lines_and_groups_, name, "line or group");
        expect_each_once(part.of, "list \"" + list.id.text + "\"");
        if (has_cycle_) continue;
        const std::vector<std::size_t> lines = lines_of(tree_, part);
        const bool by_lines =
            list.different == Different::lines_of_a_part || list.different == Different::lines;
        const std::int32_t least = std::max(part.count, part.at_least);
        if (by_lines && std::cmp_less(lines.size(), least)) {
          add(part.where, "list \"" + list.id.text + "\" can never be met: it takes " +
                              std::to_string(least) + " different lines of " + std::to_string(lines.size()));
          findings_.back().is_unreachable = true;
        }
        for (const std::size_t line : lines) {
          const bool is_new = taken.insert(line).second;
          if (!is_new && list.different == Different::lines_of_a_part) {
            add(part.where, "line \"" + tree_.lines[line].id.text + "\" stands twice in list \"" +
                                list.id.text + "\"; expected each once");
          }
        }
        check_equal_lines(lines);
      }
      if (list.take.empty())
        add(list.id.where, "list \"" + list.id.text + "\" takes nothing; expected at least one part");
      if (list.points == 0 &&
          documents > static_cast<std::int32_t>(base::limits::combination_documents_max)) {
        add(list.id.where, "list \"" + list.id.text + "\" takes " + std::to_string(documents) +
                               " documents; expected at most " +
                               std::to_string(base::limits::combination_documents_max));
      }
    }
  }

  void check_part(const List& list, const Part& part) {
    Index levels;
    for (const Name& level : tree_.levels) levels.entries.emplace(level.text, levels.entries.size());
    expect(levels, part.level_at_least, "level");
    if (part.require) {
      const Requirement& require = *part.require;
      if (facts_asked(require) != 1 || require.scores_min == std::array<std::int32_t, 4>{}) {
        add(part.where,
            "what a part asks of its documents, besides their lines, is a score; expected validity alone");
      }
    }
    if (part.at_most > 0 && part.at_least > part.at_most) {
      add(part.where, "list \"" + list.id.text + "\" can never be met: of one part it takes at least " +
                          std::to_string(part.at_least) + " documents, and at most " +
                          std::to_string(part.at_most));
      findings_.back().is_unreachable = true;
    }
  }

  // Two lines of one part that accept the same say nothing that one of them doesn't.
  void check_equal_lines(std::span<const std::size_t> lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      for (std::size_t j = i + 1; j < lines.size(); ++j) {
        const Line& first = tree_.lines[lines[i]];
        const Line& second = tree_.lines[lines[j]];
        if (equal(first, second)) {
          add(second.id.where, "duplicate line: \"" + second.id.text + "\" accepts the same as \"" +
                                   first.id.text + "\"; expected it once");
        }
      }
    }
  }

  static bool equal(std::span<const Name> first, std::span<const Name> second) {
    return std::ranges::equal(first, second, {}, &Name::text, &Name::text);
  }

  static bool equal(const Requirement& a, const Requirement& b) {
    const bool same_issuer = a.issuer.has_value() == b.issuer.has_value() &&
                             (!a.issuer || (a.issuer->all_but == b.issuer->all_but &&
                                            equal(a.issuer->countries, b.issuer->countries)));
    return same_issuer && a.forms == b.forms && a.authorities == b.authorities && a.flags == b.flags &&
           a.expires_not_before_visit == b.expires_not_before_visit && a.scores_min == b.scores_min &&
           a.months_old_max == b.months_old_max && a.income_year_back == b.income_year_back;
  }

  static bool equal(const Line& first, const Line& second) {
    return first.applicant.value_or(OfApplicant{}).asks_the_same(second.applicant.value_or(OfApplicant{})) &&
           equal(first.only_at, second.only_at) &&
           std::ranges::equal(first.accepts, second.accepts, [](const Accepts& a, const Accepts& b) {
             return a.kind.text == b.kind.text && equal(a.require, b.require);
           });
  }

  void check_exclusions() {
    for (const Exclusion& exclusion : tree_.exclusions) {
      for (const Name& name : exclusion.never_together) expect(lines_and_groups_, name, "line or group");
      expect_each_once(exclusion.never_together, "never_together");
      if (exclusion.never_together.size() < 2) {
        add(exclusion.clause.where,
            "an exclusion keeps lines apart; expected at least two lines or groups in never_together");
      }
    }
  }

  void check_unused_lines() {
    if (has_cycle_) return;
    std::set<std::size_t> used;
    for (const List& list : tree_.lists) {
      for (const Part& part : list.take) {
        for (const std::size_t line : lines_of(tree_, part)) used.insert(line);
      }
    }
    for (std::size_t i = 0; i < tree_.lines.size(); ++i) {
      if (!used.contains(i)) {
        add(tree_.lines[i].id.where,
            "no list takes line \"" + tree_.lines[i].id.text + "\"; expected at least one");
        findings_.back().is_unreachable = true;
      }
    }
  }

  void check_witness() {
    if (!tree_.witness) return;
    const WitnessRules& rules = *tree_.witness;
    Index clauses;
    for (const Name* clause : {&rules.age_years_min.clause, &rules.mitid_days_more_than.clause,
                               &rules.picture_clause, &rules.own_mitid_clause, &rules.quota_clause}) {
      if (!clause->text.empty()) clauses.entries.emplace(clause->text, clauses.entries.size());
    }
    for (const Name& clause : rules.professional_exempt_from)
      expect(clauses, clause, "clause of the witness");
  }

  [[nodiscard]] const Group* find_group(std::string_view id) const {
    const auto found =
        std::ranges::find_if(tree_.groups, [id](const Group& group) { return group.id.text == id; });
    return found == tree_.groups.end() ? nullptr : &*found;
  }

  static constexpr std::size_t places_max = 32;
  static constexpr std::size_t lists_max = 64;

  const Tree& tree_;
  std::vector<Finding>& findings_;
  Index places_;
  Index kinds_;
  Index lines_;
  Index lines_and_groups_;
  bool has_cycle_ = false;
};

void expand_into(const Tree& tree, std::span<const Name> of, std::vector<std::size_t>& lines) {
  for (const Name& name : of) {
    const auto line =
        std::ranges::find_if(tree.lines, [&](const Line& entry) { return entry.id.text == name.text; });
    if (line != tree.lines.end()) {
      const auto index = static_cast<std::size_t>(line - tree.lines.begin());
      if (std::ranges::find(lines, index) == lines.end()) lines.push_back(index);
      continue;
    }
    const auto group =
        std::ranges::find_if(tree.groups, [&](const Group& entry) { return entry.id.text == name.text; });
    if (group != tree.groups.end()) expand_into(tree, group->of, lines);
  }
}

}  // namespace

void check_tree(const Tree& tree, std::vector<Finding>& findings) { Checker{tree, findings}.check(); }

std::vector<std::size_t> expand(const Tree& tree, std::span<const Name> of) {
  std::vector<std::size_t> lines;
  expand_into(tree, of, lines);
  return lines;
}

std::vector<std::size_t> lines_of(const Tree& tree, const Part& part) {
  if (part.level_at_least.text.empty()) return expand(tree, part.of);
  const auto rank = [&](const Name& level) {
    return std::ranges::find(tree.levels, level.text, &Name::text) - tree.levels.begin();
  };
  std::vector<std::size_t> lines;
  for (std::size_t line = 0; line < tree.lines.size(); ++line) {
    const Name& level = tree.lines[line].level;
    if (!level.text.empty() && rank(level) >= rank(part.level_at_least)) lines.push_back(line);
  }
  return lines;
}

}  // namespace skranke::policy
