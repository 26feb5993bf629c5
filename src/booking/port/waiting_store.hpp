// What the waiting list needs kept: who waits, in order, and the one offer that each of them may have.
//
// An offer is a hold on seats whose id the list keeps to itself. So whoever accepts it has the seats or has
// nothing, and seats whose offer is over are free for everybody without being given back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "booking/port/booking_store.hpp"

namespace skranke::booking {

enum class WaitState : std::uint8_t {
  waiting,
  offered,
  taken,  // it has become a visit, or the visit was made earlier
  over,
};

// Why an entry is over.
enum class WaitEnding : std::uint8_t {
  none,
  unanswered,       // as many offers as may be were not answered
  left,             // who waited took themselves off the list
  days_over,        // nothing became free in time
  visit_cancelled,  // the visit that was to be earlier
  visit_changed,    // it is as early as was asked for, or is another one
};

struct Offer {
  std::string hold_id;
  Instant start = 0;
  std::int32_t minutes = 0;
  Moment until = 0;
};

// PRIVACY: a name and the ways to be reached; of an entry for a visit those of the visit.
struct Waiting {
  std::string waiting_id;
  bool is_earlier = false;  // for a visit that is booked, and wanted earlier
  std::string booking_id;   // that visit, or the one that came of it; empty: none yet
  std::string centre;
  std::string service;
  Instant from = 0;  // starts that are wanted, `until` excluded
  Instant until = 0;
  std::string name;
  std::string email;
  std::string phone;
  std::string language;
  std::int32_t party = 1;
  std::string person;  // keyed hash, as a booking's; empty: not known
  std::string
      contact;  // the same of the contact, where it may have so many visits to come; empty: any number
  WaitState state = WaitState::waiting;
  WaitEnding ending = WaitEnding::none;
  std::int32_t missed = 0;    // offers since the last answer that were not answered
  std::int32_t sequence = 0;  // one more with each offer
  Moment created_at = 0;
  std::optional<Offer> offer;  // that stands
  std::int64_t before = 0;     // who waits at the centre for some of the same days, and longer
};

struct NewWaiting {
  Waiting waiting;
  std::vector<std::string> claims;  // keyed hashes that only one entry in line may have
  std::string request;              // keyed hash of the Idempotency-Key; empty: without
  std::string request_body;         // keyed hash of what was asked
  Moment now = 0;
};

enum class WaitRefusal : std::uint8_t {
  unknown,
  already_waiting,
  key_reused,
  booking_over,    // the visit that was to be earlier
  offer_over,      // it was answered, its time is up, or it is not the one that was seen
  already_booked,  // this person has a visit at that time
  too_many,        // this contact has as many visits to come as it may
};

struct Waited {
  std::optional<WaitRefusal> refusal;
  Waiting waiting;
  bool is_replay = false;  // it was so before
};

struct Answering {
  std::string waiting_id;
  std::optional<std::int32_t> seen;  // the sequence that the offer has; empty: whichever stands
  std::string booking_id;            // of the visit that comes of it, where there is none yet
  std::int32_t contact_max = 0;      // visits to come, where they are counted
  Moment now = 0;
};

// Who could be offered something.
struct InLine {
  std::string waiting_id;
  std::string service;
  Instant from = 0;
  Instant until = 0;               // before the visit that is to be earlier, too
  std::vector<Instant> not_these;  // that were offered before
};

class WaitingStore {
 public:
  virtual ~WaitingStore() = default;

  [[nodiscard]] virtual base::Result<Waited> join(const NewWaiting& wanted) = 0;
  [[nodiscard]] virtual base::Result<std::optional<Waiting>> find(const std::string& waiting_id) = 0;
  // The entry in line for a visit.
  [[nodiscard]] virtual base::Result<std::optional<Waiting>> find_for(const std::string& booking_id) = 0;

  // Books what was offered, or moves the visit there: both the entry and the visit, or neither. Once more
  // changes nothing.
  [[nodiscard]] virtual base::Result<Waited> accept(const Answering& answering) = 0;
  // Gives the seats back, and waits on for other times.
  [[nodiscard]] virtual base::Result<Waited> decline(const Answering& answering) = 0;
  // Takes the entry off the list; of one that is over or taken it changes nothing.
  [[nodiscard]] virtual base::Result<Waited> leave(const std::string& waiting_id, Moment now) = 0;

  // Centres at which somebody waits.
  [[nodiscard]] virtual base::Result<std::vector<std::string>> centres_waited_for() = 0;
  // Who waits at a centre without an offer, the oldest first, `count` at most.
  [[nodiscard]] virtual base::Result<std::vector<InLine>> line(const std::string& centre,
                                                               std::int64_t count) = 0;
  // Holds seats for who waits and writes the message. False where a seat is gone, or they wait no longer.
  [[nodiscard]] virtual base::Result<bool> offer(const std::string& waiting_id, const Hold& hold,
                                                 Moment now) = 0;
  // Offers that were not answered by now are over, as are entries of whose days nothing is left from
  // `first_start` on; `count` of each at most. Gives how many changed.
  [[nodiscard]] virtual base::Result<std::int64_t> settle(Moment now, Instant first_start,
                                                          std::int64_t count) = 0;

  // Makes nameless those whose days were over at `last`, `count` at most, and gives how many. What was in
  // line then is over.
  [[nodiscard]] virtual base::Result<std::int64_t> forget_waiting(Instant last, Moment now,
                                                                  std::int64_t count) = 0;
};

}  // namespace skranke::booking
