// Where everybody has lived: with the mother as a child, then alone or with a partner, move by move.
//
// Persons are settled from the oldest. A child's homes are its mother's until it moves out; two who live
// together share homes, which the elder of them settles and the younger one copies.
#include <algorithm>

#include "synthetic/block.hpp"

namespace skranke::synthetic {
namespace {

constexpr base::Day year_days = 365;

// How long somebody of that age stays in a home.
base::Day draw_stay(base::Day age, Chance& chance) {
  if (age < 30 * year_days) return 500 + chance.between(0, 2'400);
  if (age < 45 * year_days) return 1'800 + chance.between(0, 8'000);
  return 5'000 + chance.between(0, 20'000);
}

class Settler {
 public:
  Settler(Block& block, Index who)
      : block_{block}, who_{who}, person_{block.at(who)}, chance_{block.chance} {}

  void settle() {
    first_ = block_.homes.size();
    now_ = person_.present_from;
    childhood();
    for (std::uint8_t i = 0; i < person_.union_count && now_ < person_.present_until; ++i) {
      Union& one = block_.unions[static_cast<std::size_t>(person_.unions[i])];
      if (one.start >= as_of) break;
      alone_until(std::max(now_, one.start));
      together(one);
    }
    alone_until(always);
    finish();
  }

 private:
  std::uint32_t some_municipality() {
    return (person_.greenland ? block_.tables.greenlandic_municipalities
                              : block_.tables.danish_municipalities)
        .draw(chance_);
  }
  Address next_address() {
    const bool is_first = block_.homes.size() == first_;
    const std::uint32_t municipality =
        is_first ? (person_.immigrant || person_.adopted ? some_municipality() : person_.birth_place)
                 : next_municipality(block_.tables, block_.homes.back().address.municipality, chance_);
    const bool is_elsewhere = block_.tables.municipalities[municipality].greenlandic != person_.greenland;
    return draw_address(block_.tables, is_elsewhere ? some_municipality() : municipality, chance_);
  }

  // Lives at `address` from `day`; the home before it ends then.
  void move(base::Day day, const Address& address) {
    if (block_.homes.size() > first_) {
      Residence& last = block_.homes.back();
      if (last.until == always && last.address == address) return;
      if (last.from >= day) {
        last.address = address;
        return;
      }
      last.until = std::min(last.until, day);
    }
    block_.homes.push_back({.from = day, .until = always, .address = address});
  }

  void childhood() {
    const bool has_mother_here = person_.mother != none && block_.at(person_.mother).home_count > 0;
    if (!has_mother_here) {
      move(now_, next_address());
      return;
    }
    base::Day leaves = person_.born() + 18 * year_days + chance_.between(60, 1'900);
    if (person_.union_count > 0) {
      leaves = std::min(leaves, block_.unions[static_cast<std::size_t>(person_.unions[0])].start);
    }
    const Inhabitant& mother = block_.at(person_.mother);
    for (std::uint32_t i = mother.homes; i < mother.homes + mother.home_count; ++i) {
      const Residence home = block_.homes[i];
      if (home.until <= now_ || home.from >= leaves) continue;
      const bool is_first = block_.homes.size() == first_;  // she may have been abroad at the birth
      move(is_first ? now_ : std::max(home.from, now_), home.address);
    }
    if (block_.homes.size() == first_) move(now_, next_address());
    if (!person_.immigrant && !person_.adopted)
      person_.birth_place = block_.homes[first_].address.municipality;
    now_ = std::max(leaves, now_);
    if (now_ < std::min(person_.present_until, as_of) && person_.union_count == 0) {
      move(now_, next_address());
    }
  }

  void alone_until(base::Day end) {
    end = std::min({end, person_.present_until, as_of});
    for (;;) {
      const base::Day left = now_ + draw_stay(now_ - person_.born(), chance_);
      if (left >= end) break;
      now_ = left;
      if (may_go_abroad(end)) {
        go_abroad(end);
      } else {
        move(now_, next_address());
      }
    }
    now_ = std::max(now_, end);
  }

  [[nodiscard]] bool may_go_abroad(base::Day end) const {
    return person_.stay_count == 0 && !person_.greenland && now_ - person_.born() > 18 * year_days &&
           end - now_ > 500 && person_.status != cpr::Status::administrative && chance_.in_1000(55);
  }

  void go_abroad(base::Day end) {
    const base::Day returned = now_ + chance_.between(190, std::min(1'500, end - now_ - 1));
    const auto country = static_cast<std::uint16_t>(block_.tables.destinations.draw(chance_));
    person_.stays[person_.stay_count++] = {.left = now_, .returned = returned, .country = country};
    block_.homes.back().until = now_;
    now_ = returned;
    move(now_, next_address());
  }

  void together(Union& one) {
    if (one.home_count == 0) settle_together(one);
    for (std::uint32_t i = one.homes; i < one.homes + one.home_count; ++i) {
      const Residence home = block_.homes[i];
      if (home.from < person_.present_until) move(std::max(home.from, person_.present_from), home.address);
    }
    now_ = std::max(now_, std::min({one.until, person_.present_until, as_of}));
    const bool moves_out = one.end == End::parted && who_ == one.second && one.until < person_.present_until;
    if (moves_out) move(now_, next_address());
  }

  // The homes of two, kept before the person's own: these are moved behind them.
  void settle_together(Union& one) {
    std::vector<Residence> homes;
    const bool stays = block_.homes.size() > first_ && chance_.in_1000(420);
    Address address = stays ? block_.homes.back().address : next_address();
    base::Day day = std::max(one.start, person_.present_from);
    const base::Day end = std::min(one.until, as_of);
    while (day < end) {
      homes.push_back({.from = day, .until = always, .address = address});
      day += draw_stay(day - person_.born(), chance_);
      address = draw_address(block_.tables, next_municipality(block_.tables, address.municipality, chance_),
                             chance_);
    }
    one.homes = static_cast<std::uint32_t>(first_);
    one.home_count = static_cast<std::uint16_t>(homes.size());
    block_.homes.insert(block_.homes.begin() + static_cast<std::ptrdiff_t>(first_), homes.begin(),
                        homes.end());
    first_ += homes.size();
  }

  void finish() {
    auto& homes = block_.homes;
    while (homes.size() > first_ + 1 && homes.back().from >= std::min(person_.present_until, as_of + 1)) {
      homes.pop_back();
    }
    homes.back().until = person_.present_until;
    person_.homes = static_cast<std::uint32_t>(first_);
    person_.home_count = static_cast<std::uint16_t>(homes.size() - first_);
  }

  Block& block_;
  Index who_;
  Inhabitant& person_;
  Chance& chance_;
  std::size_t first_ = 0;
  base::Day now_ = 0;
};

}  // namespace

void settle(Block& block) {
  block.homes.reserve(block.people.size() * 12);
  for (std::size_t i = 0; i < block.regular; ++i) {
    const auto who = static_cast<Index>(i);
    if (block.at(who).status != cpr::Status::administrative) Settler{block, who}.settle();
  }
}

}  // namespace skranke::synthetic
