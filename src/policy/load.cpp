#include "policy/load.hpp"

#include <algorithm>
#include <set>

#include "policy/check_tree.hpp"
#include "policy/compile.hpp"
#include "policy/parse_toml.hpp"

namespace skranke::policy {
namespace {

// The version with everything that it can have accepted: without the conditions that nobody knows it to have
// had, and with any document enough where nobody knows its lines. Empty where all is known.
std::shared_ptr<const Edition> at_most_of(Tree tree, std::vector<Finding>& findings) {
  const bool has_more_lines = tree.is_unknown(unknown_lines);
  const auto dropped = std::erase_if(tree.conditions, &Condition::is_unknown);
  if (!has_more_lines && dropped == 0) return nullptr;
  if (has_more_lines) {
    const Name name{.text = "unknown", .where = tree.id.where};
    Line any{.id = name, .accepts = {}, .only_at = {}, .level = {}, .applicant = {}};
    for (const Kind& kind : tree.kinds) any.accepts.push_back({.kind = kind.id, .require = {}});
    tree.lines.push_back(std::move(any));
    List enough;
    enough.id = name;
    enough.take.emplace_back().of.push_back(name);
    tree.lists.push_back(std::move(enough));
  }
  std::optional<Program> program = compile(tree, findings);
  if (!program) return nullptr;
  std::optional<Program> with_picture;
  if (tree.witness && !tree.witness->picture_clause.text.empty())
    with_picture = compile_with_picture(tree, findings);
  return std::make_shared<const Edition>(Edition{.tree = std::move(tree),
                                                 .program = std::move(*program),
                                                 .with_picture = std::move(with_picture),
                                                 .at_most = {}});
}

}  // namespace

Loaded load(std::string_view text, std::string_view file) {
  Loaded loaded;
  std::optional<Tree> tree = parse_toml(text, file, loaded.findings);
  if (tree && loaded.findings.empty()) check_tree(*tree, loaded.findings);
  if (tree && loaded.findings.empty()) {
    std::optional<Program> program = compile(*tree, loaded.findings);
    std::optional<Program> with_picture;
    if (program && tree->witness && !tree->witness->picture_clause.text.empty())
      with_picture = compile_with_picture(*tree, loaded.findings);
    if (program && loaded.findings.empty()) {
      std::shared_ptr<const Edition> at_most = at_most_of(*tree, loaded.findings);
      loaded.edition = Edition{.tree = std::move(*tree),
                               .program = std::move(*program),
                               .with_picture = std::move(with_picture),
                               .at_most = std::move(at_most)};
      if (!loaded.findings.empty()) loaded.edition.reset();
    }
  }
  base::sort_by_place(loaded.findings);
  return loaded;
}

std::vector<TextKey> text_keys(const Tree& tree) {
  std::vector<TextKey> keys;
  std::set<std::string> seen;
  const auto need = [&](std::string_view what, const Name& name) {
    std::string key = "policy." + tree.id.text + "." + std::string{what} + "." + name.text;
    if (seen.insert(key).second) keys.push_back({.key = std::move(key), .where = name.where});
  };
  keys.push_back({.key = "policy." + tree.id.text + ".title", .where = tree.id.where});
  for (const Name& clause : tree.guidance) need("clause", clause);
  for (const Place& place : tree.places) need("place", place.id);
  for (const Kind& kind : tree.kinds) need("kind", kind.id);
  const auto asks_applicant = [](const auto& entry) { return entry.applicant.has_value(); };
  if (std::ranges::any_of(tree.lines, asks_applicant) || std::ranges::any_of(tree.lists, asks_applicant))
    need("kind", {.text = std::string{applicant_kind_id}, .where = tree.id.where});
  for (const Condition& condition : tree.conditions) need("clause", condition.clause);
  for (const Line& line : tree.lines) need("line", line.id);
  for (const List& list : tree.lists) {
    need("list", list.id);
    for (const Part& part : list.take) {
      for (const Name& name : part.of) {
        const bool is_group =
            std::ranges::any_of(tree.groups, [&](const Group& group) { return group.id.text == name.text; });
        if (is_group) need("group", name);
      }
    }
  }
  for (const Exclusion& exclusion : tree.exclusions) need("clause", exclusion.clause);
  if (tree.witness) {
    const WitnessRules& rules = *tree.witness;
    for (const Name* clause : {&rules.clause, &rules.age_years_min.clause, &rules.mitid_days_more_than.clause,
                               &rules.picture_clause, &rules.own_mitid_clause, &rules.quota_clause,
                               &rules.professional_clause, &rules.never_clause}) {
      if (!clause->text.empty()) need("clause", *clause);
    }
  }
  return keys;
}

}  // namespace skranke::policy
