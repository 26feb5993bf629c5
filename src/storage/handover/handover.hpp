// What is still to be told to systems of others about a decided case: the outbox of events, written in the
// transaction that decides, and worked off by senders (docs/handover.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "desk/port/sealer.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// Who an event is for, each worked by a sender of its own.
enum class HandoverTarget : std::uint8_t {
  registration,  // the system of the MitID registration authority: a webhook
  post,          // Digital Post: a notice to the registered person or to the witness
};

[[nodiscard]] constexpr std::string_view name(HandoverTarget target) {
  return target == HandoverTarget::registration ? "registration" : "post";
}

struct Handover {
  std::string event_id;  // never used for another event
  std::string case_id;
  std::string type;     // "case.accepted"
  std::string payload;  // sealed under the key of the case, for the context handover_context(event_id)
  std::int64_t created_at = 0;
  HandoverTarget target = HandoverTarget::registration;
  std::int64_t due_at = 0;  // not before; 0: at once
};

// What a payload is sealed for.
[[nodiscard]] std::string handover_context(std::string_view event_id);

// The event; one of this id that is there already stays as it is.
[[nodiscard]] Outcome<void> put_handover(Transaction& transaction, const Handover& handover);

// Who the case is about says that it was not them: what the registration authority's system has not been told
// yet it is not told, and the payload is forgotten.
[[nodiscard]] Outcome<void> withdraw_handover(Transaction& transaction, const std::string& case_id,
                                              std::int64_t now);

enum class HandoverState : std::uint8_t { waiting, delivered, failed };

[[nodiscard]] constexpr std::string_view name(HandoverState state) {
  switch (state) {
    case HandoverState::waiting:
      return "waiting";
    case HandoverState::delivered:
      return "delivered";
    case HandoverState::failed:
      return "failed";
  }
  std::unreachable();
}

// How an event stands. PRIVACY: without its payload.
struct StandingHandover {
  std::string event_id;
  std::string case_id;
  std::string type;
  HandoverTarget target = HandoverTarget::registration;
  HandoverState state = HandoverState::waiting;
  std::int32_t attempts = 0;
  std::int64_t created_at = 0;
  std::int64_t due_at = 0;
  std::int64_t answer_status = 0;  // of HTTP; 0: no answer yet
  std::string answer;              // the first 2 KiB of its body, UTF-8; what is not, and numbers, replaced
  std::string trouble;             // why the last try failed: "unreachable"; "withdrawn"; empty: none did
};

// The events of a case, oldest first.
[[nodiscard]] Outcome<std::vector<StandingHandover>> handovers_of(Transaction& transaction,
                                                                  const std::string& case_id);

}  // namespace skranke::storage
