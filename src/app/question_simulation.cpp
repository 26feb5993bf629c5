#include "app/question_simulation.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <fstream>
#include <future>
#include <iostream>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <boost/json.hpp>
#include <unistd.h>

#include "app/answers.hpp"
#include "app/exit_code.hpp"
#include "app/home.hpp"
#include "app/progress_bar.hpp"
#include "app/question_policy.hpp"
#include "app/register_subjects.hpp"
#include "app/start.hpp"
#include "synthetic/denmark.hpp"

namespace skranke::app {
namespace {

using questions::Actor;

constexpr std::array<Actor, questions::actor_count> actors{
    Actor::stranger, Actor::reader,      Actor::at_the_bound,  Actor::neighbour, Actor::former_partner,
    Actor::family,   Actor::true_person, Actor::uneven_memory, Actor::forgetful};

base::Result<std::vector<questions::Subject>> synthetic_register(std::uint32_t persons, std::uint64_t seed,
                                                                 base::Day today) {
  SubjectReader reader;
  std::optional<base::Problem> refused;
  synthetic::generate(persons, seed, [&](std::string_view bytes, const synthetic::Extent& /*done*/) {
    auto given = reader.give(bytes);
    if (!given) refused = std::move(given.error());
    return !refused;
  });
  if (refused) return std::unexpected{std::move(*refused)};
  return reader.finish(today);
}

// The actors' lives, on as many threads as the machine has. The numbers do not depend on how many.
std::vector<SimulatedActor> live_all(questions::Setting setting, std::uint64_t lives) {
  const std::vector<std::size_t> answerable = questions::answerable(setting);
  ProgressBar bar{::isatty(STDERR_FILENO) == 1, "lives", lives * actors.size()};
  std::mutex door;
  std::uint64_t done = 0;
  setting.lived = [&](std::uint64_t lived) {
    const std::scoped_lock lock{door};
    done += lived;
    bar.show(done, done);
  };
  std::vector<SimulatedActor> all(actors.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < actors.size(); i = next++) {
      all[i] = {.actor = actors[i], .tally = questions::live(setting, answerable, actors[i], lives)};
    }
  };
  std::vector<std::future<void>> others;
  for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) {
    others.push_back(std::async(std::launch::async, work));
  }
  work();
  for (std::future<void>& other : others) other.get();
  return all;
}

base::Result<Simulation> simulate(const QuestionSimulateArguments& arguments, questions::Policy policy,
                                  base::Day today) {
  auto subjects = synthetic_register(arguments.persons, arguments.seed, today);
  if (!subjects) return std::unexpected{std::move(subjects.error())};
  questions::Roads roads;
  for (const questions::Subject& subject : *subjects) roads.add(subject.person);
  questions::ShareCounter counter{policy, roads};
  for (const questions::Subject& subject : *subjects) counter.add(subject.person, subject.relations);
  const questions::Shares shares = counter.finish();
  const questions::Register known{.roads = roads, .shares = shares};
  const questions::Guesses guesses{policy, *subjects, known};
  const questions::Shown shown{.today = today, .kinds = arguments.shown};
  Simulation simulation{.policy = policy.id,
                        .at_least = policy.at_least,
                        .persons = subjects->size(),
                        .seed = arguments.seed,
                        .date = base::format_day(today),
                        .shown = arguments.shown,
                        .modes = {}};
  for (const questions::Mode mode : {questions::Mode::score, questions::Mode::count}) {
    const std::string_view name = questions::mode_names[static_cast<std::size_t>(mode)];
    if (arguments.mode != "both" && arguments.mode != name) continue;
    policy.mode = mode;
    const questions::Setting setting{.policy = policy,
                                     .subjects = *subjects,
                                     .known = known,
                                     .guesses = guesses,
                                     .shown = shown,
                                     .seed = arguments.seed};
    simulation.modes.push_back(
        {.mode = mode, .supply = questions::supply(setting), .actors = live_all(setting, arguments.lives)});
  }
  return simulation;
}

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

// 1/A and three standard errors of a rate that is exactly 1/A.
double bound(std::uint32_t at_least, std::uint64_t lives) {
  const double most = 1.0 / at_least;
  return lives == 0 ? 1 : most + 3 * std::sqrt(most * (1 - most) / static_cast<double>(lives));
}

boost::json::object json_of(const SimulatedActor& one, questions::Mode mode, std::uint32_t at_least) {
  const questions::Tally& tally = one.tally;
  const questions::Interval interval = questions::wilson(tally.passed, tally.lives);
  boost::json::object object;
  object["id"] = questions::actor_names[static_cast<std::size_t>(one.actor)];
  object["lives"] = tally.lives;
  object["passed"] = tally.passed;
  object["rate"] = share(tally.passed, tally.lives);
  object["low"] = interval.low;
  object["high"] = interval.high;
  object["sessions_per_life"] = share(tally.sessions, tally.lives);
  object["questions_per_life"] = share(tally.questions, tally.lives);
  const bool is_bounded =
      mode == questions::Mode::score &&
      (one.actor == Actor::stranger || one.actor == Actor::reader || one.actor == Actor::at_the_bound);
  if (is_bounded) {
    object["bound"] = bound(at_least, tally.lives);
    object["within_bound"] = share(tally.passed, tally.lives) <= bound(at_least, tally.lives);
  }
  return object;
}

boost::json::object json_of(const SimulatedMode& mode, std::uint32_t at_least) {
  boost::json::object lengths;
  for (std::size_t i = 0; i < mode.supply.by_length.size(); ++i) {
    if (mode.supply.by_length[i] > 0) lengths[std::to_string(i)] = mode.supply.by_length[i];
  }
  boost::json::array impostors;
  boost::json::array true_persons;
  for (const SimulatedActor& one : mode.actors) {
    (questions::is_true_person(one.actor) ? true_persons : impostors)
        .push_back(json_of(one, mode.mode, at_least));
  }
  boost::json::object object;
  object["mode"] = questions::mode_names[static_cast<std::size_t>(mode.mode)];
  object["adults"] = mode.supply.persons;
  object["witness_needed"] = mode.supply.witness_needed;
  object["witness_needed_share"] = share(mode.supply.witness_needed, mode.supply.persons);
  object["sessions_by_questions"] = std::move(lengths);
  object["impostors"] = std::move(impostors);
  object["true_persons"] = std::move(true_persons);
  return object;
}

std::string percent(double rate) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%8.3f %%", 100 * rate);
  return text.data();
}

int cannot_simulate(const base::Problem& problem) {
  return complain(problem, problem.fault == base::Fault::invalid_policy ? exit_bad_input : exit_outside);
}

}  // namespace

std::string to_json(const Simulation& simulation) {
  boost::json::object object;
  object["policy"] = simulation.policy;
  object["at_least"] = simulation.at_least;
  object["persons"] = simulation.persons;
  object["seed"] = simulation.seed;
  object["date"] = simulation.date;
  object["shown"] = boost::json::value_from(simulation.shown);
  boost::json::array modes;
  for (const SimulatedMode& mode : simulation.modes) modes.push_back(json_of(mode, simulation.at_least));
  object["modes"] = std::move(modes);
  return boost::json::serialize(object) + "\n";
}

std::string to_text(const Simulation& simulation) {
  std::string text;
  for (const SimulatedMode& mode : simulation.modes) {
    text.append("mode ").append(questions::mode_names[static_cast<std::size_t>(mode.mode)]);
    text.append(": ").append(std::to_string(mode.supply.witness_needed)).append(" of ");
    text.append(std::to_string(mode.supply.persons)).append(" adults need a witness\n");
    for (const SimulatedActor& one : mode.actors) {
      const questions::Interval interval = questions::wilson(one.tally.passed, one.tally.lives);
      std::string name{questions::actor_names[static_cast<std::size_t>(one.actor)]};
      name.resize(16, ' ');
      text.append("  ").append(name).append(percent(share(one.tally.passed, one.tally.lives)));
      text.append("  (").append(percent(interval.low)).append(" to ").append(percent(interval.high));
      text.append(") of ").append(std::to_string(one.tally.lives)).append(" lives\n");
    }
  }
  return text;
}

int run_question_simulate(const QuestionSimulateArguments& arguments, const std::string& home) {
  const auto begun = start(home);
  if (!begun) return complain(begun.error(), exit_outside);
  auto policy = load_question_policy(begun->home, arguments.policy);
  if (!policy) return cannot_simulate(policy.error());
  base::Day today = begun->today;
  if (!arguments.date.empty()) {
    const auto day = base::parse_day(arguments.date);
    if (!day) return complain("--date: expected a day that exists, YYYY-MM-DD", exit_usage);
    today = *day;
  }
  QuestionSimulateArguments filled = arguments;
  if (filled.shown.empty()) filled.shown.emplace_back("passport");
  const auto simulation = simulate(filled, std::move(*policy), today);
  if (!simulation) return cannot_simulate(simulation.error());
  if (!arguments.plot.empty()) {
    std::ofstream file{arguments.plot, std::ios::binary};
    file << to_svg(*simulation);
    file.close();
    if (!file) return complain(arguments.plot + ": can't be written", exit_outside);
  }
  return write_all(arguments.format == "json" ? to_json(*simulation) : to_text(*simulation))
             ? exit_yes
             : complain_unwritten();
}

}  // namespace skranke::app
