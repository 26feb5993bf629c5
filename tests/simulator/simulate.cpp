// A day, or a year, of a desk as a seed has it.
#include "counter_work.hpp"
#include "visits.hpp"
#include "world.hpp"

namespace skranke::simulator {
namespace {

// Time passes; now and then much of it. And clocks that are set wrongly, and right again: an hour, a day or
// ten years ahead, or a second, an hour or a day behind.
class Hours {
 public:
  explicit Hours(World& world) : world_{world} {}

  void step() {
    world_.pass(static_cast<std::int64_t>(world_.chance().below(400)));
    if (world_.chance().one_in(12))
      world_.pass(86'400 * static_cast<std::int64_t>(1 + world_.chance().below(50)));
    if (wrong_for_ > 0 && --wrong_for_ == 0) set(-wrong_by_);
    if (wrong_for_ > 0 || !world_.chance().one_in(40)) return;
    constexpr std::array<std::int64_t, 6> jumps{3600, 86'400, 315'576'000, -1, -3600, -86'400};
    wrong_by_ = jumps[world_.chance().below(jumps.size())];
    wrong_for_ = 1 + static_cast<int>(world_.chance().below(8));
    set(wrong_by_);
  }

 private:
  void set(std::int64_t seconds) {
    world_.note("the clock is set by " + std::to_string(seconds));
    world_.pass(seconds);
  }

  World& world_;
  std::int64_t wrong_by_ = 0;
  int wrong_for_ = 0;
};

void take_in(World& world) {
  const auto count =
      world.ask<std::size_t>("take in", [&](Life& life) { return life.log().take_in(world.now(), 64); });
  if (!count) return;
  world.note("taken in: " + std::to_string(*count));
  world.remember_checkpoint();
}

void run(World& world, int steps) {
  Visits visits{world};
  CounterWork counter{world};
  Hours hours{world};
  int starts = world.report().starts;
  const auto check = [&] {
    visits.check();
    counter.check();
  };
  for (int step = 0; step < steps && world.report().findings.empty(); ++step) {
    hours.step();
    const std::uint64_t dice = world.chance().below(10);
    if (dice < 3)
      visits.step();
    else if (dice < 9)
      counter.step();
    else
      take_in(world);
    if (world.report().starts == starts) continue;
    check();
    starts = world.report().starts;
  }
  world.calm();
  world.begin_anew(true);
  take_in(world);
  check();
  world.audit();
}

}  // namespace

Report simulate(const Options& options) {
  try {
    World world{options};
    try {
      run(world, options.steps);
    } catch (const std::exception& broken) {
      world.find(broken.what());
    }
    world.report().digest = world.digest();
    return world.report();
  } catch (const std::exception& broken) {
    Report report;
    report.findings.emplace_back(broken.what());
    return report;
  }
}

}  // namespace skranke::simulator
