#include "counter/applicant.hpp"

#include <boost/json.hpp>

#include "cpr/protection.hpp"

namespace skranke::counter {
namespace {

using base::PersonalText;
namespace json = boost::json;

std::string joined(const std::string& one, const std::string& other) {
  if (one.empty() || other.empty()) return one + other;
  return one + " " + other;
}

std::optional<base::Personal<base::Day>> day_of(const cpr::Date& date) {
  if (date.year == 0 || date.month == 0 || date.day == 0 || date.uncertain) return std::nullopt;
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", date.year, static_cast<unsigned>(date.month),
                static_cast<unsigned>(date.day));
  const auto day = base::parse_day(text);
  if (!day) return std::nullopt;
  return base::Personal<base::Day>{*day};
}

// What "given" and "family" leave out: where the given names end, and the register's marks. Cases that were
// opened before it was kept have none.
json::object name_parts(const cpr::Name& name) {
  return {{"given", name.given.reveal()},
          {"middle", name.middle.reveal()},
          {"marks", std::string{name.given_mark, name.middle_mark, name.family_mark}}};
}

cpr::Name name_in(const json::object& kept) {
  cpr::Name name;
  name.family = PersonalText{std::string{kept.at("family").as_string()}};
  const json::value* parts = kept.if_contains("name");
  if (parts == nullptr) {
    name.given = PersonalText{std::string{kept.at("given").as_string()}};
    return name;
  }
  name.given = PersonalText{std::string{parts->at("given").as_string()}};
  name.middle = PersonalText{std::string{parts->at("middle").as_string()}};
  const auto& marks = parts->at("marks").as_string();
  name.given_mark = marks.at(0);
  name.middle_mark = marks.at(1);
  name.family_mark = marks.at(2);
  return name;
}

// The first letter, which may take several bytes.
std::string_view first_letter(std::string_view text) {
  if (text.empty()) return text;
  std::size_t bytes = 1;
  while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) ++bytes;
  return text.substr(0, bytes);
}

}  // namespace

PersonalText to_text(const ApplicantDetails& details) {
  json::value born = nullptr;
  if (details.born) born = base::format_day(details.born->reveal());
  return PersonalText{json::serialize(json::object{{"number", details.number.reveal()},
                                                   {"given", given_names_of(details).reveal()},
                                                   {"family", details.name.family.reveal()},
                                                   {"name", name_parts(details.name)},
                                                   {"born", std::move(born)},
                                                   {"sex", details.sex},
                                                   {"protected", details.is_protected}})};
}

base::Result<std::optional<ApplicantDetails>> read_applicant(const PersonalText& text) {
  if (text.reveal().empty()) return std::nullopt;
  try {
    const json::value kept = json::parse(text.reveal());
    const auto text_of = [&](std::string_view key) { return std::string{kept.at(key).as_string()}; };
    ApplicantDetails details{.number = PersonalText{text_of("number")},
                             .name = name_in(kept.as_object()),
                             .born = {},
                             .sex = text_of("sex"),
                             .is_protected = kept.at("protected").as_bool()};
    if (const auto& born = kept.at("born"); born.is_string()) {
      const auto day = base::parse_day(std::string_view{born.as_string()});
      if (day) details.born = base::Personal<base::Day>{*day};
    }
    return details;
  } catch (const std::exception&) {
    return base::fail(base::Fault::unavailable, "what a case keeps of its applicant can't be read");
  }
}

ApplicantDetails details_of(const cpr::Person& person, base::Day today) {
  ApplicantDetails details;
  details.number = PersonalText{std::string{person.number.reveal()}};
  if (person.name) {
    details.name = *person.name;
  }
  details.born = day_of(person.born);
  details.sex = person.sex == proofing::Sex::female ? "female" : "male";
  details.is_protected = cpr::is_protected(person, today);
  return details;
}

PersonalText given_names_of(const ApplicantDetails& details) {
  return PersonalText{joined(details.name.given.reveal(), details.name.middle.reveal())};
}

PersonalText full_name_of(const ApplicantDetails& details) {
  return PersonalText{joined(given_names_of(details).reveal(), details.name.family.reveal())};
}

std::string initials_of(const ApplicantDetails& details) {
  std::string initials;
  for (const PersonalText& name : {given_names_of(details), details.name.family}) {
    const std::string_view letter = first_letter(name.reveal());
    if (!letter.empty()) initials.append(letter).append(".");
  }
  return initials;
}

bool is_obstacle(cpr::Status status) {
  switch (status) {
    case cpr::Status::resident:
    case cpr::Status::resident_special_road:
    case cpr::Status::resident_greenland:
    case cpr::Status::resident_greenland_special_road:
    case cpr::Status::administrative:
    case cpr::Status::emigrated:
      return false;
    case cpr::Status::annulled:
    case cpr::Status::deleted_duplicate:
    case cpr::Status::changed_number:
    case cpr::Status::disappeared:
    case cpr::Status::dead:
      return true;
  }
  std::unreachable();
}

}  // namespace skranke::counter
