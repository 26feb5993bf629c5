// For tests: the policy of the repository, and a small register of persons who don't exist.
#pragma once

#include <array>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "questions/draw.hpp"
#include "questions/lot.hpp"
#include "questions/parse_toml.hpp"

namespace skranke::questions {

inline constexpr base::Day test_day = base::day_from({.year = 2026, .month = 3, .day = 2});
inline constexpr Minutes test_minute = Minutes{test_day} * 24 * 60;

inline std::string policy_text() {
  std::ifstream file{SKRANKE_SOURCE_DIR "/policies/questions/cpr-1.toml"};
  return {std::istreambuf_iterator<char>{file}, {}};
}

inline Policy policy() {
  Loaded loaded = load(policy_text(), "cpr-1.toml");
  for (const base::Finding& finding : loaded.findings) ADD_FAILURE() << to_string(finding);
  return loaded.policy.value_or(Policy{});
}

// A number of the day whose check digit is wrong, so that it is nobody's. `serial`: 0 to 99.
inline proofing::CprNumber number_of(const cpr::Date& born, unsigned serial) {
  const auto two = [](unsigned value) {
    return std::string{static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
  };
  const auto year = static_cast<unsigned>(born.year);
  std::string digits = two(born.day) + two(born.month) + two(year % 100) + (year < 2000 ? "1" : "4");
  digits += two(serial);
  for (char last = '0'; last <= '9'; ++last) {
    const auto number = proofing::CprNumber::from_digits(digits + last);
    if (number && !proofing::has_check_digit(*number)) return *number;
  }
  ADD_FAILURE() << "every check digit is right";
  return {};
}

class TestRegister {
 public:
  explicit TestRegister(std::size_t persons, std::uint64_t seed = 1) : lot_{seed} {
    for (std::size_t i = 0; i < persons; ++i) people_.push_back(make());
  }

  [[nodiscard]] std::vector<cpr::Person>& people() { return people_; }
  [[nodiscard]] const std::vector<cpr::Person>& people() const { return people_; }

  // Relatives whom nothing protects.
  [[nodiscard]] static Relations relations() {
    const Relative free{.mark = Mark::free, .given = base::PersonalText{"Karen Marie"}};
    return {.mother = free, .father = free, .spouse = free, .eldest_child = free};
  }

  [[nodiscard]] Roads roads() const {
    Roads roads;
    for (const cpr::Person& person : people_) roads.add(person);
    return roads;
  }

  [[nodiscard]] Shares shares(const Policy& policy, const Roads& roads) const {
    ShareCounter counter{policy, roads};
    for (const cpr::Person& person : people_) counter.add(person, relations());
    return counter.finish();
  }

 private:
  static constexpr std::array<const char*, 8> municipalities{"0101", "0751", "0461", "0851",
                                                             "0740", "0615", "0265", "0851"};

  cpr::Date day(int first_year, int last_year) {
    const auto years = static_cast<std::uint32_t>(last_year - first_year + 1);
    return {.year = static_cast<std::int16_t>(first_year + static_cast<int>(lot_.below(years))),
            .month = static_cast<std::uint8_t>(1 + lot_.below(12)),
            .day = static_cast<std::uint8_t>(2 + lot_.below(26))};
  }

  cpr::Address home(const cpr::Date& from) {
    cpr::Address home;
    home.municipality = municipalities[lot_.below(8)];
    const std::uint32_t road = lot_.below(200);
    home.road = std::to_string(1000 + road);
    home.road_name = base::PersonalText{std::string{"Prøvevej "} + static_cast<char>('a' + road % 26) + "ø" +
                                        std::to_string(road)};
    home.house = base::PersonalText{std::to_string(1 + lot_.below(120))};
    home.from = from;
    return home;
  }

  cpr::Parent parent(int child_born) {
    const cpr::Date born = day(child_born - 40, child_born - 20);
    return {.number = number_of(born, lot_.below(100)), .born = {}, .name = {}};
  }

  cpr::Person make() {
    cpr::Person person;
    person.born = day(1940, 2000);
    person.number = number_of(person.born, lot_.below(100));
    person.name = cpr::Name{.given = base::PersonalText{"Prøve"},
                            .middle = {},
                            .family = base::PersonalText{"Testsen"},
                            .from = {},
                            .to = {}};
    const int homes = 1 + static_cast<int>(lot_.below(8));
    const int first = person.born.year + 18;
    for (int i = homes; i > 0; --i) {
      cpr::Address home = this->home(day(first + (i - 1) * 2, first + (i - 1) * 2 + 1));
      if (i == homes) {
        person.address = home;
      } else {
        home.road_name = {};
        person.former_addresses.push_back(home);
      }
    }
    person.birth_place = base::PersonalText{"Sogn " + std::to_string(lot_.below(300))};
    person.mother = parent(person.born.year);
    person.father = parent(person.born.year);
    if (lot_.below(2) == 0) marry(person);
    for (std::uint32_t i = 0; i < lot_.below(3); ++i) {
      person.children.push_back(
          number_of(day(person.born.year + 22, person.born.year + 40), lot_.below(100)));
    }
    if (lot_.below(4) == 0) {
      cpr::Name former = *person.name;
      former.family = base::PersonalText{"Førsen" + std::to_string(lot_.below(40))};
      person.former_names.push_back(former);
      person.name->from = day(person.born.year + 20, person.born.year + 40);
    }
    return person;
  }

  void marry(cpr::Person& person) {
    cpr::CivilStatus marriage;
    marriage.code = 'G';
    const cpr::Date born = day(person.born.year - 6, person.born.year + 6);
    marriage.spouse = number_of(born, lot_.below(100));
    marriage.from = day(person.born.year + 20, person.born.year + 45);
    person.civil_status = marriage;
  }

  Lot lot_;
  std::vector<cpr::Person> people_;
};

}  // namespace skranke::questions
