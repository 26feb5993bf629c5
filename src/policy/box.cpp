#include "policy/box.hpp"

#include <algorithm>

namespace skranke::policy {
namespace {

using proofing::Fact;
using proofing::Tri;

// The intersection of two "at most so many" bounds, where -1 is none.
std::int32_t tighter(std::int32_t first, std::int32_t second) {
  if (first < 0) return second;
  if (second < 0) return first;
  return std::min(first, second);
}

std::vector<bool> all_countries() {
  std::vector<bool> countries(base::country_count, false);
  for (std::size_t i = 0; i < base::assigned_countries.size(); i += 2) {
    countries[base::country_number(base::assigned_countries.substr(i, 2))] = true;
  }
  return countries;
}

// If the two boxes differ in at most one set of values, the box of both.
std::optional<Box> joined(const Box& first, const Box& second) {
  if (first.any_kind != second.any_kind || first.kind != second.kind) return std::nullopt;
  if (first.expires_not_before_visit != second.expires_not_before_visit ||
      first.months_old_max != second.months_old_max || first.income_year_back != second.income_year_back ||
      first.scores_min != second.scores_min || first.age_years_min != second.age_years_min ||
      first.age_years_below != second.age_years_below) {
    return std::nullopt;
  }
  int differences = (first.issuers != second.issuers ? 1 : 0) + (first.forms != second.forms ? 1 : 0) +
                    (first.authorities != second.authorities ? 1 : 0);
  for (std::size_t i = 0; i < first.flags.size(); ++i)
    differences += first.flags[i] != second.flags[i] ? 1 : 0;
  if (differences > 1) return std::nullopt;
  Box both = first;
  both.forms |= second.forms;
  both.authorities |= second.authorities;
  for (std::size_t i = 0; i < both.flags.size(); ++i) both.flags[i] |= second.flags[i];
  if (both.issuers.empty() || second.issuers.empty()) {
    both.issuers.clear();
  } else {
    for (std::size_t i = 0; i < both.issuers.size(); ++i)
      both.issuers[i] = both.issuers[i] || second.issuers[i];
  }
  return both;
}

}  // namespace

Box box_of(const Requirement& require) {
  Box box;
  if (require.issuer) {
    box.issuers = require.issuer->all_but ? all_countries() : std::vector<bool>(base::country_count, false);
    for (const Name& country : require.issuer->countries) {
      box.issuers[base::country_number(country.text)] = !require.issuer->all_but;
    }
  }
  if (!require.forms.empty()) {
    box.forms = 0;
    for (const proofing::Form form : require.forms)
      box.forms |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(form));
  }
  if (!require.authorities.empty()) {
    box.authorities = 0;
    for (const proofing::Authority authority : require.authorities) {
      box.authorities |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(authority));
    }
  }
  for (std::size_t i = 0; i < require.flags.size(); ++i) {
    const std::optional<bool>& flag = require.flags[i];
    if (flag)
      box.flags[i] = static_cast<std::uint8_t>(1U << static_cast<unsigned>(*flag ? Tri::yes : Tri::no));
  }
  box.expires_not_before_visit = require.expires_not_before_visit;
  box.months_old_max = require.months_old_max.value_or(-1);
  box.income_year_back = require.income_year_back.value_or(-1);
  box.scores_min = require.scores_min;
  return box;
}

Box box_of(const OfApplicant& applicant, std::uint8_t kind) {
  Box box;
  box.kind = kind;
  box.any_kind = false;
  box.scores_min = applicant.scores_min;
  box.age_years_min = applicant.age_years_min;
  box.age_years_below = applicant.age_years_below;
  return box;
}

std::optional<Box> intersect(const Box& first, const Box& second) {
  Box both = first;
  if (!second.any_kind) {
    if (!first.any_kind && first.kind != second.kind) return std::nullopt;
    both.any_kind = false;
    both.kind = second.kind;
  }
  if (first.issuers.empty()) {
    both.issuers = second.issuers;
  } else if (!second.issuers.empty()) {
    for (std::size_t i = 0; i < both.issuers.size(); ++i)
      both.issuers[i] = both.issuers[i] && second.issuers[i];
  }
  if (!both.issuers.empty() && std::ranges::find(both.issuers, true) == both.issuers.end())
    return std::nullopt;
  both.forms &= second.forms;
  both.authorities &= second.authorities;
  if (both.forms == 0 || both.authorities == 0) return std::nullopt;
  for (std::size_t i = 0; i < both.flags.size(); ++i) {
    both.flags[i] &= second.flags[i];
    if (both.flags[i] == 0) return std::nullopt;
  }
  both.expires_not_before_visit = first.expires_not_before_visit || second.expires_not_before_visit;
  both.months_old_max = tighter(first.months_old_max, second.months_old_max);
  if (first.income_year_back >= 0 && second.income_year_back >= 0 &&
      first.income_year_back != second.income_year_back) {
    return std::nullopt;
  }
  both.income_year_back = std::max(first.income_year_back, second.income_year_back);
  for (std::size_t i = 0; i < both.scores_min.size(); ++i)
    both.scores_min[i] = std::max(both.scores_min[i], second.scores_min[i]);
  both.age_years_min = std::max(first.age_years_min, second.age_years_min);
  if (first.age_years_below == 0 || second.age_years_below == 0) {
    both.age_years_below = std::max(first.age_years_below, second.age_years_below);
  } else {
    both.age_years_below = std::min(first.age_years_below, second.age_years_below);
  }
  if (both.age_years_below != 0 && both.age_years_min >= both.age_years_below) return std::nullopt;
  return both;
}

std::vector<Box> merge(std::vector<Box> boxes) {
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    for (std::size_t j = i + 1; j < boxes.size(); ++j) {
      if (auto both = joined(boxes[i], boxes[j])) {
        boxes[i] = std::move(*both);
        boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(j));
        return merge(std::move(boxes));
      }
    }
  }
  return boxes;
}

bool restricts(const Box& box, Fact fact) {
  constexpr std::uint8_t any_value = 0b1110;
  constexpr std::uint8_t yes_or_no = 0b110;
  switch (fact) {
    case Fact::issuer:
      return !box.issuers.empty();
    case Fact::form:
      return box.forms != any_value;
    case Fact::authority:
      return box.authorities != any_value;
    case Fact::photo:
      return box.flags[0] != yes_or_no;
    case Fact::cpr_number:
      return box.flags[1] != yes_or_no;
    case Fact::temporary:
      return box.flags[2] != yes_or_no;
    case Fact::name_matches:
      return box.flags[3] != yes_or_no;
    case Fact::expires:
      return box.expires_not_before_visit;
    case Fact::issued:
      return box.months_old_max >= 0;
    case Fact::income_year:
      return box.income_year_back >= 0;
    case Fact::born:
      return box.age_years_min > 0 || box.age_years_below > 0;
    case Fact::validity:
    case Fact::activity:
    case Fact::fraud:
    case Fact::verification:
      return box.scores_min[proofing::score_index(fact)] > 0;
  }
  std::unreachable();
}

}  // namespace skranke::policy
