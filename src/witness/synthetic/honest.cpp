// Honest life in a synthetic year, with everything in it that looks like an attack.
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/ensure.hpp"
#include "witness/synthetic/life.hpp"

namespace skranke::witness::synthetic {
namespace {

// Why somebody honest comes with a witness; shares in 1,000 visits, assumed.
enum class Errand : std::uint8_t {
  family_member,  // one of a family, with another of it
  arrival,        // two or three of a family at once, with the same one
  neighbour,      // somebody of the same street
  next_newcomer,  // with one who was vouched for not long ago
  renewal,        // somebody who had a MitID already
  helper,         // with somebody who helps many: an interpreter, a club's chairman
  professional,   // with a professional witness
};
constexpr std::array<std::uint32_t, 7> shares{560, 60, 252, 60, 8, 30, 30};

constexpr std::uint32_t statements_a_helper = 100;  // one helper for so many statements of the year
constexpr std::uint32_t statements_a_professional = 15'000;
constexpr std::uint32_t statements_a_staff_member = 6'000;  // who uses up the quota at the start of each term
constexpr std::array<std::int32_t, 2> terms{24, 229};       // the weeks from 25 January and from 18 August
constexpr std::uint32_t tries_max = 50;

class HonestLife {
 public:
  HonestLife(const YearPlan& plan, Country& country, Year& year)
      : plan_{plan}, country_{country}, year_{year}, chance_{plan.seed, for_honest, 0} {
    helpers_ = choose(plan.statements / statements_a_helper);
    for (std::uint32_t i = 0; i < helpers_.size(); ++i) helpers_begin_.push_back(chance_.between(0, 119));
    professionals_ = choose(plan.statements / statements_a_professional + 2);
    for (const std::uint32_t each : professionals_) country_.reserve(each);
    staff_ = choose(plan.statements / statements_a_staff_member);
    for (std::uint32_t i = 0; i < staff_.size(); ++i) terms_begin_.push_back(chance_.between(0, 34));
  }

  void live(std::uint32_t count) {
    std::vector<std::uint32_t> weights;
    std::uint64_t all = 0;
    for (std::int32_t day = 0; day < days_in_year; ++day) {
      const bool is_season = day >= 212 && day < 273;  // August and September
      weights.push_back(!Country::is_working_day(day) ? 0 : is_season ? 3 : 2);
      all += weights.back();
    }
    std::uint64_t passed = 0;
    const std::size_t before = year_.statements.size();
    for (std::int32_t day = 0; day < days_in_year; ++day) {
      passed += weights[static_cast<std::size_t>(day)];
      const std::size_t target = before + count * passed / all;
      if (weights[static_cast<std::size_t>(day)] > 0) serve_staff(day, target);
      while (year_.statements.size() < target) visit(day, target);
    }
  }

 private:
  std::vector<std::uint32_t> choose(std::uint32_t count) {
    std::vector<std::uint32_t> chosen;
    while (chosen.size() < count) {
      const std::uint32_t person = chance_.below(country_.people());
      if (country_.is_holder(person) && !country_.is_reserved(person)) chosen.push_back(person);
    }
    return chosen;
  }

  Errand draw_errand() {
    std::uint32_t at = chance_.below(1'000);
    std::size_t errand = 0;
    while (at >= shares[errand]) at -= shares[errand++];
    return static_cast<Errand>(errand);
  }

  void visit(std::int32_t day, std::size_t target) {
    switch (draw_errand()) {
      case Errand::family_member:
        return with_family(day, target, 1);
      case Errand::arrival:
        return with_family(day, target, chance_.between(2, 3));
      case Errand::neighbour:
        return with(neighbour(day), applicant_anywhere_near_, day, 85);
      case Errand::next_newcomer:
        return with_newcomer(day);
      case Errand::renewal:
        return renew(day);
      case Errand::helper:
        return with_helper(day);
      case Errand::professional:
        return with_professional(day);
    }
  }

  // A person who may be an applicant: without a MitID, and not of an attack.
  [[nodiscard]] bool lacks(std::uint32_t person) const {
    return !country_.is_reserved(person) && !country_.is_holder(person);
  }
  [[nodiscard]] bool can(std::uint32_t person, std::int32_t day) const {
    return !country_.is_reserved(person) && country_.may_vouch(person, day);
  }

  // One of `count` people in a row from `first` on for whom `fits` holds, the search beginning anywhere.
  template <class Fits>
  std::optional<std::uint32_t> one_of(std::uint32_t first, std::uint32_t count, const Fits& fits) {
    const std::uint32_t start = chance_.below(count);
    for (std::uint32_t i = 0; i < std::min(count, tries_max); ++i) {
      const std::uint32_t person = first + (start + i) % count;
      if (person < country_.people() && fits(person)) return person;
    }
    return std::nullopt;
  }
  template <class Fits>
  std::optional<std::uint32_t> relative(std::uint32_t person, const Fits& fits) {
    return one_of(person - person % family_size, family_size,
                  [&](std::uint32_t each) { return each != person && fits(each); });
  }

  void add(std::uint32_t witness, std::uint32_t applicant, std::int32_t day, std::uint32_t centre,
           std::uint32_t officer, std::uint32_t percent_with_picture, bool professional) {
    const bool face_bound = chance_.below(100) < percent_with_picture;
    country_.vouch(witness, applicant, day, !professional);
    year_.statements.push_back({.day = first_day + day,
                                .witness = witness,
                                .applicant = applicant,
                                .officer = officer,
                                .centre = centre,
                                .face_bound = face_bound,
                                .professional = professional});
    newcomers_.push_back(applicant);
  }

  // Most go to their own centre.
  std::uint32_t centre_for(std::uint32_t applicant) {
    return chance_.below(100) < 95 ? country_.home(applicant) : country_.any_centre(chance_);
  }

  void with(std::optional<std::uint32_t> witness, std::optional<std::uint32_t> applicant, std::int32_t day,
            std::uint32_t percent_with_picture) {
    if (!witness || !applicant || *witness == *applicant) return;
    const std::uint32_t centre = centre_for(*applicant);
    add(*witness, *applicant, day, centre, country_.officer(centre, day, chance_), percent_with_picture,
        false);
  }

  void with_family(std::int32_t day, std::size_t target, int applicants) {
    const std::uint32_t family = chance_.below(country_.families()) * family_size;
    const auto witness = one_of(family, family_size, [&](std::uint32_t each) { return can(each, day); });
    if (!witness) return;
    const std::uint32_t centre = centre_for(family);
    const std::uint32_t officer = country_.officer(centre, day, chance_);
    for (int i = 0; i < applicants && year_.statements.size() < target && can(*witness, day); ++i) {
      const auto applicant = relative(*witness, [&](std::uint32_t each) { return lacks(each); });
      if (!applicant) return;
      add(*witness, *applicant, day, centre, officer, 85, false);
    }
  }

  // Sets applicant_anywhere_near_, and gives somebody of their street.
  std::optional<std::uint32_t> neighbour(std::int32_t day) {
    constexpr std::uint32_t street_size = family_size * families_a_street;
    const std::uint32_t street = chance_.below(country_.people()) / street_size * street_size;
    applicant_anywhere_near_ = one_of(street, street_size, [&](std::uint32_t each) { return lacks(each); });
    return one_of(street, street_size, [&](std::uint32_t each) { return can(each, day); });
  }

  void with_newcomer(std::int32_t day) {
    if (newcomers_.empty()) return;
    const std::uint32_t witness = newcomers_[chance_.below(static_cast<std::uint32_t>(newcomers_.size()))];
    if (!can(witness, day)) return;
    const auto fits = [&](std::uint32_t each) { return lacks(each); };
    auto applicant = relative(witness, fits);
    if (!applicant) applicant = one_of(chance_.below(country_.people()), 20, fits);
    with(witness, applicant, day, 85);
  }

  void renew(std::int32_t day) {
    const auto applicant = one_of(chance_.below(country_.people()), 20, [&](std::uint32_t each) {
      return !country_.is_reserved(each) && country_.is_holder(each) &&
             country_.may_be_vouched_for(each, day);
    });
    if (!applicant) return;
    with(relative(*applicant, [&](std::uint32_t each) { return can(each, day); }), applicant, day, 85);
  }

  // A few helpers do most of it.
  void with_helper(std::int32_t day) {
    if (helpers_.empty()) return;
    const auto count = static_cast<std::uint32_t>(helpers_.size());
    const std::uint32_t at = chance_.below(chance_.below(count) + 1);
    const std::uint32_t witness = helpers_[at];
    // Their quotas don't all begin with the year.
    if (day < helpers_begin_[at] || !can(witness, day)) return;
    const bool is_near = chance_.below(10) < 7;
    const std::uint32_t around =
        is_near ? witness - witness % (family_size * families_a_street) : chance_.below(country_.people());
    with(witness,
         one_of(around, family_size * families_a_street, [&](std::uint32_t each) { return lacks(each); }),
         day, 70);
  }

  // One who comes for one organisation, mostly to one centre, some days with several.
  void with_professional(std::int32_t day) {
    const std::uint32_t witness =
        professionals_[chance_.below(static_cast<std::uint32_t>(professionals_.size()))];
    const auto applicant =
        one_of(chance_.below(country_.people()), tries_max, [&](std::uint32_t each) { return lacks(each); });
    if (!applicant || *applicant == witness) return;
    const std::uint32_t centre =
        chance_.below(100) < 90 ? country_.home(witness) : country_.any_centre(chance_);
    add(witness, *applicant, day, centre, country_.officer(centre, day, chance_), 50, true);
  }

  void serve_staff(std::int32_t day, std::size_t target) {
    for (std::size_t i = 0; i < staff_.size(); ++i) {
      for (const std::int32_t term : terms) {
        const std::int32_t since = day - term - terms_begin_[i];
        if (since < 0 || since >= 7) continue;
        while (year_.statements.size() < target && chance_.below(2) == 0 && can(staff_[i], day)) {
          const auto applicant = one_of(chance_.below(country_.people()), tries_max,
                                        [&](std::uint32_t each) { return lacks(each); });
          if (!applicant) break;
          const std::uint32_t centre = country_.home(staff_[i]);
          add(staff_[i], *applicant, day, centre, country_.officer(centre, day, chance_), 95, false);
        }
      }
    }
  }

  const YearPlan& plan_;
  Country& country_;
  Year& year_;
  Chance chance_;
  std::vector<std::uint32_t> helpers_;
  std::vector<std::int32_t> helpers_begin_;
  std::vector<std::uint32_t> professionals_;
  std::vector<std::uint32_t> staff_;
  std::vector<std::int32_t> terms_begin_;
  std::vector<std::uint32_t> newcomers_;
  std::optional<std::uint32_t> applicant_anywhere_near_;
};

}  // namespace

void live_honestly(const YearPlan& plan, Country& country, std::uint32_t count, Year& year) {
  HonestLife{plan, country, year}.live(count);
}

}  // namespace skranke::witness::synthetic
