#include "queue/estimate.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <set>

#include "queue/order.hpp"

namespace skranke::queue {
namespace {

constexpr std::size_t plays = 200;
constexpr Moment still_working_seconds = 1800;
constexpr Moment visit_seconds_min = 30;
// How visits of a service are thought to spread about its assumed duration while few are known, in percent.
constexpr std::array<Moment, 5> assumed_spread{50, 75, 100, 120, 155};
// With so many known of a service, what was assumed of it counts no more.
constexpr std::size_t known_well = 20;
constexpr Moment never = std::numeric_limits<Moment>::max();

// SPEC: SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
class Draws {
 public:
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }

 private:
  std::uint64_t state_ = 0;
};

Moment length_of(const Progress& progress) {
  return std::max(*progress.ended_at - *progress.called_at, visit_seconds_min);
}

bool is_visit(const Progress& progress) {
  return progress.state == State::done && progress.called_at && progress.ended_at;
}

constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();

// Somebody in the play.
struct Person {
  Place place;             // while it is not early
  Moment ready = 0;        // when they are there
  Moment early_until = 0;  // until then they are called only where nobody else waits
  std::optional<std::int32_t> wanted;
  std::string service;
  std::size_t ticket = nobody;
  bool is_newcomer = false;
  std::vector<Moment> waits;
};

struct Counter {
  std::int32_t number = 0;
  std::optional<std::string> service;  // of the ticket that is there
  Moment since = 0;
  Moment free_at = 0;
  bool is_for_wanted = false;  // does not work, but somebody was sent to it
};

std::vector<Person> persons_of(const Scene& scene) {
  std::vector<Person> persons;
  const auto line = line_of(scene.tickets, scene.now);
  for (std::size_t i = 0; i < std::min(line.size(), line_played_max); ++i) {
    const Ticket& ticket = scene.tickets[line[i]];
    Person person;
    person.place = place_of(ticket, scene.now);
    person.early_until = person.place.is_early ? person.place.due : 0;
    person.place.is_early = false;
    person.ready = scene.now;
    person.wanted = ticket.progress.wanted;
    person.service = ticket.progress.service;
    person.ticket = line[i];
    persons.push_back(std::move(person));
  }
  for (std::size_t i = 0; i < std::min(scene.expected.size(), line_played_max); ++i) {
    const Visit& visit = scene.expected[i];
    Person person;
    person.place = {.is_early = false, .due = visit.start, .is_away = false, .made = never - 1};
    person.ready = std::max(visit.start, scene.now);
    person.service = visit.service;
    persons.push_back(std::move(person));
  }
  Person newcomer;
  newcomer.place = {.is_early = false, .due = due_of_walk_in(scene.now), .is_away = false, .made = never};
  newcomer.ready = scene.now;
  newcomer.is_newcomer = true;
  persons.push_back(std::move(newcomer));
  std::ranges::stable_sort(persons, {}, &Person::place);
  return persons;
}

std::vector<Counter> counters_of(const Scene& scene) {
  std::set<std::int32_t> numbers;
  for (const std::int32_t number : working_counters(scene.tickets, scene.counters_staffed, scene.now))
    numbers.insert(number);
  if (numbers.empty()) return {};
  const std::set<std::int32_t> working = numbers;
  for (const Ticket& ticket : scene.tickets) {
    if (is_in_line(ticket.progress.state) && ticket.progress.wanted) numbers.insert(*ticket.progress.wanted);
  }
  std::vector<Counter> counters;
  for (const std::int32_t number : numbers) {
    Counter counter;
    counter.number = number;
    counter.is_for_wanted = !working.contains(number);
    for (const Ticket& ticket : scene.tickets) {
      if (!is_at_counter(ticket.progress.state) || ticket.progress.counter != number) continue;
      counter.service = ticket.progress.service;
      counter.since = ticket.progress.called_at.value_or(scene.now);
    }
    counters.push_back(std::move(counter));
  }
  return counters;
}

// One play: counters take one after another, as the order says, until all have had their turn.
class Play {
 public:
  Play(Moment now, std::vector<Person>& persons, std::vector<Counter>& counters, VisitTimes& times,
       Draws& draws)
      : now_{now},
        persons_{persons},
        counters_{counters},
        times_{times},
        draws_{draws},
        is_open_(persons.size(), true),
        open_{persons.size()} {}

  void run() {
    for (Counter& counter : counters_) {
      counter.free_at = now_;
      if (!counter.service) continue;
      const Moment already = std::max<Moment>(now_ - counter.since, 0);
      counter.free_at += times_.draw(*counter.service, already, draws_.next()) - already;
    }
    while (open_ > 0) {
      Counter& counter = *std::ranges::min_element(counters_, {}, &Counter::free_at);
      if (counter.free_at == never) return;
      const std::size_t next = next_for(counter);
      if (next == nobody) {
        counter.free_at = ready_for(counter);
        continue;
      }
      take(counter, next);
    }
  }

 private:
  // Persons are in the order of their places.
  std::size_t next_for(const Counter& counter) const {
    std::size_t early = nobody;
    for (std::size_t i = 0; i < persons_.size(); ++i) {
      const Person& person = persons_[i];
      if (!is_open_[i] || person.ready > counter.free_at || !may_take(counter, person)) continue;
      if (person.early_until <= counter.free_at) return i;
      if (early == nobody) early = i;
    }
    return early;
  }
  // When somebody comes whom the counter may take, after it is free.
  Moment ready_for(const Counter& counter) const {
    Moment ready = never;
    for (std::size_t i = 0; i < persons_.size(); ++i) {
      if (is_open_[i] && may_take(counter, persons_[i])) ready = std::min(ready, persons_[i].ready);
    }
    return ready;
  }
  static bool may_take(const Counter& counter, const Person& person) {
    return person.wanted ? *person.wanted == counter.number : !counter.is_for_wanted;
  }
  void take(Counter& counter, std::size_t at) {
    Person& person = persons_[at];
    is_open_[at] = false;
    --open_;
    person.waits.push_back(counter.free_at - now_);
    // A newcomer is a question and takes nobody's time.
    if (!person.is_newcomer) counter.free_at += times_.draw(person.service, 0, draws_.next());
  }

  Moment now_;
  std::vector<Person>& persons_;
  std::vector<Counter>& counters_;
  VisitTimes& times_;
  Draws& draws_;
  std::vector<bool> is_open_;
  std::size_t open_;
};

std::optional<Spread> spread_of(std::vector<Moment>& waits) {
  if (waits.empty()) return std::nullopt;
  std::ranges::sort(waits);
  const auto at = [&](std::size_t percent) { return waits[(waits.size() - 1) * percent / 100]; };
  return Spread{.low = at(20), .middle = at(50), .high = at(80)};
}

}  // namespace

VisitTimes::VisitTimes(std::span<const Ticket> tickets, const Assumed& assumed) : assumed_{assumed} {
  std::vector<const Ticket*> ended;
  for (const Ticket& ticket : tickets) {
    if (is_visit(ticket.progress)) ended.push_back(&ticket);
  }
  std::ranges::stable_sort(ended, {}, [](const Ticket* each) { return *each->progress.ended_at; });
  // What was assumed counts as much as visits_known_min visits that took just so long.
  double weight = static_cast<double>(visits_known_min);
  double shares = weight;
  for (const Ticket* ticket : ended) {
    const Moment length = length_of(ticket->progress);
    const std::string& service = ticket->progress.service;
    ended_[service].push_back(length);
    shares +=
        static_cast<double>(length) / static_cast<double>(std::max(assumed_(service), visit_seconds_min));
    weight += 1;
    ++known_;
  }
  pace_ = shares / weight;
}

const std::vector<Moment>& VisitTimes::pool_of(const std::string& service) {
  const auto [found, is_new] = pools_.try_emplace(service);
  std::vector<Moment>& pool = found->second;
  if (!is_new) return pool;
  const std::vector<Moment>& ended = ended_[service];
  const std::size_t drawn = std::min(ended.size(), visits_drawn_max);
  pool.assign(ended.end() - static_cast<std::ptrdiff_t>(drawn), ended.end());
  if (drawn < known_well) {
    const auto assumed = static_cast<double>(std::max(assumed_(service), visit_seconds_min)) * pace_;
    for (const Moment percent : assumed_spread)
      pool.push_back(static_cast<Moment>(assumed * static_cast<double>(percent) / 100));
  }
  std::ranges::sort(pool);
  return pool;
}

Moment VisitTimes::draw(const std::string& service, Moment already, std::uint64_t random) {
  const std::vector<Moment>& pool = pool_of(service);
  const auto longer = std::ranges::upper_bound(pool, already);
  const auto count = static_cast<std::uint64_t>(pool.end() - longer);
  // It takes longer than any has: from nothing to half a usual visit more.
  if (count == 0)
    return already + static_cast<Moment>(random % static_cast<std::uint64_t>(pool[pool.size() / 2] / 2 + 1));
  return longer[static_cast<std::ptrdiff_t>(random % count)];
}

std::vector<std::int32_t> working_counters(std::span<const Ticket> tickets, std::int32_t counters_staffed,
                                           Moment now) {
  std::set<std::int32_t> working;
  for (const Ticket& ticket : tickets) {
    const Progress& progress = ticket.progress;
    if (!progress.counter) continue;
    const bool has_just_ended = progress.ended_at && now - *progress.ended_at <= still_working_seconds;
    if (is_at_counter(progress.state) || has_just_ended) working.insert(*progress.counter);
  }
  if (working.empty()) {
    for (std::int32_t number = 1; number <= counters_staffed; ++number) working.insert(number);
  }
  return {working.begin(), working.end()};
}

Estimates estimate(const Scene& scene, VisitTimes& times) {
  Estimates estimates;
  estimates.is_todays = times.is_todays();
  std::vector<Counter> counters = counters_of(scene);
  if (counters.empty()) return estimates;
  std::vector<Person> persons = persons_of(scene);
  Draws draws;
  for (std::size_t i = 0; i < plays; ++i) Play{scene.now, persons, counters, times, draws}.run();
  for (Person& person : persons) {
    const auto spread = spread_of(person.waits);
    if (!spread) continue;
    if (person.is_newcomer) estimates.newcomer = spread;
    if (person.ticket != nobody) estimates.tickets.emplace(person.ticket, *spread);
  }
  return estimates;
}

}  // namespace skranke::queue
