#include "reading/account.hpp"

#include <algorithm>

#include "policy/check_tree.hpp"
#include "reading/demands.hpp"

namespace skranke::reading {
namespace {

using policy::Name;
using policy::Tree;

void put_names(const Wording& wording, const std::vector<Name>& names, const std::string& heading,
               std::vector<Block>& blocks) {
  const Tree& tree = wording.tree();
  bool is_open = false;
  for (const Name& name : names) {
    const auto line = std::ranges::find_if(
        tree.lines, [&](const policy::Line& entry) { return entry.id.text == name.text; });
    if (line != tree.lines.end()) {
      if (!is_open) blocks.push_back({.heading = heading, .lines = {}});
      is_open = true;
      blocks.back().lines.push_back({.id = name.text, .text = wording.line(*line)});
      continue;
    }
    const auto group = std::ranges::find_if(
        tree.groups, [&](const policy::Group& entry) { return entry.id.text == name.text; });
    if (group == tree.groups.end()) continue;
    const std::string own = wording.group(name.text);
    put_names(wording, group->of, heading.empty() ? own : own + " (" + heading + ")", blocks);
    is_open = false;
  }
}

// What a part takes, by name.
std::vector<Name> names_of(const Tree& tree, const policy::Part& part) {
  if (part.level_at_least.text.empty()) return part.of;
  std::vector<Name> names;
  for (const std::size_t line : policy::lines_of(tree, part)) names.push_back(tree.lines[line].id);
  return names;
}

void put(std::string& out, std::string_view id, std::string_view words) {
  out.append(id).append(id.size() < 6 ? 6 - id.size() : 1, ' ').append(words).append("\n");
}

}  // namespace

Account account_of(const Wording& wording) {
  const Tree& tree = wording.tree();
  Account account{.title = wording.title(), .guidance = {}, .lists = {}, .exclusions = {}};
  for (const Name& clause : tree.guidance)
    account.guidance.push_back({.id = clause.text, .text = wording.clause(clause.text)});
  for (const policy::List& list : tree.lists) {
    ListAccount told{.id = list.id.text, .heading = wording.list(list.id.text), .blocks = {}, .notes = {}};
    for (const policy::Part& part : list.take) {
      put_names(wording, names_of(tree, part),
                is_told(list, part) ? std::string{} : part_words(wording, list, part), told.blocks);
    }
    told.notes = list_notes(wording, list);
    account.lists.push_back(std::move(told));
  }
  for (const policy::Exclusion& exclusion : tree.exclusions)
    account.exclusions.push_back(
        {.id = exclusion.clause.text, .text = wording.clause(exclusion.clause.text)});
  return account;
}

std::string plain_text(const Wording& wording) {
  const Tree& tree = wording.tree();
  const Account account = account_of(wording);
  std::string out = account.title + "\n" + tree.id.text + " " + tree.version.text + " (" +
                    base::format_day(tree.effective) + ")\n";
  for (const std::string& sentence : wording.unknown()) out += sentence + "\n";
  out += "\n";
  for (const Sentence& clause : account.guidance) put(out, clause.id, clause.text);
  for (const ListAccount& list : account.lists) {
    out += "\n" + list.id + ": " + list.heading + "\n";
    for (const Block& block : list.blocks) {
      if (!block.heading.empty()) out += "\n" + block.heading + "\n";
      for (const Sentence& line : block.lines) put(out, line.id, line.text);
    }
    for (const std::string& note : list.notes) out += "* " + note + "\n";
  }
  if (!account.exclusions.empty()) out += "\n";
  for (const Sentence& exclusion : account.exclusions) put(out, exclusion.id, exclusion.text);
  return out;
}

}  // namespace skranke::reading
