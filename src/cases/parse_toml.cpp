// The list of security features, and how long what is kept, from TOML.
#include <algorithm>
#include <array>
#include <set>

#include "base/toml_reader.hpp"
#include "cases/features.hpp"
#include "cases/retention.hpp"

namespace skranke::cases {
namespace {

constexpr std::size_t bytes_max = 64UL * 1024;

std::vector<std::string> plain(const std::vector<base::Name>& names) {
  std::vector<std::string> texts;
  for (const base::Name& name : names) texts.push_back(name.text);
  return texts;
}

// One table; a kind in a form has one set.
FeatureSet read_set(const toml::table& table, std::set<std::string>& known, base::Findings& findings) {
  base::TableReader reader{table, "[[features]]", findings};
  FeatureSet set;
  const auto kinds = reader.texts("kinds");
  const auto form = reader.text("form");
  const auto ids = reader.texts("ids");
  if (form && form->text != "physical" && form->text != "app")
    findings.add(form->where, "form: expected physical or app");
  if (form) set.form = form->text;
  for (const base::Name& kind : kinds)
    if (!known.insert(kind.text + "/" + set.form).second)
      findings.add(kind.where,
                   "\"" + kind.text + "\" has features in this form already; expected each kind once");
  set.kinds = plain(kinds);
  set.ids = plain(ids);
  const std::set<std::string> different{set.ids.begin(), set.ids.end()};
  if (different.size() != set.ids.size() || different.size() < features_drawn)
    findings.add(reader.where(), "ids: expected at least 3 features, each once");
  return set;
}

Retention read_class(const toml::table& table, std::set<std::string>& known, base::Findings& findings) {
  base::TableReader reader{table, "[[class]]", findings};
  Retention retention;
  const auto id = reader.text("id");
  retention.days = reader.whole("days", 1, retention_days_max, false);
  if (const auto source = reader.text("source", reader.has("days"))) retention.source = source->text;
  if (!id) return retention;
  const auto* const found = std::ranges::find(field_classes, id->text, &NamedClass::name);
  if (found == field_classes.end()) {
    findings.add(id->where, "id: expected working-state, record, witness-tokens or look-ups");
    return retention;
  }
  if (!known.insert(id->text).second)
    findings.add(id->where, "\"" + id->text + "\" has a table already; expected each class once");
  retention.field_class = found->field_class;
  return retention;
}

}  // namespace

std::optional<FeatureList> read_features(std::string_view file, std::string_view text,
                                         std::vector<base::Finding>& findings) {
  base::Findings found{.file = file, .list = findings};
  const auto root = base::toml_table(text, bytes_max, found);
  if (!root) return std::nullopt;
  std::vector<FeatureSet> sets;
  std::set<std::string> known;
  {
    base::TableReader reader{*root, "the file", found};
    for (const toml::table* table : reader.tables("features")) sets.push_back(read_set(*table, known, found));
  }
  base::sort_by_place(findings);
  if (!findings.empty()) return std::nullopt;
  return FeatureList{std::move(sets)};
}

std::optional<std::vector<Retention>> read_retention(std::string_view file, std::string_view text,
                                                     std::vector<base::Finding>& findings) {
  base::Findings found{.file = file, .list = findings};
  const auto root = base::toml_table(text, bytes_max, found);
  if (!root) return std::nullopt;
  std::vector<Retention> all;
  std::set<std::string> known;
  {
    base::TableReader reader{*root, "the file", found};
    for (const toml::table* table : reader.tables("class")) all.push_back(read_class(*table, known, found));
    for (const NamedClass& each : field_classes)
      if (!known.contains(std::string{each.name}))
        found.add(reader.where(), "expected a [[class]] with the id \"" + std::string{each.name} + "\"");
  }
  base::sort_by_place(findings);
  if (!findings.empty()) return std::nullopt;
  return all;
}

}  // namespace skranke::cases
