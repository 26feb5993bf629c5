#include "app/alert_text.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>
#include <vector>

namespace skranke::app {
namespace {

using witness::Alert;
using witness::Rule;
using witness::Statement;
using witness::StatementTable;

constexpr std::size_t shown_max = 12;  // statements of one alert

// In the order of their days.
std::vector<const Statement*> evidence_of(const StatementTable& table, const Alert& alert) {
  std::vector<const Statement*> evidence;
  for (const std::uint32_t i : alert.statements) evidence.push_back(&table.statements()[i]);
  std::ranges::stable_sort(evidence, {}, &Statement::day);
  return evidence;
}

template <class Field>
std::size_t distinct(const std::vector<const Statement*>& evidence, Field Statement::* field) {
  std::set<Field> values;
  for (const Statement* each : evidence) values.insert(each->*field);
  return values.size();
}

std::string found(const StatementTable& table, const Alert& alert,
                  const std::vector<const Statement*>& evidence) {
  const std::string persons = std::to_string(alert.persons.size());
  const std::string statements = std::to_string(evidence.size());
  const std::string witness{table.people().id(evidence.front()->witness)};
  std::string text;
  switch (alert.rule) {
    case Rule::chain:
      text.append("a chain ").append(std::to_string(alert.depth));
      return text.append(
          " deep: each was vouched for by one who had been vouched for before, and no face was "
          "compared with a picture on the way.");
    case Rule::reciprocal:
      return "two who vouched for each other.";
    case Rule::cycle:
      return text.append(persons).append(" persons who vouched in a circle.");
    case Rule::dense_group:
      return text.append(persons).append(" persons who vouched among each other.");
    case Rule::star:
      text.append(witness).append(" used up every permit within days, ");
      return text.append("more than once.");
    case Rule::used_up_again:
      return text.append(witness).append(" used up every permit, window after window.");
    case Rule::same_officer:
      text.append(witness).append(" before the same officer on ");
      text.append(std::to_string(distinct(evidence, &Statement::day)));
      return text.append(" days, far more often than chance gives at that centre.");
    case Rule::centre_burst:
      text.append(witness).append(" at ");
      return text.append(std::to_string(distinct(evidence, &Statement::centre)))
          .append(" centres within days.");
    case Rule::disputed:
      text.append(witness).append(" says that ").append(statements);
      return text.append(" in their name were not theirs.");
    case Rule::professional_load:
      text.append("the professional witness ").append(witness).append(" with ").append(statements);
      return text.append(" statements on ")
          .append(std::to_string(distinct(evidence, &Statement::day)))
          .append(" full days.");
  }
  std::unreachable();
}

}  // namespace

void append_alert_text(std::string& out, const StatementTable& table, const Alert& alert) {
  const std::vector<const Statement*> evidence = evidence_of(table, alert);
  out.append(witness::name(alert.rule)).append(", ").append(base::format_day(alert.first_day));
  if (alert.last_day != alert.first_day) out.append(" to ").append(base::format_day(alert.last_day));
  out.append(": ").append(found(table, alert, evidence));
  if (alert.is_cut) out.append(" The search was cut short by its budget.");
  out.push_back('\n');
  for (std::size_t i = 0; i < std::min(evidence.size(), shown_max); ++i) {
    const Statement& each = *evidence[i];
    out.append("  ").append(base::format_day(each.day)).append("  ");
    out.append(table.people().id(each.witness)).append(" for ").append(table.people().id(each.applicant));
    out.append(", officer ").append(table.officers().id(each.officer));
    out.append(", centre ").append(table.centres().id(each.centre));
    if (each.face_bound) out.append(", face compared");
    if (each.professional) out.append(", professional");
    out.push_back('\n');
  }
  if (evidence.size() > shown_max) {
    out.append("  and ").append(std::to_string(evidence.size() - shown_max));
    out.append(" more: --json gives them all\n");
  }
  out.push_back('\n');
}

}  // namespace skranke::app
