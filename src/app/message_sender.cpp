#include "app/message_sender.hpp"

#include <chrono>
#include <exception>
#include <new>
#include <string>
#include <utility>

#include "app/clock.hpp"
#include "app/log.hpp"
#include "base/limits.hpp"
#include "base/service_limits.hpp"

namespace skranke::app {
namespace {

namespace limits = base::limits;
using booking::DueMessage;
using booking::Moment;
using booking::Trouble;

// PRIVACY: ids and reasons only.
void say(const std::string& line) { log(Level::warning, line); }

void say_unmarked(const base::Result<void>& marked) {
  if (!marked) say("the outbox can't be written, so a message may go twice: " + marked.error().text);
}

}  // namespace

MessageSender::MessageSender(booking::Outbox& outbox, booking::Channel channel, Moment first_pause,
                             Carry carry)
    : outbox_{outbox},
      channel_{channel},
      first_pause_{first_pause},
      carry_{std::move(carry)},
      thread_{[this] { run(); }} {}

MessageSender::~MessageSender() {
  {
    const std::scoped_lock lock{mutex_};
    late_ = std::chrono::steady_clock::now() + limits::drain_deadline;
  }
  woken_.notify_all();
  thread_.join();
}

bool MessageSender::is_ending() {
  const std::scoped_lock lock{mutex_};
  return late_.has_value();
}

bool MessageSender::is_late() {
  const std::scoped_lock lock{mutex_};
  return late_ && std::chrono::steady_clock::now() >= *late_;
}

bool MessageSender::send_one(const DueMessage& message) {
  std::optional<Trouble> trouble;
  try {
    trouble = carry_(message);
  } catch (const std::bad_alloc&) {
    trouble = Trouble::unreachable;  // for now: there may be memory in a while
  } catch (const std::exception&) {
    // A bug, told where it broke; trying again would break it again.
    trouble = Trouble::unwritable;
  }
  if (!trouble) {
    say_unmarked(outbox_.mark_sent(message.key, now_seconds()));
    return true;
  }
  const bool is_final = *trouble == Trouble::refused || *trouble == Trouble::unwritable ||
                        message.attempts >= booking::message_tries_max;
  const Moment pause = booking::pause_after(message.attempts, first_pause_);
  const std::string id = booking::to_string(message.key);
  say("message " + id + ": " + std::string{name(*trouble)} +
      (is_final ? ", given up" : ", tried again in " + std::to_string(pause) + " s"));
  say_unmarked(outbox_.mark_failed(message.key, *trouble,
                                   is_final ? std::nullopt : std::optional{now_seconds() + pause}));
  return *trouble != Trouble::unreachable;
}

MessageSender::Round MessageSender::send_due() {
  const Moment begun = now_seconds();
  if (const auto checked = check_clock(); !checked) {
    say("no message is sent: " + checked.error().text);
    return Round::none;
  }
  const auto claimed =
      outbox_.claim(channel_, begun, begun + limits::message_claim.count(), limits::messages_at_once);
  if (!claimed) {
    say("the outbox can't be read: " + claimed.error().text);
    return Round::none;
  }
  bool is_reachable = true;
  for (const DueMessage& message : *claimed) {
    if (is_reachable && !is_late())
      is_reachable = send_one(message);
    else
      say_unmarked(outbox_.put_back(message.key, now_seconds()));
  }
  if (!is_reachable) return Round::none;
  return claimed->empty() ? Round::all : Round::some;
}

void MessageSender::run() {
  while (true) {
    // Read before the look: what was written before the end began is seen by a look after it.
    const bool is_ending = this->is_ending();
    const Round round = send_due();
    if (is_ending && (round != Round::some || is_late())) return;
    if (is_ending || round == Round::some) continue;
    // Where nobody's message goes, trying the next one would only use up its tries.
    const Moment pause = round == Round::none ? first_pause_ : limits::message_look.count();
    std::unique_lock lock{mutex_};
    woken_.wait_for(lock, std::chrono::seconds{pause}, [this] { return late_.has_value(); });
    if (late_ && round == Round::none) return;
  }
}

}  // namespace skranke::app
