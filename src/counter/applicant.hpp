// Who an applicant is, as a case keeps it: sealed, and in unprintable types outside.
#pragma once

#include <optional>
#include <string>

#include "base/civil.hpp"
#include "base/personal.hpp"
#include "base/result.hpp"
#include "cpr/person.hpp"
#include "proofing/cpr_number.hpp"

namespace skranke::counter {

struct ApplicantDetails {
  base::PersonalText number;                      // ten digits
  cpr::Name name;                                 // without its days
  std::optional<base::Personal<base::Day>> born;  // empty: the register has no whole date
  std::string sex;                                // "female", "male"
  bool is_protected = false;                      // name and address
};

[[nodiscard]] base::PersonalText to_text(const ApplicantDetails& details);
// Problem (unavailable): not what to_text gives. Empty: nobody yet.
[[nodiscard]] base::Result<std::optional<ApplicantDetails>> read_applicant(const base::PersonalText& text);

// As the register has them on the day.
[[nodiscard]] ApplicantDetails details_of(const cpr::Person& person, base::Day today);

// Given and middle names, as they are shown and written.
[[nodiscard]] base::PersonalText given_names_of(const ApplicantDetails& details);
// All names. Empty where the register has none.
[[nodiscard]] base::PersonalText full_name_of(const ApplicantDetails& details);

// "E.S.", of the first given and the family name; for texts that a witness may see.
[[nodiscard]] std::string initials_of(const ApplicantDetails& details);

// Whether the register stands in the way of helping this person: dead, disappeared, annulled, deleted. Who
// has left the country is helped (S3).
[[nodiscard]] bool is_obstacle(cpr::Status status);

}  // namespace skranke::counter
