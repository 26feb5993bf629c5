#include "questions/extract.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "questions/hash.hpp"

namespace skranke::questions {
namespace {

using cpr::Correction;
using cpr::Date;
using cpr::Person;
using Slots = std::vector<Slot>;

bool sure(const Date& date) { return date.known() && !date.uncertain; }
bool sure_day(const Date& date) { return sure(date) && date.month != 0 && date.day != 0; }

std::string year(const Date& date) { return std::to_string(date.year); }
std::string range(const Date& date) { return std::to_string(range_of(date.year)); }
std::string day_month(const Date& date) {
  return std::to_string(int{date.day}) + "-" + std::to_string(int{date.month});
}

std::uint64_t identity(const Date& date, std::uint64_t from = hash_start) {
  const auto packed = static_cast<std::uint64_t>(date.year) * 10'000 + date.month * 100U + date.day;
  return hash(packed, from);
}

std::uint64_t identity(const cpr::Address& address) {
  return identity(address.from, hash(address.road, hash(address.municipality)));
}

Slots one(std::string answer, std::uint64_t id = 0) {
  if (answer.empty()) return {};
  return {Slot{.identity = id, .answer = std::move(answer)}};
}

Slots year_of(const Date& date, std::uint64_t id = 0) { return sure(date) ? one(year(date), id) : Slots{}; }
Slots day_of(const Date& date, std::uint64_t id = 0) {
  return sure_day(date) ? one(day_month(date), id) : Slots{};
}

// The entries that count, newest first, an ordinal each; an entry that can't be asked about keeps its number.
template <class Entries, class Answer>
Slots each(const Entries& entries, Answer answer) {
  Slots slots;
  std::uint8_t ordinal = 0;
  for (const auto& entry : entries) {
    if (ordinal >= slots_limit) break;
    if constexpr (requires { entry.correction; }) {
      if (entry.correction == Correction::annulled) continue;
    }
    ++ordinal;
    Slot slot = answer(entry);
    slot.ordinal = ordinal;
    if (!slot.answer.empty()) slots.push_back(std::move(slot));
  }
  return slots;
}

Date date_of(base::Day day) {
  const base::YearMonthDay date = base::date_from(day);
  return {.year = static_cast<std::int16_t>(date.year),
          .month = static_cast<std::uint8_t>(date.month),
          .day = static_cast<std::uint8_t>(date.day)};
}

// The record writes a birth date only of who has no number; else the number tells it.
Date born_of(const std::optional<proofing::CprNumber>& number, const Date& written) {
  if (written.known() || !number) return written;
  const auto day = proofing::born(*number);
  return day ? date_of(*day) : Date{};
}

std::string road_of(const cpr::Address& address, const Roads& roads) {
  if (!address.road_name.reveal().empty()) return address.road_name.reveal();
  return std::string{roads.find(address.municipality, address.road)};
}

// Former homes that are not the present one again: moving back to the same road would be answered by a card
// that shows it.
Slots homes(const Person& person, std::string (*answer)(const cpr::Address&, const Roads&),
            const Roads& roads) {
  const std::string now = person.address ? road_of(*person.address, roads) : std::string{};
  return each(person.former_addresses, [&](const cpr::Address& home) {
    Slot slot{.identity = identity(home), .answer = answer(home, roads)};
    if (!now.empty() && road_of(home, roads) == now) slot.answer.clear();
    return slot;
  });
}

Slots other_municipality(const Person& person) {
  if (!person.address) return {};
  for (const cpr::Address& home : person.former_addresses) {
    if (home.correction == Correction::annulled || four_digits(home.municipality) == 0) continue;
    if (home.municipality == person.address->municipality) continue;
    return {Slot{.identity = identity(home),
                 .answer = home.municipality,
                 .same_as_birth = home.municipality == person.birth_authority}};
  }
  return {};
}

bool is_marriage(char code) { return code == 'G' || code == 'P'; }
bool is_divorce(char code) { return code == 'F' || code == 'O'; }

Slots civil(const Person& person, bool (*code)(char), Slots (*answer)(const Date&, std::uint64_t)) {
  if (!person.civil_status || person.civil_status->correction == Correction::annulled) return {};
  if (!code(person.civil_status->code)) return {};
  return answer(person.civil_status->from, identity(person.civil_status->from));
}

Slots spouse(const Person& person, Slots (*answer)(const Date&, std::uint64_t)) {
  if (civil(person, is_marriage, year_of).empty()) return {};
  return answer(born_of(person.civil_status->spouse, person.civil_status->spouse_born),
                identity(person.civil_status->from));
}

std::vector<cpr::CivilStatus> former_marriages(const Person& person) {
  std::vector<cpr::CivilStatus> marriages;
  std::ranges::copy_if(person.former_civil_statuses, std::back_inserter(marriages),
                       [](const cpr::CivilStatus& former) { return is_marriage(former.code); });
  return marriages;
}

Slots former_family_name(const Person& person) {
  if (!person.name) return {};
  for (const cpr::Name& former : person.former_names) {
    if (former.correction == Correction::annulled || former.family_mark != ' ') continue;
    if (former.family == person.name->family || former.family == person.name->middle) continue;
    return one(former.family.reveal(), identity(former.from));
  }
  return {};
}

Slots name_changed(const Person& person) {
  const bool has_former = std::ranges::any_of(
      person.former_names, [](const cpr::Name& name) { return name.correction != Correction::annulled; });
  if (!person.name || !has_former) return {};
  return year_of(person.name->from, identity(person.name->from));
}

// A stay in a country of which one is or was a citizen is guessed from the passport.
bool is_own_country(const Person& person, const std::string& country) {
  return (person.citizenship && person.citizenship->country == country) ||
         std::ranges::any_of(person.former_citizenships,
                             [&](const cpr::Citizenship& former) { return former.country == country; });
}

Slots stays(const Person& person, std::string (*answer)(const cpr::StayAbroad&)) {
  return each(person.former_stays_abroad, [&](const cpr::StayAbroad& stay) {
    Slot slot{.identity = identity(stay.returned, hash(stay.country)), .answer = answer(stay)};
    if (is_own_country(person, stay.country)) slot.answer.clear();
    return slot;
  });
}

Slots child(const Person& person, Slots (*answer)(const Date&, std::uint64_t)) {
  const auto eldest = eldest_child(person);
  if (!eldest) return {};
  return answer(date_of(*proofing::born(*eldest)), 0);
}

Slots given(const Relative& relative) { return one(relative.given.reveal()); }

}  // namespace

Slots extract(Fact fact, const Person& person, const Relations& relations, const Roads& roads) {
  switch (fact) {
    case Fact::former_road:
      return homes(person, road_of, roads);
    case Fact::former_house:
      return homes(person, [](const cpr::Address& home, const Roads&) { return home.house.reveal(); }, roads);
    case Fact::former_moved_in:
      return each(person.former_addresses, [](const cpr::Address& home) {
        return Slot{.identity = identity(home), .answer = sure(home.from) ? range(home.from) : std::string{}};
      });
    case Fact::present_since:
      if (!person.address || !sure(person.address->from)) return {};
      return one(range(person.address->from), identity(*person.address));
    case Fact::other_municipality:
      return other_municipality(person);
    case Fact::mother_born_year:
      return year_of(born_of(person.mother.number, person.mother.born));
    case Fact::mother_birthday:
      return day_of(born_of(person.mother.number, person.mother.born));
    case Fact::mother_given_name:
      return given(relations.mother);
    case Fact::father_born_year:
      return year_of(born_of(person.father.number, person.father.born));
    case Fact::father_birthday:
      return day_of(born_of(person.father.number, person.father.born));
    case Fact::father_given_name:
      return given(relations.father);
    case Fact::spouse_born_year:
      return spouse(person, year_of);
    case Fact::spouse_birthday:
      return spouse(person, day_of);
    case Fact::married_year:
      return civil(person, is_marriage, year_of);
    case Fact::wedding_day:
      return civil(person, is_marriage, day_of);
    case Fact::divorced_year:
      return civil(person, is_divorce, year_of);
    case Fact::former_married_year:
      return each(former_marriages(person), [](const cpr::CivilStatus& former) {
        return Slot{.identity = identity(former.from),
                    .answer = sure(former.from) ? year(former.from) : std::string{}};
      });
    case Fact::former_family_name:
      return former_family_name(person);
    case Fact::name_changed_year:
      return name_changed(person);
    case Fact::birth_place:
      return one(person.birth_place.reveal());
    case Fact::eldest_child_year:
      return child(person, year_of);
    case Fact::eldest_child_birthday:
      return child(person, day_of);
    case Fact::abroad_country:
      return stays(person, [](const cpr::StayAbroad& stay) { return stay.country; });
    case Fact::abroad_returned:
      return stays(person, [](const cpr::StayAbroad& stay) {
        return sure(stay.returned) ? year(stay.returned) : std::string{};
      });
    case Fact::citizenship_year:
      if (!person.citizenship || person.former_citizenships.empty()) return {};
      return year_of(person.citizenship->from, identity(person.citizenship->from));
    case Fact::number_changed_year:
      return each(person.former_numbers, [](const cpr::FormerNumber& former) {
        return Slot{.identity = identity(former.to),
                    .answer = sure(former.to) ? year(former.to) : std::string{}};
      });
  }
  std::unreachable();
}

}  // namespace skranke::questions
