// Where the people of a synthetic year live, who serves them, and who may vouch on which day.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "synthetic/chance.hpp"
#include "witness/synthetic/year.hpp"

namespace skranke::witness::synthetic {

using skranke::synthetic::Chance;

inline constexpr std::uint32_t centre_count = 98;
inline constexpr std::uint32_t family_size = 5;         // people with numbers in a row
inline constexpr std::uint32_t families_a_street = 64;  // neighbours, who go to one centre

// What draws are for, so that they stay apart.
enum Purpose : std::uint64_t { for_homes = 1, for_holders, for_rosters, for_honest, for_attacks, for_order };

class Country {
 public:
  explicit Country(const YearPlan& plan);

  [[nodiscard]] std::uint32_t people() const { return people_; }
  [[nodiscard]] std::uint32_t families() const { return people_ / family_size; }
  [[nodiscard]] std::uint32_t home(std::uint32_t person) const;  // a centre
  [[nodiscard]] std::uint32_t any_centre(Chance& chance) const;  // by size

  // One who works at the centre on that day.
  [[nodiscard]] std::uint32_t officer(std::uint32_t centre, std::int32_t day, Chance& chance) const;

  // Days count from the year's first.
  [[nodiscard]] static bool is_working_day(std::int32_t day);

  // Has a MitID: from before the year, or by having been vouched for.
  [[nodiscard]] bool is_holder(std::uint32_t person) const;
  // W3 and W6.
  [[nodiscard]] bool may_vouch(std::uint32_t person, std::int32_t day) const;
  // Nobody vouches and is vouched for on one day, so that the order within a day means nothing.
  [[nodiscard]] bool may_be_vouched_for(std::uint32_t person, std::int32_t day) const {
    return persons_[person].gave_on.back() != day;
  }
  // Days of one person as a witness never go back.
  void vouch(std::uint32_t witness, std::uint32_t applicant, std::int32_t day, bool counts);

  // People of the attacks and professionals are left out of everybody else's life.
  void reserve(std::uint32_t person) { is_reserved_[person] = true; }
  [[nodiscard]] bool is_reserved(std::uint32_t person) const { return is_reserved_[person]; }

 private:
  struct Person {
    std::int16_t vouched_on = never;
    std::array<std::int16_t, 3> gave_on{never, never, never};  // the latest last
  };
  static constexpr std::int16_t never = -1000;

  std::uint64_t seed_;
  std::uint32_t people_;
  std::array<std::uint32_t, centre_count + 1> inhabitants_{};  // cumulative
  std::array<std::uint32_t, centre_count + 1> officers_{};     // cumulative
  std::vector<Person> persons_;
  std::vector<bool> is_reserved_;
};

}  // namespace skranke::witness::synthetic
