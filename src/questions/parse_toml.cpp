#include "questions/parse_toml.hpp"

#include <set>
#include <string>
#include <utility>

#include "base/limits.hpp"
#include "base/toml_reader.hpp"

namespace skranke::questions {
namespace {

using base::Findings;
using base::Name;
using base::TableReader;

constexpr Millionths percent = certain / 100;

// The index of a text among names, or a finding.
template <std::size_t n>
std::optional<std::size_t> index_of(const Name& name, std::string_view key,
                                    const std::array<std::string_view, n>& names, Findings& findings) {
  const auto* const found = std::ranges::find(names, name.text);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  std::string text = std::string{key} + ": \"" + name.text + "\" is unknown; expected one of:";
  for (const std::string_view known : names) text.append(" ").append(known);
  findings.add(name.where, std::move(text));
  return std::nullopt;
}

template <class Value, std::size_t n>
Value value_of(TableReader& table, std::string_view key, const std::array<std::string_view, n>& names,
               Value otherwise, bool required = true) {
  const auto name = table.text(key, required);
  if (!name) return otherwise;
  const auto index = index_of(*name, key, names, table.findings());
  return index ? static_cast<Value>(*index) : otherwise;
}

std::int32_t whole(TableReader& table, std::string_view key, std::int32_t min, std::int32_t max) {
  return table.whole(key, min, max).value_or(min);
}

std::optional<Millionths> percentage(TableReader& table, std::string_view key, std::int32_t min,
                                     std::int32_t max, bool required = true) {
  const auto value = table.whole(key, min, max, required);
  return value ? std::optional{static_cast<Millionths>(*value) * percent} : std::nullopt;
}

std::vector<std::string> texts(TableReader& table, std::string_view key, bool required) {
  std::vector<std::string> all;
  for (Name& name : table.texts(key, required)) all.push_back(std::move(name.text));
  return all;
}

struct Floors {
  std::array<Millionths, class_names.size()> p_min{};
};

Compare natural(Form form, Compare text) {
  switch (form) {
    case Form::text:
      return text;
    case Form::day_month:
      return Compare::day_month;
    case Form::year:
    case Form::years:
    case Form::municipality:
    case Form::country:
      return Compare::number;
  }
  std::unreachable();
}

void read_knows(TableReader& table, Template& question) {
  const toml::table* source = table.table("knows");
  if (source == nullptr) return;
  TableReader reader{*source, "knows", table.findings()};
  for (std::size_t i = 1; i < attacker_count; ++i) {  // a stranger knows nothing
    question.knows[i] = percentage(reader, attacker_names[i], 0, 100).value_or(0);
  }
}

void read_slots(TableReader& table, Template& question) {
  const auto limit = static_cast<std::int32_t>(slots_limit);
  question.first_slot = static_cast<std::uint8_t>(table.whole("first", 1, limit, false).value_or(1));
  question.last_slot =
      static_cast<std::uint8_t>(table.whole("last", 1, limit, false).value_or(question.first_slot));
  if (question.last_slot < question.first_slot) {
    table.findings().add(table.where(), "last in [[question]]: expected a number that is not below first");
  }
}

void check(const Template& question, const TableReader& table, const std::set<std::string>& shown) {
  Findings& findings = table.findings();
  const auto say = [&](std::string text) {
    findings.add(table.where(), question.id + ": " + std::move(text));
  };
  if (question.q <= question.p_min) say("q is not above the floor of p; the answer would weigh nothing");
  if (question.options != 0 && question.form != Form::years && question.form != Form::municipality &&
      question.form != Form::country) {
    say("options: only years, municipality and country can be a choice");
  }
  if (question.form != Form::text && question.compare != natural(question.form, question.compare)) {
    say("compare: expected \"day-month\" for a day and month, and \"number\" for other forms but text");
  }
  if (question.topics.empty() && question.slot_topics.empty())
    say("has no topic; expected topics or slot_topics");
  for (const std::string& subject : question.subjects) {
    if (!shown.contains(subject)) say("subjects: no document shows \"" + subject + "\"");
  }
}

Template question_of(const toml::table& source, const Floors& floors, const std::set<std::string>& shown,
                     Findings& findings) {
  TableReader table{source, "[[question]]", findings};
  Template question;
  if (auto id = table.text("id")) question.id = std::move(id->text);
  question.fact = value_of(table, "fact", fact_names, Fact::birth_place);
  question.strength = value_of(table, "class", class_names, Class::weak);
  question.form = value_of(table, "answer", form_names, Form::text);
  question.compare = value_of(table, "compare", compare_names, Compare::folded_text);
  question.options = static_cast<std::uint8_t>(table.whole("options", 2, 12, false).value_or(0));
  read_slots(table, question);
  const Millionths floor = floors.p_min[static_cast<std::size_t>(question.strength)];
  question.p_min = std::max(floor, percentage(table, "p_min", 1, 99, false).value_or(floor));
  question.q = percentage(table, "q", 1, 99).value_or(certain - percent);
  question.subjects = texts(table, "subjects", false);
  question.topics = texts(table, "topics", false);
  question.slot_topics = texts(table, "slot_topics", false);
  question.concerns = value_of(table, "concerns", role_names, Role::nobody, false);
  question.about_address = table.yes_no("about_address", false).value_or(false);
  read_knows(table, question);
  check(question, table, shown);
  return question;
}

ShownBy document_of(const toml::table& source, Findings& findings) {
  TableReader table{source, "[[document]]", findings};
  ShownBy document;
  if (auto kind = table.text("kind")) document.kind = std::move(kind->text);
  document.subjects = texts(table, "shows", true);
  return document;
}

Floors floors_of(TableReader& root) {
  Floors floors;
  const toml::table* source = root.table("p_min");
  if (source == nullptr) return floors;
  TableReader table{*source, "[p_min]", root.findings()};
  for (std::size_t i = 0; i < class_names.size(); ++i) {
    floors.p_min[i] = percentage(table, class_names[i], 1, 99).value_or(certain / 2);
  }
  return floors;
}

void read_session(TableReader& root, Policy& policy) {
  const toml::table* source = root.table("session");
  if (source == nullptr) return;
  TableReader table{*source, "[session]", root.findings()};
  const auto limit = static_cast<std::int32_t>(questions_limit);
  policy.questions_min = static_cast<std::uint8_t>(whole(table, "questions_min", 1, limit));
  policy.questions_max = static_cast<std::uint8_t>(whole(table, "questions_max", 1, limit));
  if (policy.questions_max < policy.questions_min) {
    root.findings().add(table.where(), "questions_max: expected a number that is not below questions_min");
  }
  policy.true_pass_min = percentage(table, "true_pass_min", 1, 99).value_or(certain);
  policy.weak_max = static_cast<std::uint8_t>(whole(table, "weak_max", 0, limit));
  policy.p_max = percentage(table, "p_max", 1, 99).value_or(certain);
}

void read_modes(TableReader& root, Policy& policy) {
  policy.mode = value_of(root, "mode", mode_names, Mode::score);
  if (const toml::table* source = root.table("score")) {
    TableReader table{*source, "[score]", root.findings()};
    policy.at_least = static_cast<std::uint32_t>(whole(table, "at_least", 2, 1'000'000));
    policy.threshold = log2_up(policy.at_least);
  }
  if (const toml::table* source = root.table("count")) {
    TableReader table{*source, "[count]", root.findings()};
    policy.count.right = static_cast<std::uint8_t>(whole(table, "right", 1, 8));
    policy.count.of = static_cast<std::uint8_t>(whole(table, "of", 1, 8));
    policy.count.extra = static_cast<std::uint8_t>(whole(table, "extra", 0, 8));
    if (policy.count.right > policy.count.of) {
      root.findings().add(table.where(), "right: expected a number that is not above of");
    }
  }
}

void read_limits(TableReader& root, Policy& policy) {
  if (const toml::table* source = root.table("attempts")) {
    TableReader table{*source, "[attempts]", root.findings()};
    policy.lock_hours = whole(table, "lock_hours", 0, 100'000);
    policy.failures_max = whole(table, "failures_max", 0, 1000);
  }
  if (const toml::table* source = root.table("person")) {
    TableReader table{*source, "[person]", root.findings()};
    policy.age_years_min = whole(table, "age_years_min", 0, 150);
    policy.years_since_arrival_min = whole(table, "years_since_arrival_min", 0, 150);
    policy.small_group = static_cast<std::uint32_t>(whole(table, "small_group", 1, 1'000'000));
  }
}

void read_documents(TableReader& root, Policy& policy, std::set<std::string>& shown) {
  for (const toml::table* source : root.tables("document")) {
    ShownBy document = document_of(*source, root.findings());
    const bool twice =
        std::ranges::find(policy.documents, document.kind, &ShownBy::kind) != policy.documents.end();
    if (twice)
      root.findings().add(base::where_of(source->source()),
                          "[[document]] \"" + document.kind + "\" stands twice");
    shown.insert(document.subjects.begin(), document.subjects.end());
    policy.documents.push_back(std::move(document));
  }
}

void read_questions(TableReader& root, Policy& policy, const Floors& floors,
                    const std::set<std::string>& shown) {
  for (const toml::table* source : root.tables("question")) {
    Template question = question_of(*source, floors, shown, root.findings());
    const bool twice =
        std::ranges::find(policy.templates, question.id, &Template::id) != policy.templates.end();
    if (twice)
      root.findings().add(base::where_of(source->source()),
                          "[[question]] \"" + question.id + "\" stands twice");
    policy.templates.push_back(std::move(question));
  }
}

}  // namespace

Loaded load(std::string_view text, std::string_view file) {
  Loaded loaded;
  Findings findings{.file = file, .list = loaded.findings};
  const std::optional<toml::table> parsed = base::toml_table(text, base::limits::policy_bytes_max, findings);
  if (!parsed) return loaded;
  Policy policy;
  {
    TableReader root{*parsed, "the policy", findings};
    if (auto id = root.text("id")) policy.id = std::move(id->text);
    read_modes(root, policy);
    read_session(root, policy);
    read_limits(root, policy);
    const Floors floors = floors_of(root);
    std::set<std::string> shown;
    read_documents(root, policy, shown);
    read_questions(root, policy, floors, shown);
  }  // the reader reports what nobody read
  base::sort_by_place(loaded.findings);
  if (loaded.findings.empty()) loaded.policy = std::move(policy);
  return loaded;
}

}  // namespace skranke::questions
