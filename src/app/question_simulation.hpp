// `skranke questions simulate`: how often impostors and true persons pass, over a synthetic Denmark.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "questions/simulate.hpp"

namespace skranke::app {

struct QuestionSimulateArguments {
  std::string policy = "cpr-1";
  std::uint32_t persons = 20'000;
  std::uint64_t seed = 1;
  std::uint64_t lives = 100'000;
  std::string mode = "both";       // score, count or both
  std::vector<std::string> shown;  // kinds of documents; none: a passport
  std::string date;                // of the visits; empty: today
  std::string format = "text";     // text or json
  std::string plot;                // a file for the drawing; empty: none
};

// One actor's lives in one mode.
struct SimulatedActor {
  questions::Actor actor = questions::Actor::stranger;
  questions::Tally tally;
};

struct SimulatedMode {
  questions::Mode mode = questions::Mode::score;
  questions::Supply supply;
  std::vector<SimulatedActor> actors;
};

struct Simulation {
  std::string policy;
  std::uint32_t at_least = 0;
  std::uint64_t persons = 0;
  std::uint64_t seed = 0;
  std::string date;
  std::vector<std::string> shown;
  std::vector<SimulatedMode> modes;
};

[[nodiscard]] std::string to_json(const Simulation& simulation);
[[nodiscard]] std::string to_text(const Simulation& simulation);
// A drawing (SVG) that is readable on light and on dark ground.
[[nodiscard]] std::string to_svg(const Simulation& simulation);

// Generates, counts, lives, prints; returns the exit code.
[[nodiscard]] int run_question_simulate(const QuestionSimulateArguments& arguments, const std::string& home);

}  // namespace skranke::app
