// Rows of the table `handover`, read.
#pragma once

#include "storage/handover/handover.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {

// Of the columns event_id, case_id, target, type, state, attempts, created_at, due_at, answer_status, answer,
// trouble.
[[nodiscard]] inline StandingHandover standing_handover(const Row& row) {
  const std::string& state = text_at(row, 4);
  return {.event_id = text_at(row, 0),
          .case_id = text_at(row, 1),
          .type = text_at(row, 3),
          .target = text_at(row, 2) == name(HandoverTarget::post) ? HandoverTarget::post
                                                                  : HandoverTarget::registration,
          .state = state == "delivered" ? HandoverState::delivered
                   : state == "failed"  ? HandoverState::failed
                                        : HandoverState::waiting,
          .attempts = static_cast<std::int32_t>(integer_at(row, 5)),
          .created_at = integer_at(row, 6),
          .due_at = integer_at(row, 7),
          .answer_status = integer_at(row, 8),
          .answer = text_at(row, 9),
          .trouble = text_at(row, 10)};
}

}  // namespace skranke::storage
