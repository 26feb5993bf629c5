// What is to be said to somebody about a visit, until it is said: the outbox that a booking is written with.
//
// A message is claimed for a time, carried away, and marked. Any number of servers may do so at once: each
// message is claimed by one. One that is killed between claiming and marking leaves its messages to the next,
// when the time of the claim is over; the message then has the same id, so that who got it twice can see it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "booking/port/booking_store.hpp"

namespace skranke::booking {

// What there is to say.
enum class Event : std::uint8_t {
  confirmed,
  moved,
  cancelled,  // by who booked
  reminder,
  closed,     // the centre had to cancel
  offered,    // a time that has become free, to who waits for one
  invited,    // the witness, as the second party
  uninvited,  // the same, who is not asked any more
};

inline constexpr std::array all_events{Event::confirmed, Event::moved,   Event::cancelled, Event::reminder,
                                       Event::closed,    Event::offered, Event::invited,   Event::uninvited};

[[nodiscard]] constexpr std::string_view name(Event event) {
  switch (event) {
    case Event::confirmed:
      return "confirmed";
    case Event::moved:
      return "moved";
    case Event::cancelled:
      return "cancelled";
    case Event::reminder:
      return "reminder";
    case Event::closed:
      return "closed";
    case Event::offered:
      return "offered";
    case Event::invited:
      return "invited";
    case Event::uninvited:
      return "uninvited";
  }
  std::unreachable();
}

// The way to reach somebody.
enum class Channel : std::uint8_t { mail, sms };

inline constexpr std::array all_channels{Channel::mail, Channel::sms};

[[nodiscard]] constexpr std::string_view name(Channel channel) {
  return channel == Channel::mail ? "mail" : "sms";
}

// Why a message could not be carried away.
enum class Trouble : std::uint8_t {
  unreachable,  // whoever takes it does not answer, or takes nothing: nobody's message goes
  postponed,    // whoever takes it does not want this one now
  refused,      // whoever takes it never will
  unwritable,   // it can't be written: a centre or an address that is none
};

[[nodiscard]] constexpr std::string_view name(Trouble trouble) {
  switch (trouble) {
    case Trouble::unreachable:
      return "unreachable";
    case Trouble::postponed:
      return "postponed";
    case Trouble::refused:
      return "refused";
    case Trouble::unwritable:
      return "unwritable";
  }
  std::unreachable();
}

// Which message: never used for another. Of what is offered the id is that of who waits, of what a witness is
// told that of the invitation.
struct MessageKey {
  std::string booking_id;
  Event event = Event::confirmed;
  std::int32_t sequence = 0;
  Channel channel = Channel::mail;
};

// "0123….confirmed.0.mail"
[[nodiscard]] std::string to_string(const MessageKey& key);
// Empty for anything that to_string doesn't give.
[[nodiscard]] std::optional<MessageKey> parse_message_key(std::string_view text);

// PRIVACY: the address is the recipient's, the name is who booked's.
struct DueMessage {
  MessageKey key;
  std::string address;
  Booking booking;  // with the time, place and sequence that the message is about
  Moment written_at = 0;
  std::int32_t attempts = 0;  // with this one
};

// A message that waits or was given up, without anybody's name or address.
struct StandingMessage {
  MessageKey key;
  bool is_given_up = false;
  std::int32_t attempts = 0;
  Moment due_at = 0;
  std::string trouble;  // of the last try; empty: none was made, or its server was killed
};

struct MessageCounts {
  std::int64_t waiting = 0;  // those that are not due yet included
  std::int64_t sent = 0;
  std::int64_t given_up = 0;
  std::int64_t overtaken = 0;  // the visit had begun, or was another one, before it could be said
};

inline constexpr std::int32_t message_tries_max = 8;

// How long after a failed try the next one is made, in pauses of the first: with a minute these are 1, 5 and
// 30 minutes, 2, 6, 12 and 24 hours.
[[nodiscard]] constexpr Moment pause_after(std::int32_t attempts, Moment first_pause) {
  constexpr std::array<Moment, message_tries_max - 1> pauses{1, 5, 30, 120, 360, 720, 1440};
  const auto last = static_cast<std::int32_t>(pauses.size());
  return pauses.at(static_cast<std::size_t>(std::clamp(attempts, 1, last) - 1)) * first_pause;
}

class Outbox {
 public:
  virtual ~Outbox() = default;

  // At most `count` messages of the channel that are due, the longest due first, which nobody else gets until
  // `until`. Messages of one booking go in the order of their events. What is about a visit that has begun or
  // was changed since, reminders above all, is put aside as overtaken instead.
  [[nodiscard]] virtual base::Result<std::vector<DueMessage>> claim(Channel channel, Moment now, Moment until,
                                                                    std::size_t count) = 0;

  // It was carried away: its address is forgotten.
  [[nodiscard]] virtual base::Result<void> mark_sent(const MessageKey& key, Moment now) = 0;
  // It was not. Tried again at `again`; without that it is given up.
  [[nodiscard]] virtual base::Result<void> mark_failed(const MessageKey& key, Trouble trouble,
                                                       std::optional<Moment> again) = 0;
  // It was claimed and not tried: due again at `again`, and the try does not count.
  [[nodiscard]] virtual base::Result<void> put_back(const MessageKey& key, Moment again) = 0;

  [[nodiscard]] virtual base::Result<MessageCounts> count_messages() = 0;
  // Those given up first, then those that wait, by when they are due; at most `count`.
  [[nodiscard]] virtual base::Result<std::vector<StandingMessage>> standing(std::size_t count) = 0;
  // Due at `now`, with all its tries before it. False where no such message waits or was given up.
  [[nodiscard]] virtual base::Result<bool> retry(const MessageKey& key, Moment now) = 0;
};

}  // namespace skranke::booking
