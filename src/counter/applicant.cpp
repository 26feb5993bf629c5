#include "counter/applicant.hpp"

#include <boost/json.hpp>

#include "cpr/protection.hpp"

namespace skranke::counter {
namespace {

using base::PersonalText;

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

// The first letter, which may take several bytes.
std::string_view first_letter(std::string_view text) {
  if (text.empty()) return text;
  std::size_t bytes = 1;
  while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) ++bytes;
  return text.substr(0, bytes);
}

}  // namespace

PersonalText to_text(const ApplicantDetails& details) {
  boost::json::value born = nullptr;
  if (details.born) born = base::format_day(details.born->reveal());
  return PersonalText{boost::json::serialize(boost::json::object{{"number", details.number.reveal()},
                                                                 {"given", details.given.reveal()},
                                                                 {"family", details.family.reveal()},
                                                                 {"born", std::move(born)},
                                                                 {"sex", details.sex},
                                                                 {"protected", details.is_protected}})};
}

base::Result<std::optional<ApplicantDetails>> read_applicant(const PersonalText& text) {
  if (text.reveal().empty()) return std::nullopt;
  try {
    const boost::json::value kept = boost::json::parse(text.reveal());
    const auto text_of = [&](std::string_view key) { return std::string{kept.at(key).as_string()}; };
    ApplicantDetails details{.number = PersonalText{text_of("number")},
                             .given = PersonalText{text_of("given")},
                             .family = PersonalText{text_of("family")},
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
    details.given = PersonalText{joined(person.name->given.reveal(), person.name->middle.reveal())};
    details.family = person.name->family;
  }
  details.born = day_of(person.born);
  details.sex = person.sex == proofing::Sex::female ? "female" : "male";
  details.is_protected = cpr::is_protected(person, today);
  return details;
}

std::string initials_of(const ApplicantDetails& details) {
  std::string initials;
  for (const PersonalText& name : {details.given, details.family}) {
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
