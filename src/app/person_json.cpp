#include "app/person_json.hpp"

#include <string>
#include <utility>

#include <boost/json.hpp>

namespace skranke::app {
namespace {

namespace json = boost::json;

void put(std::string& text, int value, std::size_t width) {
  const std::string digits = std::to_string(value);
  text.append(width - std::min(width, digits.size()), '0').append(digits);
}

json::value of(const cpr::Date& date) {
  if (!date.known()) return nullptr;
  std::string text;
  put(text, date.year, 4);
  put(text.append("-"), date.month, 2);
  put(text.append("-"), date.day, 2);
  if (date.minute >= 0) {
    put(text.append("T"), date.minute / 60, 2);
    put(text.append(":"), date.minute % 60, 2);
  }
  if (date.uncertain) text.append("?");
  return json::string(text);
}

// In round brackets: in braces a value becomes an array of one.
json::value of(const std::string& text) {
  if (text.empty()) return nullptr;
  return json::string(text);
}
json::value of(const cpr::PersonalText& text) { return of(text.reveal()); }
json::value of(const cpr::CprNumber& number) { return json::string(number.reveal()); }
json::value of(const std::optional<cpr::CprNumber>& number) {
  if (!number) return nullptr;
  return of(*number);
}
json::value of_mark(char mark) {
  if (mark == ' ') return nullptr;
  return json::string(1, mark);
}

json::value of(cpr::Correction correction) {
  switch (correction) {
    case cpr::Correction::none:
      return nullptr;
    case cpr::Correction::corrected:
      return "corrected";
    case cpr::Correction::annulled:
      return "annulled";
  }
  std::unreachable();
}

json::value of(const cpr::Name& name) {
  return json::object{{"given", of(name.given)},
                      {"given_mark", of_mark(name.given_mark)},
                      {"middle", of(name.middle)},
                      {"middle_mark", of_mark(name.middle_mark)},
                      {"family", of(name.family)},
                      {"family_mark", of_mark(name.family_mark)},
                      {"from", of(name.from)},
                      {"to", of(name.to)},
                      {"correction", of(name.correction)}};
}

json::value of(const cpr::Address& address) {
  return json::object{{"municipality", of(address.municipality)},
                      {"road", of(address.road)},
                      {"road_name", of(address.road_name)},
                      {"house", of(address.house)},
                      {"floor", of(address.floor)},
                      {"door", of(address.door)},
                      {"postcode", of(address.postcode)},
                      {"postal_district", of(address.postal_district)},
                      {"from", of(address.from)},
                      {"to", of(address.to)},
                      {"from_municipality", of(address.from_municipality)},
                      {"in_municipality_since", of(address.in_municipality_since)},
                      {"correction", of(address.correction)}};
}

json::value of(const cpr::ProtectionEntry& entry) {
  const auto kind = [&]() -> json::string {
    switch (entry.kind) {
      case cpr::Protection::name_and_address:
        return "name-and-address";
      case cpr::Protection::local_directory:
        return "local-directory";
      case cpr::Protection::marketing:
        return "marketing";
      case cpr::Protection::research:
        return "research";
    }
    std::unreachable();
  }();
  return json::object{{"kind", kind}, {"from", of(entry.from)}, {"to", of(entry.to)}};
}

json::value of(const cpr::StayAbroad& stay) {
  return json::object{{"country", of(stay.country)},
                      {"left", of(stay.left)},
                      {"returned", of(stay.returned)},
                      {"returned_from", of(stay.returned_from)},
                      {"correction", of(stay.correction)}};
}

json::value of(const cpr::CivilStatus& status) {
  return json::object{{"code", of_mark(status.code)},
                      {"spouse", of(status.spouse)},
                      {"spouse_born", of(status.spouse_born)},
                      {"spouse_name", of(status.spouse_name)},
                      {"from", of(status.from)},
                      {"to", of(status.to)},
                      {"correction", of(status.correction)}};
}

json::value of(const cpr::Parent& parent) {
  return json::object{{"number", of(parent.number)}, {"born", of(parent.born)}, {"name", of(parent.name)}};
}

json::value of(const cpr::Citizenship& citizenship) {
  return json::object{{"country", of(citizenship.country)},
                      {"from", of(citizenship.from)},
                      {"to", of(citizenship.to)},
                      {"correction", of(citizenship.correction)}};
}

json::value of(const cpr::Custody& custody) {
  return json::object{{"relation", custody.relation},
                      {"holder", of(custody.holder)},
                      {"from", of(custody.from)},
                      {"to", of(custody.to)}};
}

json::value of(const cpr::FormerNumber& former) {
  return json::object{{"number", of(former.number)}, {"from", of(former.from)}, {"to", of(former.to)}};
}

template <class T>
json::value list(const std::vector<T>& values) {
  json::array array;
  for (const T& value : values) array.push_back(of(value));
  return array;
}

template <class T>
json::value maybe(const std::optional<T>& value) {
  if (!value) return nullptr;
  return of(*value);
}

json::value status_code(cpr::Status status) {
  std::string text;
  put(text, static_cast<int>(status), 2);
  return json::string(text);
}

json::object counts(const std::map<std::string, std::int64_t>& values) {
  json::object object;
  for (const auto& [key, count] : values) object[key] = count;
  return object;
}

bool is_empty(const json::value& value) {
  return value.is_null() || (value.is_array() && value.get_array().empty()) ||
         (value.is_object() && value.get_object().empty());
}

// Takes out what says where somebody lives or lived, each by its own kind of nothing.
void withhold_addresses(json::object& person) {
  json::array withheld;
  for (const std::string_view key :
       {"address", "contact_address", "abroad", "former_addresses", "former_stays_abroad"}) {
    json::value& value = person.at(key);
    if (value.is_array())
      value = json::array{};
    else
      value = nullptr;
    withheld.emplace_back(key);
  }
  person["withheld"] = std::move(withheld);
}

std::string scalar(const json::value& value) {
  return value.is_string() ? std::string{value.get_string()} : json::serialize(value);
}

void write_lines(std::string& text, const json::value& value, std::size_t depth);

void write_entry(std::string& text, std::string_view key, const json::value& value, std::size_t depth) {
  if (is_empty(value)) return;
  text.append(depth * 2, ' ').append(key).append(":");
  if (value.is_structured()) {
    text.append("\n");
    write_lines(text, value, depth + 1);
  } else {
    text.append(" ").append(scalar(value)).append("\n");
  }
}

void write_lines(std::string& text, const json::value& value, std::size_t depth) {
  if (const auto* object = value.if_object()) {
    for (const auto& [key, entry] : *object) write_entry(text, key, entry, depth);
    return;
  }
  for (const json::value& entry : value.as_array()) {
    if (entry.is_structured()) {
      std::string inner;
      write_lines(inner, entry, depth + 1);
      if (!inner.empty()) inner.replace(depth * 2, 2, "- ");
      text.append(inner);
    } else {
      text.append(depth * 2, ' ').append("- ").append(scalar(entry)).append("\n");
    }
  }
}

}  // namespace

boost::json::object json_of(const desk::Found& found, Addresses addresses) {
  const cpr::Person& person = found.person;
  json::object told{{"person_id", of(found.person_id)},
                    {"as_of", of(found.as_of)},
                    {"number", of(person.number)},
                    {"current_number", of(person.current_number)},
                    {"status", status_code(person.status)},
                    {"status_from", of(person.status_from)},
                    {"sex", person.sex == proofing::Sex::female ? "female" : "male"},
                    {"born", of(person.born)},
                    {"name", maybe(person.name)},
                    {"addressing_name", of(person.addressing_name)},
                    {"address", maybe(person.address)},
                    {"contact_address", list(person.contact_address)},
                    {"protections", list(person.protections)},
                    {"abroad", maybe(person.abroad)},
                    {"disappeared", of(person.disappeared)},
                    {"birth_authority", of(person.birth_authority)},
                    {"birth_place", of(person.birth_place)},
                    {"citizenship", maybe(person.citizenship)},
                    {"church", of_mark(person.church)},
                    {"civil_status", maybe(person.civil_status)},
                    {"separated", of(person.separated)},
                    {"children", list(person.children)},
                    {"mother", of(person.mother)},
                    {"father", of(person.father)},
                    {"custody", list(person.custody)},
                    {"under_guardianship", person.under_guardianship},
                    {"guardian", of(person.guardian)},
                    {"credit_warning_from", of(person.credit_warning_from)},
                    {"former_numbers", list(person.former_numbers)},
                    {"former_addresses", list(person.former_addresses)},
                    {"former_stays_abroad", list(person.former_stays_abroad)},
                    {"former_names", list(person.former_names)},
                    {"former_citizenships", list(person.former_citizenships)},
                    {"former_civil_statuses", list(person.former_civil_statuses)},
                    {"refused_records", list(person.refused_records)}};
  if (addresses == Addresses::withheld) withhold_addresses(told);
  return told;
}

boost::json::object json_of(const storage::RegisterStats& stats) {
  json::array deliveries;
  std::int64_t quarantined = 0;
  for (const storage::DeliveryRow& row : stats.deliveries) {
    quarantined += row.quarantined;
    deliveries.push_back(json::object{{"number", row.number},
                                      {"task", row.task},
                                      {"produced", row.produced},
                                      {"imported_at", row.imported_at},
                                      {"replaces", row.replaces},
                                      {"records", row.records},
                                      {"persons", row.persons},
                                      {"quarantined", row.quarantined}});
  }
  return {{"persons", stats.persons},
          {"statuses", counts(stats.statuses)},
          {"records", counts(stats.records)},
          {"quarantined", quarantined},
          {"deliveries", std::move(deliveries)}};
}

std::string lines_of(const boost::json::value& value) {
  std::string text;
  write_lines(text, value, 0);
  return text;
}

}  // namespace skranke::app
