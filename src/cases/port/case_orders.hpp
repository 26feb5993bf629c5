// What two people want of a case: a legal hold, its end, or that everything of it is destroyed now.
//
// INVARIANT: an order is in force once somebody else than who asked has agreed. Only a hold counts at once,
// so that nothing is destroyed while it waits, and lapses after two weeks where nobody agreed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cases/case.hpp"

namespace skranke::cases {

struct CaseOrder {
  std::string order_id;
  std::string case_id;
  std::string centre_id;  // of the case: only there it is known
  std::string kind;       // "hold", "lift", "erase"
  std::string reason;
  std::string asked_by;
  Moment asked_at = 0;
  std::string agreed_by;  // empty: nobody yet
  Moment agreed_at = 0;
};

inline constexpr Moment hold_asked_for =
    14 * Moment{86'400};  // seconds that a hold counts without the second person

enum class OrderKept : std::uint8_t {
  done,
  unknown,    // no such case, or no such order
  same,       // who asked does not agree
  agreed,     // that was done already
  over,       // the hold has been ended meanwhile
  held,       // nothing of a held case is destroyed
  not_held,   // there is no hold to lift
  undecided,  // an open case is ended first
};

class CaseOrders {
 public:
  virtual ~CaseOrders() = default;

  // Keeps what somebody asks for; `order` has no second person yet.
  [[nodiscard]] virtual base::Result<OrderKept> ask(const CaseOrder& order) = 0;
  // The second person: an erasure destroys in the same transaction.
  [[nodiscard]] virtual base::Result<OrderKept> agree(const std::string& order_id,
                                                      const std::string& centre_id, const std::string& by,
                                                      Moment now) = 0;
  // Those of the centre that wait for a second person, and its holds in force; the newest first, at most 500.
  [[nodiscard]] virtual base::Result<std::vector<CaseOrder>> orders(const std::string& centre_id,
                                                                    Moment now) = 0;
};

}  // namespace skranke::cases
