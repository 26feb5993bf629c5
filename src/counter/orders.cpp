#include "counter/orders.hpp"

#include <utility>

namespace skranke::counter {

base::Result<AskedOrder> ask_order(const OrderTools& tools, const desk::Officer& officer, OrderWish wish,
                                   cases::Moment now) {
  AskedOrder asked{.order = {.order_id = tools.new_id(),
                             .case_id = std::move(wish.case_id),
                             .centre_id = officer.centre_id,
                             .kind = std::move(wish.kind),
                             .reason = std::move(wish.reason),
                             .asked_by = officer.officer_id,
                             .asked_at = now,
                             .agreed_by = {},
                             .agreed_at = 0}};
  const auto kept = tools.orders.ask(asked.order);
  if (!kept) return std::unexpected{kept.error()};
  asked.kept = *kept;
  return asked;
}

base::Result<cases::OrderKept> agree_to_order(const OrderTools& tools, const desk::Officer& officer,
                                              const std::string& order_id, cases::Moment now) {
  return tools.orders.agree(order_id, officer.centre_id, officer.officer_id, now);
}

base::Result<std::vector<cases::CaseOrder>> orders_of(const OrderTools& tools, const desk::Officer& officer,
                                                      cases::Moment now) {
  return tools.orders.orders(officer.centre_id, now);
}

}  // namespace skranke::counter
