#include "app/difference_text.hpp"

#include <algorithm>

namespace skranke::app {
namespace {

using policy::Space;
using policy::StateBox;
using proofing::Fact;

// What is taken for granted of a document, and told only where it is otherwise.
std::string_view granted(Fact fact) {
  switch (fact) {
    case Fact::form:
      return "physical";
    case Fact::temporary:
      return "no";
    case Fact::name_matches:
      return "yes";
    case Fact::expires:
      return "not-before-visit";
    case Fact::issuer:
    case Fact::photo:
    case Fact::cpr_number:
    case Fact::authority:
    case Fact::issued:
    case Fact::income_year:
    case Fact::validity:
    case Fact::born:
    case Fact::activity:
    case Fact::fraud:
    case Fact::verification:
      break;
  }
  return {};
}

class Words {
 public:
  Words(const std::string& policy_id, const Space& space, const Texts& texts)
      : policy_id_{policy_id}, space_{space}, texts_{texts} {}

  [[nodiscard]] std::string sentence(const policy::Difference& difference, bool is_witness) const {
    std::vector<std::string> documents;
    for (const policy::AnyOf& any : difference.documents) documents.push_back(any_of(any));
    const std::string all = joined(documents, "plus");
    std::string what = documents.size() == 1 ? texts_.get("diff.alone", {{"document", all}})
                                             : texts_.get("diff.together", {{"documents", all}});
    if (!difference.applicant.empty()) what += ", " + any_of(difference.applicant);
    if (is_witness) what = texts_.get("diff.witness_documents", {{"documents", what}});
    std::string line = texts_.get("diff.line", {{"what", what},
                                                {"before", verdict(difference.is_accepted_before)},
                                                {"after", verdict(difference.is_accepted_after)}});
    if (difference.places.size() == space_.places().size()) return line;
    std::vector<std::string> places;
    for (const std::size_t place : difference.places)
      places.push_back(texts_.get("policy." + policy_id_ + ".place." + space_.places()[place]));
    return line + texts_.get("diff.at", {{"places", joined(places, "or")}});
  }

 private:
  [[nodiscard]] std::string verdict(bool accepted) const {
    return texts_.get(accepted ? "diff.accepted" : "diff.rejected");
  }

  [[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view by) const {
    std::string all;
    for (const std::string& part : parts)
      all += (all.empty() ? "" : texts_.get("diff." + std::string{by})) + part;
    return all;
  }

  [[nodiscard]] std::string any_of(const policy::AnyOf& any) const {
    std::vector<std::string> choices;
    for (const policy::DocumentClass& one : any) {
      for (const StateBox& box : space_.boxes(one.states)) {
        std::string choice = document(one.kind, box);
        if (std::ranges::find(choices, choice) == choices.end()) choices.push_back(std::move(choice));
      }
    }
    return joined(choices, "or");
  }

  [[nodiscard]] std::string document(std::size_t kind, const StateBox& box) const {
    std::string words = texts_.get("policy." + policy_id_ + ".kind." + space_.kinds()[kind]);
    for (const Fact fact : proofing::all_facts) {
      const policy::ValueSet& values = box[static_cast<std::size_t>(fact)];
      if (values.empty()) continue;
      if (fact == Fact::issuer) {
        words += ", " + issuers(box);
        continue;
      }
      std::vector<std::string> labels;
      for (std::size_t v = 0; v < space_.values(fact).size(); ++v) {
        if (values.contains(v)) labels.push_back(space_.values(fact)[v].label);
      }
      if (labels == std::vector{std::string{granted(fact)}}) continue;
      for (std::string& label : labels) label = value(fact, label);
      words += ", " + joined(labels, "or");
    }
    return words;
  }

  [[nodiscard]] std::string issuers(const StateBox& box) const {
    const policy::SomeCountries countries = space_.issuers(box);
    std::vector<std::string> names;
    for (const base::Country country : countries.named) {
      const std::string key = "diff.country." + base::country_code(country);
      names.push_back(texts_.has(key) ? texts_.get(key)
                                      : texts_.get("diff.country", {{"code", base::country_code(country)}}));
    }
    return texts_.get(countries.all_but ? "diff.issuer_not" : "diff.issuer",
                      {{"countries", joined(names, "or")}});
  }

  // Labels of issue dates hold numbers: see Space.
  [[nodiscard]] std::string value(Fact fact, const std::string& label) const {
    constexpr std::string_view between = "months-old-";
    constexpr std::string_view over = "months-old-over-";
    if (label.starts_with(over))
      return texts_.get("diff.issued.over", {{"months", std::string_view{label}.substr(over.size())}});
    if (label.starts_with(between)) {
      const std::size_t to = label.find("-to-");
      return texts_.get("diff.issued.between",
                        {{"from", std::string_view{label}.substr(between.size(), to - between.size())},
                         {"to", std::string_view{label}.substr(to + 4)}});
    }
    constexpr std::string_view age = "age-";
    constexpr std::string_view age_from = "age-from-";
    if (label.starts_with(age_from))
      return texts_.get("diff.born.from", {{"age", std::string_view{label}.substr(age_from.size())}});
    if (label.starts_with(age)) {
      const std::size_t to = label.find("-to-");
      return texts_.get("diff.born.between",
                        {{"from", std::string_view{label}.substr(age.size(), to - age.size())},
                         {"to", std::string_view{label}.substr(to + 4)}});
    }
    if (proofing::is_score(fact)) {
      return texts_.get(
          "diff.score",
          {{"score", label}, {"fact", texts_.get("fact." + std::string{proofing::name(fact)} + ".name")}});
    }
    return texts_.get("diff." + std::string{proofing::name(fact)} + "." + label);
  }

  const std::string& policy_id_;
  const Space& space_;
  const Texts& texts_;
};

std::string witness_sentence(const witness::Difference& difference, const Texts& texts) {
  const witness::Sample& sample = difference.sample;
  const std::string age = std::to_string(sample.age);
  const std::string mitid_days = std::to_string(sample.mitid_days);
  const std::string times = std::to_string(sample.earlier_times);
  const std::string ago = std::to_string(sample.earlier_days_ago);
  std::string traits;
  const auto add = [&](witness::Trait trait, std::string_view key) {
    if ((difference.traits >> static_cast<unsigned>(trait) & 1U) == 0) return;
    traits += (traits.empty() ? "" : ", ") +
              texts.get("diff.witness." + std::string{key},
                        {{"age", age}, {"days", key == "earlier" ? ago : mitid_days}, {"times", times}});
  };
  using witness::Trait;
  add(Trait::age, sample.is_a_day_short ? "age_short" : "age");
  add(Trait::mitid_days, "mitid_days");
  add(Trait::mitid_absent, "mitid_absent");
  add(Trait::professional, "professional");
  add(Trait::applicant, "applicant");
  add(Trait::officer, "officer");
  add(Trait::earlier, "earlier");
  add(Trait::documents, sample.papers == witness::Papers::none ? "none" : "without-picture");
  const auto verdict = [&](bool eligible) {
    return texts.get(eligible ? "diff.eligible" : "diff.not-eligible");
  };
  const std::string what =
      traits.empty() ? texts.get("diff.witness.any") : texts.get("diff.witness.some", {{"traits", traits}});
  return texts.get("diff.line", {{"what", what},
                                 {"before", verdict(difference.is_eligible_before)},
                                 {"after", verdict(difference.is_eligible_after)}});
}

}  // namespace

std::vector<std::string> difference_sentences(const std::string& policy_id, const Space& space,
                                              const std::vector<policy::Difference>& documents,
                                              const witness::Differences& witnesses, const Texts& texts) {
  std::vector<std::string> sentences;
  for (const policy::Difference& one : documents)
    sentences.push_back(Words{policy_id, space, texts}.sentence(one, false));
  if (witnesses.has_rules_before != witnesses.has_rules_after) {
    const auto rules = [&](bool has) { return texts.get(has ? "diff.rules" : "diff.no-rules"); };
    sentences.push_back(texts.get("diff.line", {{"what", texts.get("diff.witness_rules")},
                                                {"before", rules(witnesses.has_rules_before)},
                                                {"after", rules(witnesses.has_rules_after)}}));
  }
  for (const witness::Difference& one : witnesses.witnesses)
    sentences.push_back(witness_sentence(one, texts));
  for (const policy::Difference& one : witnesses.documents)
    sentences.push_back(Words{policy_id, *witnesses.pictures, texts}.sentence(one, true));
  return sentences;
}

}  // namespace skranke::app
