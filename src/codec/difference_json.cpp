#include "codec/difference_json.hpp"

#include <boost/json.hpp>

namespace skranke::codec {
namespace {

namespace json = boost::json;
using policy::Space;
using proofing::Fact;

json::value issuers_json(const policy::SomeCountries& countries) {
  json::array codes;
  for (const base::Country country : countries.named) codes.emplace_back(base::country_code(country));
  if (countries.all_but) return json::object{{"not", std::move(codes)}};
  return codes;
}

json::object box_json(const Space& space, std::size_t kind, const policy::StateBox& box) {
  json::object object{{"kind", space.kinds()[kind]}};
  for (const Fact fact : proofing::all_facts) {
    const policy::ValueSet& values = box[static_cast<std::size_t>(fact)];
    if (values.empty()) continue;
    if (fact == Fact::issuer) {
      object[proofing::name(fact)] = issuers_json(space.issuers(box));
      continue;
    }
    json::array labels;
    for (std::size_t v = 0; v < space.values(fact).size(); ++v) {
      if (values.contains(v)) labels.emplace_back(space.values(fact)[v].label);
    }
    object[proofing::name(fact)] = std::move(labels);
  }
  return object;
}

json::value stated(const proofing::Document& document, Fact fact) {
  switch (fact) {
    case Fact::issuer:
      return json::string{base::country_code(document.issuer)};
    case Fact::form:
      return json::value(proofing::form_names[static_cast<std::size_t>(document.form)]);
    case Fact::authority:
      return json::value(proofing::authority_names[static_cast<std::size_t>(document.authority)]);
    case Fact::expires:
      return json::string{base::format_day(document.expires)};
    case Fact::issued:
      return json::string{base::format_day(document.issued)};
    case Fact::income_year:
      return document.income_year;
    case Fact::born:
      return json::string{base::format_day(document.born)};
    case Fact::validity:
    case Fact::activity:
    case Fact::fraud:
    case Fact::verification:
      return document.score_place(proofing::score_index(fact)) - 1;
    case Fact::photo:
    case Fact::cpr_number:
    case Fact::temporary:
    case Fact::name_matches:
      break;
  }
  return document.flag(fact) == proofing::Tri::yes;
}

bool has_applicant(const policy::Difference& difference) { return !difference.applicant.empty(); }

// One document of the class, or the applicant, as a case states it.
json::object facts_json(const Space& space, const policy::DocumentClass& one) {
  const std::size_t program = space.kind_in(0, one.kind) ? 0 : 1;
  const proofing::Document document = space.document(program, one.kind, one.states.front());
  json::object object{{"kind", space.kinds()[one.kind]}};
  for (const Fact fact : proofing::all_facts) {
    if (document.knows(fact)) object[proofing::name(fact)] = stated(document, fact);
  }
  return object;
}

json::array choices_json(const Space& space, const policy::AnyOf& any) {
  json::array choices;
  for (const policy::DocumentClass& one : any) {
    for (const policy::StateBox& box : space.boxes(one.states))
      choices.emplace_back(box_json(space, one.kind, box));
  }
  return choices;
}

json::object case_json(const Space& space, const policy::Difference& difference) {
  json::array documents;
  for (const policy::AnyOf& any : difference.documents)
    documents.emplace_back(facts_json(space, any.front()));
  json::object whole{{"date", base::format_day(space.visit())},
                     {"centre", space.places()[difference.places.front()]},
                     {"documents", std::move(documents)}};
  if (has_applicant(difference)) {
    json::object applicant = facts_json(space, difference.applicant.front());
    applicant.erase("kind");
    whole["applicant"] = std::move(applicant);
  }
  return whole;
}

json::object document_json(const Space& space, const policy::Difference& difference, std::string_view asked) {
  json::array places;
  for (const std::size_t place : difference.places) places.emplace_back(space.places()[place]);
  json::array documents;
  for (const policy::AnyOf& any : difference.documents) {
    documents.emplace_back(json::object{{"any_of", choices_json(space, any)}});
  }
  const auto verdict = [](bool accepted) { return accepted ? "accepted" : "rejected"; };
  json::object object{{"asked", asked},
                      {"before", verdict(difference.is_accepted_before)},
                      {"after", verdict(difference.is_accepted_after)},
                      {"places", std::move(places)},
                      {"documents", std::move(documents)},
                      {"example", case_json(space, difference)}};
  if (has_applicant(difference))
    object["applicant"] = {{"any_of", choices_json(space, difference.applicant)}};
  return object;
}

json::object witness_json(const witness::Difference& difference, base::Day visit) {
  const witness::Sample& sample = difference.sample;
  base::YearMonthDay born = base::date_from(visit);
  born.year -= sample.age;
  json::array earlier;
  for (std::int32_t i = 0; i < sample.earlier_times; ++i)
    earlier.emplace_back(base::format_day(visit - sample.earlier_days_ago));
  const auto papers = [&] {
    switch (sample.papers) {
      case witness::Papers::with_picture:
        return "with-picture";
      case witness::Papers::without_picture:
        return "without-picture";
      case witness::Papers::none:
        return "none";
    }
    std::unreachable();
  };
  const auto verdict = [](bool eligible) { return eligible ? "eligible" : "not-eligible"; };
  return {{"asked", "witness"},
          {"before", verdict(difference.is_eligible_before)},
          {"after", verdict(difference.is_eligible_after)},
          {"documents", papers()},
          {"example",
           {{"date", base::format_day(visit)},
            {"witness",
             {{"born", base::format_day(base::day_from(born) + (sample.is_a_day_short ? 1 : 0))},
              {"mitid_since", base::format_day(visit - sample.mitid_days)},
              {"mitid_present", sample.has_mitid},
              {"professional", sample.is_professional},
              {"is_applicant", sample.is_applicant},
              {"is_officer", sample.is_officer},
              {"earlier", std::move(earlier)}}}}}};
}

}  // namespace

std::string differences_json(const Space& space, const std::vector<policy::Difference>& documents,
                             const witness::Differences& witnesses) {
  json::array all;
  for (const policy::Difference& one : documents) all.emplace_back(document_json(space, one, "applicant"));
  if (witnesses.has_rules_before != witnesses.has_rules_after) {
    const auto rules = [](bool has) { return has ? "rules" : "no-rules"; };
    all.emplace_back(json::object{{"asked", "witness"},
                                  {"before", rules(witnesses.has_rules_before)},
                                  {"after", rules(witnesses.has_rules_after)}});
  }
  for (const witness::Difference& one : witnesses.witnesses)
    all.emplace_back(witness_json(one, space.visit()));
  for (const policy::Difference& one : witnesses.documents)
    all.emplace_back(document_json(*witnesses.pictures, one, "witness-documents"));
  return json::serialize(all);
}

}  // namespace skranke::codec
