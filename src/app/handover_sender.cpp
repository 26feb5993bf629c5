#include "app/handover_sender.hpp"

#include <chrono>
#include <exception>
#include <new>
#include <string>
#include <utility>

#include "app/clock.hpp"
#include "app/log.hpp"

namespace skranke::app {
namespace {

using storage::DueHandover;
using storage::Handover;
using storage::HandoverTrouble;

constexpr std::chrono::seconds lease{15};  // longer than one event can take
constexpr std::chrono::seconds look{2};    // between two looks at the outbox

// PRIVACY: ids and reasons only.
void say(const std::string& line) { log(Level::warning, line); }

void say_unmarked(const base::Result<void>& marked) {
  if (!marked) say("the outbox can't be written, so an event may go twice: " + marked.error().text);
}

}  // namespace

HandoverSender::HandoverSender(storage::StoredHandovers& outbox, const desk::Sealer& sealer,
                               storage::HandoverTarget target, std::int64_t first_pause, Carry carry)
    : outbox_{outbox},
      sealer_{sealer},
      target_{target},
      first_pause_{first_pause},
      carry_{std::move(carry)},
      thread_{[this] { run(); }} {}

HandoverSender::~HandoverSender() {
  {
    const std::scoped_lock lock{mutex_};
    is_ending_ = true;
  }
  woken_.notify_all();
  thread_.join();
}

Carried HandoverSender::carried(const DueHandover& due) {
  const Handover& event = due.event;
  const auto payload = sealer_.open(due.key, storage::handover_context(event.event_id), event.payload);
  // A master key that is not at hand just now will be: what was sealed for something else never opens.
  if (!payload)
    return {.trouble = HandoverTrouble::unreadable,
            .is_final = payload.error().fault != base::Fault::unavailable,
            .answer = {}};
  try {
    return carry_(event, *payload);
  } catch (const std::bad_alloc&) {
    // For now: there may be memory in a while.
    return {.trouble = HandoverTrouble::unreachable, .is_final = false, .answer = {}};
  } catch (const std::exception&) {
    // A bug, told where it broke; trying again would break it again.
    return {.trouble = HandoverTrouble::unreadable, .is_final = true, .answer = {}};
  }
}

void HandoverSender::write_down(const DueHandover& due, const Carried& result) {
  const std::string& id = due.event.event_id;
  const std::int64_t now = now_seconds();
  if (!result.trouble) {
    say_unmarked(outbox_.mark_delivered(id, now, result.answer));
    return;
  }
  const bool is_final = result.is_final || due.attempts >= storage::handover_tries_max;
  const std::int64_t pause = storage::handover_pause_after(due.attempts, first_pause_);
  say("event " + id + ": " + std::string{name(*result.trouble)} +
      (result.answer.status == 0 ? "" : " with " + std::to_string(result.answer.status)) +
      (is_final ? ", failed for good" : ", tried again in " + std::to_string(pause) + " s"));
  say_unmarked(outbox_.mark_failed(id, now, *result.trouble, result.answer,
                                   is_final ? std::nullopt : std::optional{now + pause}));
}

HandoverSender::Round HandoverSender::carry_one() {
  const std::int64_t now = now_seconds();
  if (const auto checked = check_clock(); !checked) {
    say("nothing is handed over: " + checked.error().text);
    return Round::unreachable;
  }
  // One at a time: what a server that dies has claimed is soon anybody's again.
  const auto claimed = outbox_.claim(target_, now, now + lease.count(), 1);
  if (!claimed) {
    say("the outbox can't be read: " + claimed.error().text);
    return Round::unreachable;
  }
  if (claimed->empty()) return Round::nothing_due;
  const Carried result = carried(claimed->front());
  write_down(claimed->front(), result);
  return result.trouble == HandoverTrouble::unreachable ? Round::unreachable : Round::carried;
}

void HandoverSender::run() {
  std::unique_lock lock{mutex_};
  while (!is_ending_) {
    lock.unlock();
    const Round round = carry_one();
    lock.lock();
    if (round == Round::carried) continue;
    // Where nobody's event goes, trying the next one would only use up its tries.
    const std::chrono::seconds pause{round == Round::unreachable ? first_pause_ : look.count()};
    woken_.wait_for(lock, pause, [this] { return is_ending_; });
  }
}

}  // namespace skranke::app
