#include "codec/policy_object.hpp"

namespace skranke::codec {
namespace {

namespace json = boost::json;
using policy::Name;

json::array texts(const std::vector<Name>& names) {
  json::array array;
  for (const Name& name : names) array.emplace_back(name.text);
  return array;
}

template <class Value, std::size_t n>
json::array names_of(const std::vector<Value>& values, const std::array<std::string_view, n>& names) {
  json::array array;
  for (const Value value : values) array.emplace_back(names[static_cast<std::size_t>(value)]);
  return array;
}

// Appends the facts that a requirement asks for.
void put_requirement(json::object& object, const policy::Requirement& require) {
  if (require.issuer) {
    if (require.issuer->all_but) {
      object["issuer"] = {{"not", texts(require.issuer->countries)}};
    } else {
      object["issuer"] = texts(require.issuer->countries);
    }
  }
  if (!require.forms.empty()) object["form"] = names_of(require.forms, proofing::form_names);
  for (std::size_t i = 0; i < require.flags.size(); ++i) {
    const std::optional<bool>& flag = require.flags[i];
    if (flag) object[proofing::name(proofing::flag_facts[i])] = *flag;
  }
  if (!require.authorities.empty())
    object["authority"] = names_of(require.authorities, proofing::authority_names);
  if (require.expires_not_before_visit) object["expires"] = "not-before-visit";
  if (require.months_old_max) object["issued"] = {{"months_old_max", *require.months_old_max}};
  if (require.income_year_back)
    object["income_year"] = *require.income_year_back == 0 ? "current" : "previous";
  if (const std::int32_t score = require.scores_min[0]; score > 0) object["validity"] = score;
}

json::object applicant_json(const policy::OfApplicant& applicant) {
  json::object object;
  if (applicant.age_years_min > 0) object["age_years_min"] = applicant.age_years_min;
  if (applicant.age_years_below > 0) object["age_years_below"] = applicant.age_years_below;
  for (const proofing::Fact fact : proofing::score_facts) {
    const std::int32_t score = applicant.scores_min[proofing::score_index(fact)];
    if (score > 0) object[proofing::name(fact)] = score;
  }
  return object;
}

json::object part_json(const policy::List& list, const policy::Part& part) {
  json::object object;
  if (list.points > 0) {
    object["points"] = part.points;
    if (part.at_least > 0) object["at_least"] = part.at_least;
    if (part.at_most > 0) object["at_most"] = part.at_most;
  } else {
    object["count"] = part.count;
  }
  if (part.level_at_least.text.empty()) {
    object["of"] = texts(part.of);
  } else {
    object["level_at_least"] = part.level_at_least.text;
  }
  if (part.require) {
    json::object require;
    put_requirement(require, *part.require);
    object["require"] = std::move(require);
  }
  return object;
}

// The TOML file's word; empty for what is so by itself.
std::string_view different_name(policy::Different different) {
  switch (different) {
    case policy::Different::lines_of_a_part:
      return {};
    case policy::Different::lines:
      return "line";
    case policy::Different::kinds:
      return "kind";
    case policy::Different::documents:
      return "document";
  }
  std::unreachable();
}

json::array accepts_json(const std::vector<policy::Accepts>& all) {
  json::array array;
  for (const policy::Accepts& accepts : all) {
    json::object object{{"kind", accepts.kind.text}};
    put_requirement(object, accepts.require);
    array.emplace_back(std::move(object));
  }
  return array;
}

std::string_view picture_name(policy::Picture picture) {
  switch (picture) {
    case policy::Picture::always:
      return "always";
    case policy::Picture::as_stated:
      return "as-stated";
    case policy::Picture::never:
      return "never";
  }
  std::unreachable();
}

json::array kinds_json(const policy::Tree& tree) {
  json::array kinds;
  for (const policy::Kind& kind : tree.kinds) {
    kinds.push_back(
        {{"id", kind.id.text}, {"picture", picture_name(kind.picture)}, {"issuers", texts(kind.issuers)}});
  }
  return kinds;
}

json::array lists_json(const policy::Tree& tree) {
  json::array lists;
  for (const policy::List& list : tree.lists) {
    json::array take;
    for (const policy::Part& part : list.take) take.emplace_back(part_json(list, part));
    json::object object{{"id", list.id.text}, {"take", std::move(take)}};
    if (list.at_least_one) {
      json::object require;
      put_requirement(require, *list.at_least_one);
      object["at_least_one"] = std::move(require);
    }
    if (list.points > 0) object["points"] = list.points;
    if (const std::string_view name = different_name(list.different); !name.empty())
      object["different"] = name;
    if (list.may_share) object["may_share"] = true;
    if (list.applicant) object["applicant"] = applicant_json(*list.applicant);
    lists.emplace_back(std::move(object));
  }
  return lists;
}

json::object witness_json(const policy::WitnessRules& rules) {
  const auto whole = [](const policy::WitnessRules::Whole& value) {
    return json::object{{"value", value.value}, {"clause", value.clause.text}};
  };
  json::object object{{"clause", rules.clause.text},
                      {"age_years_min", whole(rules.age_years_min)},
                      {"mitid_days_more_than", whole(rules.mitid_days_more_than)}};
  if (!rules.picture_clause.text.empty())
    object["document_with_picture"] = {{"value", true}, {"clause", rules.picture_clause.text}};
  if (!rules.own_mitid_clause.text.empty())
    object["own_mitid"] = {{"value", true}, {"clause", rules.own_mitid_clause.text}};
  object["quota"] = {
      {"times", rules.quota_times}, {"days", rules.quota_days}, {"clause", rules.quota_clause.text}};
  object["professional"] = {{"exempt_from", texts(rules.professional_exempt_from)},
                            {"clause", rules.professional_clause.text}};
  object["never"] = {{"values", texts(rules.never)}, {"clause", rules.never_clause.text}};
  if (rules.second_officer_from_depth > 0)
    object["chain"] = {{"second_officer_from_depth", rules.second_officer_from_depth}};
  return object;
}

}  // namespace

json::object policy_object(const policy::Tree& tree) {
  json::array places;
  for (const policy::Place& place : tree.places) places.emplace_back(json::object{{"id", place.id.text}});
  json::array conditions;
  for (const policy::Condition& condition : tree.conditions) {
    json::object require;
    put_requirement(require, condition.require);
    json::object object{{"clause", condition.clause.text}, {"require", std::move(require)}};
    if (condition.is_unknown) object["unknown"] = true;
    if (!condition.except.empty()) object["except"] = accepts_json(condition.except);
    conditions.emplace_back(std::move(object));
  }
  json::array lines;
  for (const policy::Line& line : tree.lines) {
    json::object object{{"id", line.id.text}, {"accepts", accepts_json(line.accepts)}};
    if (!line.only_at.empty()) object["only_at"] = texts(line.only_at);
    if (!line.level.text.empty()) object["level"] = line.level.text;
    if (line.applicant) object["applicant"] = applicant_json(*line.applicant);
    lines.emplace_back(std::move(object));
  }
  json::array groups;
  for (const policy::Group& group : tree.groups)
    groups.push_back({{"id", group.id.text}, {"of", texts(group.of)}});
  json::array exclusions;
  for (const policy::Exclusion& exclusion : tree.exclusions) {
    exclusions.push_back(
        {{"clause", exclusion.clause.text}, {"never_together", texts(exclusion.never_together)}});
  }
  json::object root{{"id", tree.id.text},
                    {"version", tree.version.text},
                    {"effective", base::format_day(tree.effective)},
                    {"time_zone", tree.time_zone},
                    {"source", tree.source},
                    {"unlisted", tree.unlisted.text},
                    {"guidance", texts(tree.guidance)},
                    {"clauses", texts(tree.clauses)},
                    {"told_only", texts(tree.told_only)},
                    {"places", std::move(places)},
                    {"kinds", kinds_json(tree)},
                    {"conditions", std::move(conditions)},
                    {"lines", std::move(lines)},
                    {"groups", std::move(groups)},
                    {"lists", lists_json(tree)},
                    {"exclusions", std::move(exclusions)}};
  if (!tree.unknown.empty()) root["unknown"] = texts(tree.unknown);
  if (!tree.levels.empty()) root["levels"] = texts(tree.levels);
  if (tree.witness) root["witness"] = witness_json(*tree.witness);
  return root;
}

}  // namespace skranke::codec
