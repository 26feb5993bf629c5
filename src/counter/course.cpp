// Opening, pausing, resuming, ending, and the silent flag.
#include "counter/step.hpp"

namespace skranke::counter {

using base::Result;

Result<Kept> open_case(const Tools& tools, const Officer& officer, const OpenWish& wish, Moment now) {
  const auto actor = actor_of(tools, officer);
  if (!actor) return std::unexpected{actor.error()};
  Kept kept{.kase = cases::open_case({.case_id = tools.witnesses.new_id(),
                                      .purpose = wish.purpose,
                                      .language = wish.language,
                                      .centre = officer.centre_id,
                                      .booking_id = wish.booking_id,
                                      .ticket_id = wish.ticket_id,
                                      .is_training = wish.is_training},
                                     *actor, now),
            .applicant = {}};
  const auto opened =
      tools.book.open(kept, {.revision = 1, .at = now, .officer_id = officer.officer_id, .what = "opened"});
  if (!opened) return std::unexpected{opened.error()};
  return kept;
}

Answer pause(const Asking& asking) { return step(asking, cases::Pause{}); }
Answer resume(const Asking& asking) { return step(asking, cases::Resume{}); }
Answer end(const Asking& asking) { return step(asking, cases::End{}); }

Answer flag(const Asking& asking, const std::string& kind) {
  auto found = look_at(asking);
  if (!found || !*found) return found;
  const auto flagged = asking.tools.book.flag(
      {.case_id = asking.case_id, .officer_id = asking.officer.officer_id, .kind = kind, .at = asking.now});
  if (!flagged) return std::unexpected{flagged.error()};
  return found;
}

}  // namespace skranke::counter
