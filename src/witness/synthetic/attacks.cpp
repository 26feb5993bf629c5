// The attacks of a synthetic year: chains, rings, cliques, stars, collusion and bursts, as people who know
// the rules would carry them out.
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/ensure.hpp"
#include "witness/synthetic/life.hpp"

namespace skranke::witness::synthetic {
namespace {

// One attack: finds its people, and days on which the rules let them do what they want.
class Gang {
 public:
  Gang(Country& country, Year& year, Attack kind, Chance chance)
      : country_{country}, year_{year}, chance_{chance}, centre_{country.any_centre(chance_)} {
    planted_.kind = kind;
  }

  void act() {
    switch (planted_.kind) {
      case Attack::chain:
        grow_chain();
        break;
      case Attack::pair:
        close_ring(2);
        break;
      case Attack::ring:
        close_ring(chance_.between(3, 6));
        break;
      case Attack::clique:
        fill_clique(chance_.between(4, 6));
        break;
      case Attack::star:
        run_star(chance_.between(2, 3));
        break;
      case Attack::collusion:
        collude(chance_.between(6, 9));
        break;
      case Attack::burst:
        burst();
        break;
    }
    year_.planted.push_back(std::move(planted_));
  }

 private:
  using Edge = std::pair<std::uint32_t, std::uint32_t>;  // witness, applicant

  struct How {
    std::optional<std::uint32_t> centre{};
    std::optional<std::uint32_t> officer{};
    bool face_bound = false;
  };

  std::uint32_t recruit(bool holder) {
    while (true) {
      const std::uint32_t person = chance_.below(country_.people());
      if (country_.is_reserved(person) || country_.is_holder(person) != holder) continue;
      country_.reserve(person);
      planted_.persons.push_back(person);
      return person;
    }
  }

  // The first working day from `from` on on which it may be; days_in_year if none is left.
  [[nodiscard]] std::int32_t free_day(Edge edge, std::int32_t from) const {
    const auto is_free = [&] {
      return Country::is_working_day(from) && country_.may_vouch(edge.first, from) &&
             country_.may_be_vouched_for(edge.second, from);
    };
    while (from < days_in_year && !is_free()) ++from;
    return from;
  }

  // The day it happened, or days_in_year if the year was over.
  std::int32_t vouch(Edge edge, std::int32_t from, const How& how) {
    const std::int32_t day = free_day(edge, from);
    if (day >= days_in_year) return days_in_year;
    const std::uint32_t centre = how.centre.value_or(centre_);
    const std::uint32_t officer = how.officer ? *how.officer : country_.officer(centre, day, chance_);
    country_.vouch(edge.first, edge.second, day, true);
    year_.statements.push_back({.day = first_day + day,
                                .witness = edge.first,
                                .applicant = edge.second,
                                .officer = officer,
                                .centre = centre,
                                .face_bound = how.face_bound,
                                .professional = false});
    return day;
  }

  // All edges, always the one next that can be the soonest, with a few days between.
  void vouch_all(std::vector<Edge> edges, std::int32_t from) {
    while (!edges.empty() && from < days_in_year) {
      const auto next =
          std::ranges::min_element(edges, {}, [&](const Edge& edge) { return free_day(edge, from); });
      const std::int32_t day = vouch(*next, from, {.face_bound = chance_.below(2) == 0});
      edges.erase(next);
      from = day + chance_.between(0, 6);
    }
  }

  void grow_chain() {
    struct Link {
      std::uint32_t person;
      std::int32_t from;
      int depth;
    };
    const int deepest = chance_.between(3, 7);
    const std::int32_t start = chance_.between(0, 350 - deepest * 46);
    std::vector<Link> links{{.person = recruit(true), .from = start, .depth = 0}};
    for (std::size_t i = 0; i < links.size() && links.size() < 30; ++i) {
      const Link link = links[i];
      if (link.depth == deepest) continue;
      std::int32_t from = link.from;
      for (int children = chance_.between(1, 3); children > 0; --children) {
        const std::uint32_t child = recruit(false);
        const How how{.face_bound = link.depth > 0 && chance_.below(100) < 3};
        const std::int32_t day = vouch({link.person, child}, from, how);
        if (day >= days_in_year) {
          planted_.persons.pop_back();  // never came to it
          break;
        }
        links.push_back({.person = child, .from = day + chance_.between(31, 45), .depth = link.depth + 1});
        from = day + chance_.between(0, 4);
      }
    }
  }

  void close_ring(int size) {
    std::vector<Edge> edges;
    for (int i = 0; i < size; ++i) recruit(true);
    for (std::size_t i = 0; i < planted_.persons.size(); ++i)
      edges.emplace_back(planted_.persons[i], planted_.persons[(i + 1) % planted_.persons.size()]);
    std::ranges::rotate(edges, edges.begin() + chance_.between(0, size - 1));
    vouch_all(std::move(edges), chance_.between(0, 240));
  }

  void fill_clique(int size) {
    std::vector<Edge> edges;
    for (int i = 0; i < size; ++i) recruit(true);
    for (std::size_t i = 0; i < planted_.persons.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (chance_.below(100) >= 85) continue;
        edges.emplace_back(planted_.persons[i], planted_.persons[j]);
        if (chance_.below(2) == 0) std::swap(edges.back().first, edges.back().second);
      }
    }
    vouch_all(std::move(edges), chance_.between(0, 60));
  }

  void run_star(int windows) {
    const std::uint32_t witness = recruit(true);
    std::int32_t from = chance_.between(0, 220 - 120 * (windows - 2) - 15);
    for (int window = 0; window < windows; ++window) {
      const std::int32_t begin = vouch({witness, recruit(false)}, from, {});
      const std::int32_t latest = begin + 4;
      std::int32_t day = begin;
      for (int i = 0; i < 2; ++i)
        day = vouch({witness, recruit(false)}, std::min(day + chance_.between(0, 2), latest), {});
      from = begin + 120 + chance_.between(0, 5);
    }
  }

  void collude(int visits) {
    const std::uint32_t witness = recruit(true);
    std::int32_t day = chance_.between(0, 20);
    planted_.officer = country_.officer(centre_, day, chance_);
    for (int i = 0; i < visits; ++i) {
      const std::int32_t on = vouch({witness, recruit(false)}, day, {.officer = planted_.officer});
      if (on >= days_in_year) {
        planted_.persons.pop_back();
        return;
      }
      day = on + chance_.between(8, 30);
    }
  }

  void burst() {
    const std::uint32_t witness = recruit(true);
    std::int32_t day = chance_.between(0, 340);
    std::vector<std::uint32_t> centres;
    while (centres.size() < 3) {
      const std::uint32_t centre = country_.any_centre(chance_);
      if (std::ranges::find(centres, centre) == centres.end()) centres.push_back(centre);
    }
    for (const std::uint32_t centre : centres)
      day = vouch({witness, recruit(false)}, day, {.centre = centre}) + chance_.between(1, 3);
  }

  Country& country_;
  Year& year_;
  Chance chance_;
  std::uint32_t centre_;
  Planted planted_;
};

}  // namespace

void plant(const YearPlan& plan, Country& country, Year& year) {
  for (std::uint32_t i = 0; i < plan.attacks_of_a_kind; ++i) {
    for (std::size_t kind = 0; kind < attack_count; ++kind) {
      Gang{country, year, static_cast<Attack>(kind), Chance{plan.seed, for_attacks, i * attack_count + kind}}
          .act();
    }
  }
}

}  // namespace skranke::witness::synthetic
