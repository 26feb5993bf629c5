#include "reference/case_json.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>

#include <boost/json.hpp>

namespace skranke::reference {
namespace {

namespace json = boost::json;

template <class Names>
std::size_t place_in(const Names& names, std::string_view text) {
  const auto found = std::ranges::find(names, text);
  if (found == names.end()) throw std::invalid_argument("no such name: " + std::string(text));
  return static_cast<std::size_t>(found - names.begin());
}

Date read_date(std::string_view text) {
  return std::stoi(std::string(text.substr(0, 4)) + std::string(text.substr(5, 2)) +
                   std::string(text.substr(8, 2)));
}

std::string write_date(Date date) {
  std::string digits = std::to_string(date);
  digits.insert(0, 8 - digits.size(), '0');
  return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2);
}

std::string country_code(Value value) {
  return {static_cast<char>(value / 256), static_cast<char>(value % 256)};
}

Value read_value(Fact fact, const json::value& value) {
  switch (fact) {
    case issuer:
      return country(std::string_view(value.as_string()));
    case form:
      return static_cast<Value>(place_in(form_names, value.as_string()));
    case authority:
      return static_cast<Value>(place_in(authority_names, value.as_string()));
    case expires:
      return value.is_null() ? never : read_date(value.as_string());
    case issued:
      return read_date(value.as_string());
    case income_year:
      return static_cast<Value>(value.as_int64());
    default:
      return value.as_bool() ? 1 : 0;
  }
}

json::value write_value(Fact fact, Value value) {
  const auto place = static_cast<std::size_t>(value);
  switch (fact) {
    case issuer:
      return json::string(country_code(value));
    case form:
      return json::value(form_names.at(place));
    case authority:
      return json::value(authority_names.at(place));
    case expires:
      return value == never ? json::value(nullptr) : json::value(write_date(value));
    case issued:
      return json::value(write_date(value));
    case income_year:
      return value;
    default:
      return value != 0;
  }
}

template <class Set, class Names>
json::array names_in(Set set, const Names& names) {
  json::array all;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if ((set >> i & 1U) != 0) all.emplace_back(names[i]);
  }
  return all;
}

}  // namespace

Case read_case(const json::object& object) {
  Case which;
  which.visit = read_date(object.at("date").as_string());
  const auto* centre = object.if_contains("centre");
  which.high_commissioner = centre != nullptr && centre->as_string() == "high-commissioner-faroe";
  for (const json::value& item : object.at("documents").as_array()) {
    Document document;
    for (const auto& [key, value] : item.as_object()) {
      if (key == "kind") {
        document.kind = static_cast<Kind>(place_in(kind_names, value.as_string()));
        continue;
      }
      const auto fact = static_cast<Fact>(place_in(fact_names, key));
      if (fact == expires || !value.is_null()) document.facts[fact] = read_value(fact, value);
    }
    which.documents.push_back(document);
  }
  return which;
}

json::object write_case(const Case& which) {
  json::array documents;
  for (const Document& document : which.documents) {
    json::object item{{"kind", kind_names.at(static_cast<std::size_t>(document.kind))}};
    for (std::size_t f = 0; f < fact_count; ++f) {
      const auto fact = static_cast<Fact>(f);
      if (document.facts[f]) item[fact_names[f]] = write_value(fact, document[fact]);
    }
    documents.push_back(item);
  }
  return {{"date", write_date(which.visit)},
          {"centre", which.high_commissioner ? "high-commissioner-faroe" : "citizen-service"},
          {"documents", documents}};
}

json::object write_answer(const Case& which, std::size_t advice_max) {
  const Answer given = answer(which);
  json::array used(given.used.begin(), given.used.end());
  json::array documents, open_facts;
  for (std::size_t i = 0; i < which.documents.size(); ++i) {
    json::array refused;
    for (const json::value& code : names_in(given.refused[i], reason_names)) {
      refused.push_back(json::object{{"code", code}});
    }
    documents.push_back(
        json::object{{"index", i}, {"lines", names_in(given.lines[i], line_names)}, {"refused", refused}});
  }
  for (const auto& [document, fact] : given.open_facts) {
    open_facts.push_back(json::object{{"document", document}, {"fact", fact_names[fact]}});
  }
  json::object object{{"verdict", outcome_names.at(static_cast<std::size_t>(given.outcome))},
                      {"list", given.list == '-' ? json::value(nullptr) : json::string(1, given.list)},
                      {"used", used},
                      {"documents", documents},
                      {"open_facts", open_facts}};
  if (advice_max == 0) return object;
  json::array sets;
  for (const auto& set : advice(which)) {
    if (sets.size() == advice_max) break;
    json::array add;
    for (const std::size_t line : set) add.emplace_back(line_names[line]);
    sets.push_back(json::object{{"add", add}});
  }
  object["advice"] = sets;
  return object;
}

}  // namespace skranke::reference
