#include "queue/ticket.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace skranke::queue {
namespace {

// Every step that there is. Where a pair is not here, the action is refused.
struct Step {
  Action action;
  State from;
  State to;
};
constexpr std::array steps{
    Step{Action::call, State::waiting, State::called},
    Step{Action::call, State::away, State::called},
    Step{Action::again, State::called, State::called},
    Step{Action::serve, State::called, State::serving},
    Step{Action::away, State::called, State::away},  // State::left after calls_unheeded_max of them
    Step{Action::back, State::called, State::waiting},
    Step{Action::back, State::away, State::waiting},
    Step{Action::back, State::left, State::waiting},
    Step{Action::transfer, State::waiting, State::waiting},
    Step{Action::transfer, State::called, State::waiting},
    Step{Action::transfer, State::serving, State::waiting},
    Step{Action::transfer, State::away, State::waiting},
    Step{Action::done, State::called, State::done},
    Step{Action::done, State::serving, State::done},
    Step{Action::left, State::waiting, State::left},
    Step{Action::left, State::called, State::left},
    Step{Action::left, State::serving, State::left},
    Step{Action::left, State::away, State::left},
};

constexpr std::array<std::string_view, 2> kinds{"booked", "walk-in"};
constexpr std::array<std::string_view, 6> states{"waiting", "called", "serving", "away", "done", "left"};
constexpr std::array<std::string_view, 8> actions{"call", "again",    "serve", "away",
                                                  "back", "transfer", "done",  "left"};
constexpr std::array<std::string_view, 5> outcomes{"helped", "documents", "witness", "questions", "other"};

template <class Enum, std::size_t n>
std::optional<Enum> named(const std::array<std::string_view, n>& names, std::string_view text) {
  const auto found = std::ranges::find(names, text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

void to_line(Progress& progress) {
  progress.counter.reset();
  progress.called_at.reset();
  progress.serving_at.reset();
  progress.ended_at.reset();
  progress.away_at.reset();
  progress.outcome.reset();
}

void end(Progress& progress, Moment now) {
  progress.ended_at = now;
  progress.away_at.reset();
}

void apply(Progress& progress, Action action, const With& with) {
  switch (action) {
    case Action::call:
      to_line(progress);
      progress.counter = with.counter;
      progress.called_at = with.now;
      ++progress.calls;
      return;
    case Action::again:
      progress.called_at = with.now;
      ++progress.calls;
      return;
    case Action::serve:
      progress.serving_at = with.now;
      progress.unheeded = 0;
      return;
    case Action::away:
      if (++progress.unheeded >= calls_unheeded_max) {
        progress.state = State::left;
        return end(progress, with.now);
      }
      to_line(progress);
      progress.away_at = with.now;
      return;
    case Action::back:
      to_line(progress);
      progress.unheeded = 0;
      return;
    case Action::transfer:
      to_line(progress);
      progress.unheeded = 0;
      progress.wanted = with.counter;
      if (!with.service.empty()) progress.service = with.service;
      return;
    case Action::done:
      progress.outcome = with.outcome;
      return end(progress, with.now);
    case Action::left:
      return end(progress, with.now);
  }
  std::unreachable();
}

}  // namespace

std::string_view name(Kind kind) { return kinds.at(static_cast<std::size_t>(kind)); }
std::string_view name(State state) { return states.at(static_cast<std::size_t>(state)); }
std::string_view name(Action action) { return actions.at(static_cast<std::size_t>(action)); }
std::string_view name(Outcome outcome) { return outcomes.at(static_cast<std::size_t>(outcome)); }
std::optional<Kind> kind_named(std::string_view text) { return named<Kind>(kinds, text); }
std::optional<State> state_named(std::string_view text) { return named<State>(states, text); }
std::optional<Outcome> outcome_named(std::string_view text) { return named<Outcome>(outcomes, text); }

std::string name_of(const Ticket& ticket) {
  std::string text{ticket.kind == Kind::booked ? "B" : "A"};
  return text.append(std::to_string(ticket.number));
}

std::vector<Action> possible(State state) {
  std::vector<Action> found;
  for (const Step& step : steps) {
    if (step.from == state) found.push_back(step.action);
  }
  return found;
}

std::optional<Ticket> after(const Ticket& ticket, Action action, const With& with) {
  const auto step = std::ranges::find_if(
      steps, [&](const Step& each) { return each.action == action && each.from == ticket.progress.state; });
  if (step == steps.end()) return std::nullopt;
  Ticket next = ticket;
  next.undo = Undo{.before = ticket.progress, .at = with.now};
  next.progress.state = step->to;
  apply(next.progress, action, with);
  return next;
}

std::optional<Ticket> undone(const Ticket& ticket, Moment now) {
  if (!ticket.undo || now - ticket.undo->at > undo_seconds) return std::nullopt;
  Ticket before = ticket;
  before.progress = ticket.undo->before;
  before.undo.reset();
  return before;
}

}  // namespace skranke::queue
