#include "visits.hpp"

namespace skranke::simulator {
namespace {

constexpr std::int64_t grid = 15;  // minutes

std::string outcome(const std::optional<appointments::Refusal>& refusal) {
  return refusal ? "refused " + std::to_string(static_cast<int>(*refusal)) : "done";
}

}  // namespace

std::string Visits::slot() {
  const std::int64_t first = world_.now() / 60 / grid + 1;
  return booking::to_string({.centre = "centre",
                             .start = (first + static_cast<std::int64_t>(world_.chance().below(24))) * grid,
                             .service = world_.chance().one_in(3) ? "long" : "short"});
}

Visits::Told* Visits::somebody() {
  if (told_.empty()) return nullptr;
  auto at = told_.begin();
  std::advance(at, static_cast<std::ptrdiff_t>(world_.chance().below(told_.size())));
  return &at->second;
}

void Visits::step() {
  switch (world_.chance().below(8)) {
    case 0:
    case 1:
    case 2:
      return book();
    case 3:
      return move();
    case 4:
      return cancel();
    case 5:
      return take_ticket();
    case 6:
      return arrive();
    default:
      return serve();
  }
}

void Visits::take(const char* what, const Asked& answer) {
  world_.note(std::string{what} + ": " + outcome(answer.refusal) + " " + answer.value.booking.booking_id);
}

void Visits::book() {
  const std::string key = world_.new_id();
  appointments::Wish wish;
  wish.slot_id = slot();
  if (world_.chance().one_in(3)) {
    const auto held = world_.insist<appointments::Answer<appointments::Held>>(
        "hold", [&](Life& life) { return appointments::hold(life.visits(), wish.slot_id, world_.now()); });
    world_.note("hold: " + outcome(held.refusal));
    if (held.refusal) return;
    wish.hold_id = held.value.hold_id;
    wish.slot_id.clear();
  }
  wish.name = "Ida " + key.substr(0, 8);
  wish.email = key.substr(0, 8) + "@example.org";
  wish.language = "da";
  const auto booked = world_.insist<Asked>(
      "book", [&](Life& life) { return appointments::book(life.visits(), wish, key, world_.now()); });
  take("book", booked);
  if (booked.refusal) return;
  const auto [at, is_new] =
      told_.emplace(booked.value.booking.booking_id,
                    Told{.token = booked.value.token, .start = booked.value.booking.start});
  if (!is_new) world_.find("two were told of the visit " + at->first);
}

// A move that was not heard of has been made, or not.
void Visits::move() {
  Told* visit = somebody();
  if (visit == nullptr) return;
  const std::string wanted = slot();
  const auto answer = world_.ask<Asked>("move", [&](Life& life) {
    return appointments::move(life.visits(), visit->token, wanted, world_.now());
  });
  const auto seen = world_.insist<Asked>(
      "see", [&](Life& life) { return appointments::find(life.visits(), visit->token); });
  if (answer) take("move", *answer);
  if (seen.refusal) return world_.find("a visit that was told of is not there");
  const std::int64_t start = seen.value.booking.start;
  const auto slot_wanted = booking::parse_slot(wanted);
  const bool is_moved = slot_wanted && start == slot_wanted->start;
  if (answer && !answer->refusal && !is_moved) world_.find("a move that was answered was not made");
  if (answer && answer->refusal && start != visit->start) world_.find("a refused move was made");
  if (start != visit->start && !is_moved) world_.find("a visit is at a time that nobody wished");
  visit->start = start;
}

void Visits::cancel() {
  Told* visit = somebody();
  if (visit == nullptr) return;
  const auto answer = world_.insist<Asked>(
      "cancel", [&](Life& life) { return appointments::cancel(life.visits(), visit->token, world_.now()); });
  take("cancel", answer);
  if (!answer.refusal) visit->is_cancelled = true;
}

void Visits::take_ticket() {
  const std::string key = world_.new_id();
  const auto taken = world_.insist<reception::Answer<reception::Seen>>("ticket", [&](Life& life) {
    return reception::take_ticket(life.reception(),
                                  {.centre = "centre", .service = "short", .language = "da", .party = 1}, key,
                                  world_.now());
  });
  world_.note(std::string{"ticket: "} + (taken.refusal ? "refused" : "done"));
  if (taken.refusal) return;
  const std::string& id = taken.value.view.day.tickets.at(taken.value.at).ticket_id;
  if (!tickets_.insert(id).second) world_.find("two were given the ticket " + id);
}

void Visits::arrive() {
  Told* visit = somebody();
  if (visit == nullptr) return;
  const auto come = world_.insist<reception::Answer<reception::Seen>>("arrive", [&](Life& life) {
    return reception::arrive(life.reception(), "centre", visit->token, world_.now());
  });
  world_.note(std::string{"arrive: "} + (come.refusal ? "refused" : "done"));
  if (!come.refusal) tickets_.insert(come.value.view.day.tickets.at(come.value.at).ticket_id);
}

// Who is called, is served, and goes; what was not heard is seen on the board.
void Visits::serve() {
  const auto counter = static_cast<std::int32_t>(1 + world_.chance().below(2));
  const auto called = world_.ask<reception::Answer<std::optional<reception::Seen>>>("call", [&](Life& life) {
    return reception::call_next(life.reception(), "centre", {.counter = counter, .services = {}},
                                world_.now());
  });
  if (!called || called->refusal || !called->value) return;
  const std::string id = called->value->view.day.tickets.at(called->value->at).ticket_id;
  for (const queue::Action action : {queue::Action::serve, queue::Action::done}) {
    const auto done = world_.ask<reception::Answer<reception::Seen>>("act", [&](Life& life) {
      return reception::act(
          life.reception(), id,
          {.action = action,
           .is_undo = false,
           .with = {.now = world_.now(), .counter = {}, .service = {}, .outcome = queue::Outcome::helped},
           .seen = {}});
    });
    world_.note(std::string{"act: "} + (done ? (done->refusal ? "refused" : "done") : "unheard"));
  }
}

void Visits::check() {
  std::size_t count = 0;
  for (const auto& row : world_.rows("select booking_id, start, state from booking")) {
    const auto told = told_.find(row[0]);
    if (told == told_.end()) {
      world_.find("nobody was told of the visit " + row[0]);
      continue;
    }
    ++count;
    const std::string state = told->second.is_cancelled ? "cancelled" : "booked";
    if (row[1] != std::to_string(told->second.start) || row[2] != state)
      world_.find("the visit " + row[0] + " is " + row[2] + " at " + row[1] + ", and was told as " + state);
  }
  if (count != told_.size()) world_.find("lost: " + std::to_string(told_.size() - count) + " visits");
  std::set<std::string> kept;
  for (const auto& row : world_.rows("select ticket_id from ticket")) kept.insert(row[0]);
  for (const std::string& id : tickets_)
    if (!kept.contains(id)) world_.find("lost: ticket " + id);
  if (kept.size() > tickets_.size()) world_.find("nobody was told of a ticket");
  if (!world_.rows("select number from ticket group by day, kind, number having count(*) > 1").empty())
    world_.find("two tickets of a day have one number");
  check_seats();
}

void Visits::check_seats() {
  std::set<std::string> had;
  for (const auto& row : world_.rows(
           "select centre_id, start, minutes, counter, booking_id from booking where state = 'booked'")) {
    for (std::int64_t at = std::stoll(row[1]); at < std::stoll(row[1]) + std::stoll(row[2]); at += grid)
      if (!had.insert(row[0] + " " + std::to_string(at) + " " + row[3] + " ").second)
        world_.find("a seat is had twice: " + row[4]);
  }
  std::size_t seats = 0;
  for (const auto& row : world_.rows("select s.centre_id, s.start, s.counter from booking_seat s "
                                     "join booking b on b.booking_id = s.booking_id")) {
    ++seats;
    if (!had.contains(row[0] + " " + row[1] + " " + row[2] + " ")) world_.find("a seat is taken for nobody");
  }
  if (seats != had.size()) world_.find("seats of visits are not taken");
}

}  // namespace skranke::simulator
