#include "app/policy_text.hpp"

#include <algorithm>

#include "base/civil.hpp"
#include "policy/check_tree.hpp"

namespace skranke::app {
namespace {

using policy::Name;
using policy::Tree;

class Writer {
 public:
  Writer(const Tree& tree, const Texts& texts) : tree_{tree}, texts_{texts} {
    if (!tree.witness) return;
    age_ = std::to_string(tree.witness->age_years_min.value);
    mitid_days_ = std::to_string(tree.witness->mitid_days_more_than.value);
    times_ = std::to_string(tree.witness->quota_times);
    days_ = std::to_string(tree.witness->quota_days);
  }

  std::string write() {
    out_ = text("title") + "\n" + tree_.id.text + " " + tree_.version.text + " (" +
           base::format_day(tree_.effective) + ")\n\n";
    for (const Name& clause : tree_.guidance) put(clause.text, text("clause." + clause.text));
    for (const policy::List& list : tree_.lists) put_list(list);
    out_ += "\n";
    for (const policy::Exclusion& exclusion : tree_.exclusions)
      put(exclusion.clause.text, text("clause." + exclusion.clause.text));
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string text(std::string_view key) const {
    return texts_.get("policy." + tree_.id.text + "." + std::string{key},
                      {{"age", age_}, {"mitid_days", mitid_days_}, {"times", times_}, {"days", days_}});
  }

  void put(std::string_view id, std::string_view words) {
    out_.append(id).append(id.size() < 6 ? 6 - id.size() : 1, ' ').append(words).append("\n");
  }

  void put_names(const std::vector<Name>& names) {
    for (const Name& name : names) {
      const auto line = std::ranges::find_if(
          tree_.lines, [&](const policy::Line& entry) { return entry.id.text == name.text; });
      if (line != tree_.lines.end()) {
        put(name.text, line_text(tree_, *line, texts_));
        continue;
      }
      const auto group = std::ranges::find_if(
          tree_.groups, [&](const policy::Group& entry) { return entry.id.text == name.text; });
      if (group == tree_.groups.end()) continue;
      out_ += "\n" + text("group." + name.text) + "\n";
      put_names(group->of);
    }
  }

  // What a part takes, by name.
  [[nodiscard]] std::vector<Name> names_of(const policy::Part& part) const {
    if (part.level_at_least.text.empty()) return part.of;
    std::vector<Name> names;
    for (const std::size_t line : policy::lines_of(tree_, part)) names.push_back(tree_.lines[line].id);
    return names;
  }

  void put_list(const policy::List& list) {
    out_ += "\n" + list.id.text + ": " + text("list." + list.id.text) + "\n";
    for (const policy::Part& part : list.take) put_names(names_of(part));
  }

  const Tree& tree_;
  const Texts& texts_;
  std::string age_;
  std::string mitid_days_;
  std::string times_;
  std::string days_;
  std::string out_;
};

}  // namespace

std::string line_text(const Tree& tree, const policy::Line& line, const Texts& texts) {
  std::string months;
  for (const policy::Accepts& accepts : line.accepts) {
    if (accepts.require.months_old_max) months = std::to_string(*accepts.require.months_old_max);
  }
  return texts.get("policy." + tree.id.text + ".line." + line.id.text, {{"months", months}});
}

std::string policy_text(const Tree& tree, const Texts& texts) { return Writer{tree, texts}.write(); }

}  // namespace skranke::app
