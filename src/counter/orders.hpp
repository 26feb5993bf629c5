// Holds, their ends and erasures, each by two people of the case's centre. See docs/retention.md.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cases/port/case_orders.hpp"
#include "desk/witnessing.hpp"

namespace skranke::counter {

struct OrderTools {
  cases::CaseOrders& orders;
  std::function<std::string()> new_id;
};

struct OrderWish {
  std::string case_id;
  std::string kind;  // "hold", "lift", "erase"
  std::string reason;
};

struct AskedOrder {
  cases::CaseOrder order;
  cases::OrderKept kept = cases::OrderKept::done;
};

// What `officer` wants of a case of their centre. Problem (unavailable): nothing can be kept.
[[nodiscard]] base::Result<AskedOrder> ask_order(const OrderTools& tools, const desk::Officer& officer,
                                                 OrderWish wish, cases::Moment now);

// `officer` is the second person. Problem (unavailable): as above.
[[nodiscard]] base::Result<cases::OrderKept> agree_to_order(const OrderTools& tools,
                                                            const desk::Officer& officer,
                                                            const std::string& order_id, cases::Moment now);

// Of the officer's centre: what waits for a second person, and the holds that count.
[[nodiscard]] base::Result<std::vector<cases::CaseOrder>> orders_of(const OrderTools& tools,
                                                                    const desk::Officer& officer,
                                                                    cases::Moment now);

}  // namespace skranke::counter
