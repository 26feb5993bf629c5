// What is done on a centre's day: somebody arrives, takes a ticket, is called, is served; and what is told of
// it, on the board and to officers.
//
// Every change looks at the whole day under the day's lock (QueueStore::change), so that two who press at
// the same moment come one after the other, on whatever servers.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appointments/appointments.hpp"
#include "base/result.hpp"
#include "queue/estimate.hpp"
#include "queue/order.hpp"
#include "queue/port/queue_store.hpp"

namespace skranke::reception {

using queue::Moment;

struct Tools {
  const appointments::Tools& visits;
  queue::QueueStore& store;
};

// So long before their time somebody may come.
inline constexpr Moment early_seconds = 7200;

enum class Refusal : std::uint8_t {
  centre_unknown,
  service_unknown,
  arrival_unknown,  // no booking has this code
  arrival_another_day,
  arrival_another_centre,
  booking_over,  // cancelled
  too_early,
  closed,      // for the rest of the day
  day_full,    // as many tickets as one day may have
  key_reused,  // the Idempotency-Key came with something else
  counter_busy,
  ticket_unknown,
  ticket_state,    // it is in a state in which that can't be done
  ticket_changed,  // since the caller saw it
  undo_over,
  not_arrived,
};

template <class T>
struct Answer {
  std::optional<Refusal> refusal;
  std::optional<base::Day> day;       // with arrival_another_day: which
  std::optional<queue::State> state;  // with ticket_state
  T value{};
};

// Why a centre is closed for the rest of the day.
struct Notice {
  std::string reason;  // empty: its hours
};

// A centre's day, with all that is told of it.
struct DayView {
  const appointments::Place* place = nullptr;
  queue::Day day;
  std::vector<std::size_t> line;  // indexes of tickets, in the order of calls
  queue::Estimates estimates;
  std::vector<queue::Visit> expected;        // booked, and not come yet
  std::map<std::string, std::string> names;  // by booking. PRIVACY: for officers alone
  std::optional<Notice> notice;
  std::int32_t counters_staffed = 0;

  // How many are called before it; empty for one that is not in line.
  [[nodiscard]] std::optional<std::size_t> ahead(std::size_t ticket) const;
  [[nodiscard]] std::optional<queue::Spread> estimate(std::size_t ticket) const;
  // Null: there is none.
  [[nodiscard]] const queue::Ticket* find(std::string_view ticket_id) const;
};

[[nodiscard]] base::Result<Answer<DayView>> look(const Tools& tools, std::string_view centre, Moment now);

// The local day of a centre.
[[nodiscard]] base::Day today_at(const appointments::Place& place, Moment now);

// A ticket within its day: `at` is its index.
struct Seen {
  DayView view;
  std::size_t at = 0;
  bool is_new = false;
};

// `code`: an arrival code, a manage link, or its token. The same again gives the same ticket.
[[nodiscard]] base::Result<Answer<Seen>> arrive(const Tools& tools, std::string_view centre,
                                                std::string_view code, Moment now);

struct WalkIn {
  std::string centre;
  std::string service;
  std::string language;
  std::int32_t party = 1;
};
[[nodiscard]] base::Result<Answer<Seen>> take_ticket(const Tools& tools, const WalkIn& wish,
                                                     std::string_view idempotency_key, Moment now);

// Calls the next to a counter; empty where nobody waits for it.
[[nodiscard]] base::Result<Answer<std::optional<Seen>>> call_next(const Tools& tools, std::string_view centre,
                                                                  const queue::Caller& caller, Moment now);

// What is done to a ticket. `is_undo`: the last action is undone instead.
struct Deed {
  queue::Action action = queue::Action::again;
  bool is_undo = false;
  queue::With with;
  std::optional<std::int64_t> seen;  // the ticket's sequence as the caller knows it
};
[[nodiscard]] base::Result<Answer<Seen>> act(const Tools& tools, const std::string& ticket_id,
                                             const Deed& deed);

// The centre of a ticket; empty where there is no such ticket.
[[nodiscard]] base::Result<std::optional<std::string>> centre_of_ticket(const Tools& tools,
                                                                        const std::string& ticket_id);

// The ticket of the booking that a token opens.
[[nodiscard]] base::Result<Answer<Seen>> ticket_of_booking(const Tools& tools, std::string_view token,
                                                           Moment now);

}  // namespace skranke::reception
