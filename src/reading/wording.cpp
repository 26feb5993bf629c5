#include "reading/wording.hpp"

#include <cstddef>

#include "base/fill_text.hpp"

namespace skranke::reading {

Wording::Wording(const policy::Tree& tree, const Words& words) : tree_{tree}, words_{words} {
  if (!tree.witness) return;
  const policy::WitnessRules& rules = *tree.witness;
  numbers_ = {{"age", std::to_string(rules.age_years_min.value)},
              {"mitid_days", std::to_string(rules.mitid_days_more_than.value)},
              {"times", std::to_string(rules.quota_times)},
              {"days", std::to_string(rules.quota_days)}};
}

std::string Wording::text(const std::string& key, const Values& values) const {
  const std::string found = words_.text(key);
  return found.empty() ? key : base::fill_text(found, values);
}

std::string Wording::say(std::string_view key, const Values& values) const {
  return text(std::string{"read."}.append(key), values);
}

std::string Wording::own(std::string_view what, std::string_view id) const {
  std::string key = "policy." + tree_.id.text + ".";
  key.append(what);
  if (!id.empty()) key.append(".").append(id);
  return text(key, numbers_);
}

std::string Wording::line(const policy::Line& line) const {
  Values values;
  for (const policy::Accepts& accepts : line.accepts) {
    if (accepts.require.months_old_max) values["months"] = std::to_string(*accepts.require.months_old_max);
  }
  return text("policy." + tree_.id.text + ".line." + line.id.text, values);
}

std::string Wording::country(const std::string& code) const {
  const std::string name = words_.text("read.country." + code);
  return name.empty() ? code : name;
}

std::string Wording::day(base::Day day) const {
  const base::YearMonthDay date = base::date_from(day);
  return say("day",
             {{"day", std::to_string(date.day)},
              {"month", base::list_element(text("message.months"), static_cast<std::size_t>(date.month - 1))},
              {"year", std::to_string(date.year)}});
}

std::string Wording::version() const {
  if (tree_.is_unknown(policy::unknown_effective))
    return say("version_undated", {{"version", tree_.version.text}});
  return say("version", {{"version", tree_.version.text}, {"day", day(tree_.effective)}});
}

std::vector<std::string> Wording::unknown() const {
  std::vector<std::string> sentences;
  if (tree_.is_unknown(policy::unknown_lines)) sentences.push_back(say("unknown.lines"));
  if (tree_.is_unknown(policy::unknown_witness)) sentences.push_back(say("unknown.witness"));
  return sentences;
}

std::string Wording::joined(const std::vector<std::string>& parts, std::string_view last) const {
  std::string all;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) all += i + 1 == parts.size() ? " " + say(last) + " " : ", ";
    all += parts[i];
  }
  return all;
}

}  // namespace skranke::reading
