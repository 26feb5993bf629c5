#include "policy/parse_toml.hpp"

#include "base/limits.hpp"
#include "base/toml_reader.hpp"

namespace skranke::policy {
namespace {

using base::Findings;
using base::TableReader;
using proofing::Authority;
using proofing::Form;

constexpr std::int32_t months_limit = 1200;
constexpr std::size_t parts_max = 8;  // of one list
constexpr std::int32_t points_limit = 10'000;

// A string, or an array of strings, each one of `names` from index 1 on (0 is "unknown").
template <class Value, std::size_t n>
std::vector<Value> values_of(TableReader& table, std::string_view key,
                             const std::array<std::string_view, n>& names) {
  std::vector<Value> values;
  const toml::node* node = table.get(key, false, "");
  if (node == nullptr) return values;
  std::vector<Name> written;
  if (node->is_array()) {
    written = table.texts_of(*node, key);
    if (node->as_array()->empty()) table.wrong(*node, key, "at least one value");
  } else if (auto one = table.text_of(*node, key)) {
    written.push_back(std::move(*one));
  }
  for (const Name& name : written) {
    const auto* const found = std::find(names.begin() + 1, names.end(), name.text);
    if (found == names.end()) {
      std::string text = std::string{key} + ": \"" + name.text + "\" is unknown; expected one of:";
      for (std::size_t i = 1; i < n; ++i) text.append(" ").append(names[i]);
      table.findings().add(name.where, std::move(text));
    } else {
      values.push_back(static_cast<Value>(found - names.begin()));
    }
  }
  return values;
}

std::optional<Issuers> issuers_of(TableReader& table) {
  const toml::node* node = table.get("issuer", false, "");
  if (node == nullptr) return std::nullopt;
  Issuers issuers;
  const toml::node* countries = node;
  if (const auto* complement = node->as_table()) {
    issuers.all_but = true;
    TableReader reader{*complement, "issuer", table.findings()};
    countries = reader.get("not", true, "an array of country codes");
    if (countries == nullptr) return std::nullopt;
  }
  issuers.countries = table.texts_of(*countries, "issuer");
  if (issuers.countries.empty()) table.wrong(*node, "issuer", "at least one country");
  for (const Name& country : issuers.countries) {
    if (!base::parse_country(country.text)) {
      table.findings().add(
          country.where,
          "issuer: \"" + country.text + "\" is unknown; expected an ISO 3166-1 alpha-2 code in capitals");
    }
  }
  return issuers;
}

// A score that is asked for; 0 where none is.
std::int32_t score_of(TableReader& table, std::string_view key) {
  return table.whole(key, 1, proofing::score_max, false).value_or(0);
}

// Reads the keys that are facts; other keys stay for the caller.
Requirement requirement_of(TableReader& table) {
  Requirement require;
  require.where = table.where();
  require.issuer = issuers_of(table);
  require.forms = values_of<Form>(table, "form", proofing::form_names);
  require.authorities = values_of<Authority>(table, "authority", proofing::authority_names);
  for (std::size_t i = 0; i < proofing::flag_facts.size(); ++i) {
    require.flags[i] = table.yes_no(proofing::name(proofing::flag_facts[i]), false);
  }
  if (auto expires = table.text("expires", false)) {
    require.expires_not_before_visit = expires->text == "not-before-visit";
    if (!require.expires_not_before_visit) {
      table.findings().add(expires->where, "expires: expected \"not-before-visit\"");
    }
  }
  if (const toml::table* issued = table.table("issued", false)) {
    TableReader reader{*issued, "issued", table.findings()};
    require.months_old_max = reader.whole("months_old_max", 0, months_limit);
  }
  if (auto year = table.text("income_year", false)) {
    if (year->text == "current") {
      require.income_year_back = 0;
    } else if (year->text == "previous") {
      require.income_year_back = 1;
    } else {
      table.findings().add(year->where, "income_year: expected \"current\" or \"previous\"");
    }
  }
  require.scores_min[proofing::score_index(proofing::Fact::validity)] = score_of(table, "validity");
  return require;
}

std::optional<OfApplicant> applicant_of(TableReader& from) {
  const toml::table* found = from.table("applicant", false);
  if (found == nullptr) return std::nullopt;
  TableReader table{*found, "applicant", from.findings()};
  OfApplicant applicant;
  applicant.where = table.where();
  applicant.age_years_min = table.whole("age_years_min", 1, 150, false).value_or(0);
  applicant.age_years_below = table.whole("age_years_below", 1, 150, false).value_or(0);
  applicant.scores_min[proofing::score_index(proofing::Fact::activity)] = score_of(table, "activity");
  applicant.scores_min[proofing::score_index(proofing::Fact::fraud)] = score_of(table, "fraud");
  applicant.scores_min[proofing::score_index(proofing::Fact::verification)] = score_of(table, "verification");
  if (!applicant.asks())
    table.findings().add(applicant.where, "applicant: asks nothing; expected an age or a score");
  return applicant;
}

std::vector<Accepts> accepts_of(TableReader& table, std::string_view key, bool required) {
  std::vector<Accepts> all;
  for (const toml::table* entry : table.tables(key, required)) {
    TableReader reader{*entry, std::string{key}, table.findings()};
    Accepts accepts;
    if (auto kind = reader.text("kind")) accepts.kind = std::move(*kind);
    accepts.require = requirement_of(reader);
    all.push_back(std::move(accepts));
  }
  return all;
}

Name name_of(TableReader& table, std::string_view key) {
  return table.text(key).value_or(Name{.text = {}, .where = table.where()});
}

// {value = 18, clause = "W2"}
WitnessRules::Whole whole_with_clause(TableReader& table, std::string_view key, std::int32_t max) {
  WitnessRules::Whole whole;
  if (const toml::table* found = table.table(key)) {
    TableReader reader{*found, std::string{key}, table.findings()};
    whole.value = reader.whole("value", 0, max).value_or(0);
    whole.clause = name_of(reader, "clause");
  }
  return whole;
}

// {value = true, clause = "W4"}: the clause, or an empty name where the value is false.
Name clause_if_true(TableReader& table, std::string_view key) {
  const toml::table* found = table.table(key);
  if (found == nullptr) return {};
  TableReader reader{*found, std::string{key}, table.findings()};
  const bool value = reader.yes_no("value").value_or(false);
  const Name clause = name_of(reader, "clause");
  return value ? clause : Name{};
}

WitnessRules witness_of(const toml::table& source, Findings& findings) {
  TableReader table{source, "[witness]", findings};
  WitnessRules rules;
  rules.clause = name_of(table, "clause");
  rules.age_years_min = whole_with_clause(table, "age_years_min", 150);
  rules.mitid_days_more_than = whole_with_clause(table, "mitid_days_more_than", 36'500);
  rules.picture_clause = clause_if_true(table, "document_with_picture");
  rules.own_mitid_clause = clause_if_true(table, "own_mitid");
  if (const toml::table* quota = table.table("quota")) {
    TableReader reader{*quota, "quota", findings};
    rules.quota_times = reader.whole("times", 1, 1000).value_or(1);
    rules.quota_days = reader.whole("days", 1, 36'500).value_or(1);
    rules.quota_clause = name_of(reader, "clause");
  }
  if (const toml::table* professional = table.table("professional")) {
    TableReader reader{*professional, "professional", findings};
    rules.professional_exempt_from = reader.texts("exempt_from");
    rules.professional_clause = name_of(reader, "clause");
  }
  if (const toml::table* chain = table.table("chain", false)) {
    TableReader reader{*chain, "chain", findings};
    rules.second_officer_from_depth = reader.whole("second_officer_from_depth", 1, 100).value_or(1);
  }
  if (const toml::table* never = table.table("never")) {
    TableReader reader{*never, "never", findings};
    rules.never = reader.texts("values");
    rules.never_clause = name_of(reader, "clause");
    for (const Name& value : rules.never) {
      if (value.text != "applicant" && value.text != "officer") {
        findings.add(value.where,
                     "never: \"" + value.text + "\" is unknown; expected \"applicant\" or \"officer\"");
      }
    }
  }
  return rules;
}

base::Day day_of(TableReader& table, std::string_view key) {
  const toml::node* node = table.get(key, true, "a date, as in 2024-01-01");
  if (node == nullptr) return 0;
  const auto* value = node->as_date();
  if (value == nullptr) {
    table.wrong(*node, key, "a date without quotation marks, as in 2024-01-01");
    return 0;
  }
  const toml::date date = value->get();
  return base::day_from({.year = date.year, .month = date.month, .day = date.day});
}

Kind kind_of(const toml::table& source, Findings& findings) {
  TableReader table{source, "[[kind]]", findings};
  Kind kind;
  kind.id = name_of(table, "id");
  if (auto picture = table.text("picture")) {
    if (picture->text == "always") {
      kind.picture = Picture::always;
    } else if (picture->text == "as-stated") {
      kind.picture = Picture::as_stated;
    } else if (picture->text != "never") {
      findings.add(picture->where, "picture: expected \"always\", \"as-stated\" or \"never\"");
    }
  }
  kind.issuers = table.texts("issuers");
  for (const Name& country : kind.issuers) {
    if (!base::parse_country(country.text)) {
      findings.add(country.where,
                   "issuers: \"" + country.text + "\" is no ISO 3166-1 alpha-2 code in capitals");
    }
  }
  return kind;
}

Condition condition_of(const toml::table& source, Findings& findings) {
  TableReader table{source, "[[condition]]", findings};
  Condition condition;
  condition.clause = name_of(table, "clause");
  if (const toml::table* require = table.table("require")) {
    TableReader reader{*require, "require", findings};
    condition.require = requirement_of(reader);
  }
  condition.except = accepts_of(table, "except", false);
  condition.is_unknown = table.yes_no("unknown", false).value_or(false);
  return condition;
}

Line line_of(const toml::table& source, Findings& findings) {
  TableReader table{source, "[[line]]", findings};
  Line line;
  line.id = name_of(table, "id");
  line.accepts = accepts_of(table, "accepts", true);
  line.only_at = table.texts("only_at", false);
  if (auto level = table.text("level", false)) line.level = std::move(*level);
  line.applicant = applicant_of(table);
  return line;
}

// What is taken, by name. A line may be written where it is named, as the table that [[line]] would have: it
// is put behind `lines`.
std::vector<Name> taken_of(TableReader& table, Findings& findings, std::vector<Line>& lines) {
  std::vector<Name> names;
  const toml::node* node = table.get("of", true, "an array of strings and lines");
  if (node == nullptr) return names;
  const auto* array = node->as_array();
  if (array == nullptr) {
    table.wrong(*node, "of", "an array of strings and lines");
    return names;
  }
  for (const toml::node& element : *array) {
    if (const auto* line = element.as_table()) {
      lines.push_back(line_of(*line, findings));
      names.push_back(lines.back().id);
    } else if (auto name = table.text_of(element, "of")) {
      names.push_back(std::move(*name));
    }
  }
  return names;
}

Group group_of(const toml::table& source, Findings& findings, std::vector<Line>& lines) {
  TableReader table{source, "[[group]]", findings};
  Group group;
  group.id = name_of(table, "id");
  group.of = taken_of(table, findings, lines);
  return group;
}

// What a list takes; `counts_points` says how its amounts are told.
Part part_of(const toml::table& source, bool counts_points, Findings& findings, std::vector<Line>& lines) {
  constexpr auto documents_max = static_cast<std::int32_t>(base::limits::combination_documents_max);
  TableReader table{source, "take", findings};
  Part part;
  part.where = table.where();
  if (counts_points) {
    part.points = table.whole("points", 1, points_limit).value_or(1);
    part.at_least = table.whole("at_least", 1, documents_max, false).value_or(0);
    part.at_most = table.whole("at_most", 1, documents_max, false).value_or(0);
  } else {
    part.count = table.whole("count", 1, documents_max).value_or(1);
  }
  if (auto level = table.text("level_at_least", false)) {
    part.level_at_least = std::move(*level);
  } else {
    part.of = taken_of(table, findings, lines);
  }
  if (const toml::table* require = table.table("require", false)) {
    TableReader reader{*require, "require", findings};
    part.require = requirement_of(reader);
  }
  return part;
}

List list_of(const toml::table& source, Findings& findings, std::vector<Line>& lines) {
  TableReader table{source, "[[list]]", findings};
  List list;
  list.id = name_of(table, "id");
  list.points = table.whole("points", 1, points_limit, false).value_or(0);
  for (const toml::table* entry : table.tables("take"))
    list.take.push_back(part_of(*entry, list.points > 0, findings, lines));
  if (list.take.size() > parts_max) {
    findings.add(list.id.where, "list \"" + list.id.text + "\" has too many parts; expected at most " +
                                    std::to_string(parts_max));
  }
  if (const toml::table* one = table.table("at_least_one", false)) {
    TableReader reader{*one, "at_least_one", findings};
    list.at_least_one = requirement_of(reader);
  }
  if (auto different = table.text("different", false)) {
    if (different->text == "line") {
      list.different = Different::lines;
    } else if (different->text == "kind") {
      list.different = Different::kinds;
    } else if (different->text == "document") {
      list.different = Different::documents;
    } else {
      findings.add(different->where, "different: expected \"line\", \"kind\" or \"document\"");
    }
  }
  list.may_share = table.yes_no("may_share", false).value_or(false);
  list.applicant = applicant_of(table);
  return list;
}

Exclusion exclusion_of(const toml::table& source, Findings& findings) {
  TableReader table{source, "[[exclusion]]", findings};
  Exclusion exclusion;
  exclusion.clause = name_of(table, "clause");
  exclusion.never_together = table.texts("never_together");
  return exclusion;
}

template <class Read>
auto each(TableReader& root, std::string_view key, Findings& findings, Read read, bool required = true) {
  std::vector<decltype(read(std::declval<const toml::table&>(), findings))> all;
  for (const toml::table* entry : root.tables(key, required)) all.push_back(read(*entry, findings));
  return all;
}

}  // namespace

std::optional<Tree> parse_toml(std::string_view text, std::string_view file, std::vector<Finding>& list) {
  Findings findings{.file = file, .list = list};
  const std::optional<toml::table> parsed = base::toml_table(text, base::limits::policy_bytes_max, findings);
  if (!parsed) return std::nullopt;
  TableReader root{*parsed, "the policy", findings};
  Tree tree;
  tree.file = file;
  tree.id = name_of(root, "id");
  tree.version = name_of(root, "version");
  tree.effective = day_of(root, "effective");
  tree.time_zone = name_of(root, "time_zone").text;
  tree.unlisted = name_of(root, "unlisted");
  tree.source = name_of(root, "source").text;
  tree.guidance = root.texts("guidance");
  tree.clauses = root.texts("clauses", false);
  tree.told_only = root.texts("told_only", false);
  tree.unknown = root.texts("unknown", false);
  for (const Name& what : tree.unknown) {
    if (what.text != unknown_effective && what.text != unknown_lines && what.text != unknown_witness)
      findings.add(what.where, "unknown: \"" + what.text +
                                   "\" is no part of a version; expected effective, lines or witness");
  }
  tree.levels = root.texts("levels", false);
  tree.places = each(root, "place", findings, [](const toml::table& source, Findings& to) {
    TableReader table{source, "[[place]]", to};
    return Place{.id = name_of(table, "id")};
  });
  tree.kinds = each(root, "kind", findings, kind_of);
  tree.conditions = each(root, "condition", findings, condition_of, false);
  tree.lines = each(root, "line", findings, line_of);
  const auto with_lines = [&tree](auto read) {
    return [&tree, read](const toml::table& source, Findings& to) { return read(source, to, tree.lines); };
  };
  tree.groups = each(root, "group", findings, with_lines(group_of), false);
  tree.lists = each(root, "list", findings, with_lines(list_of));
  tree.exclusions = each(root, "exclusion", findings, exclusion_of, false);
  if (const toml::table* witness = root.table("witness", false))
    tree.witness = witness_of(*witness, findings);
  return tree;
}

}  // namespace skranke::policy
