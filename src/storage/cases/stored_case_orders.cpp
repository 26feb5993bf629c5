#include "storage/cases/stored_case_orders.hpp"

#include <utility>

#include "storage/cases/held.hpp"
#include "storage/cases/shredding.hpp"
#include "storage/cases/unavailable.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using cases::CaseOrder;
using cases::OrderKept;

// Why the order can't be asked for or agreed to now, or `done`.
Outcome<OrderKept> objection(Transaction& transaction, const std::string& kind, const std::string& case_id,
                             const std::string& centre_id, cases::Moment now) {
  constexpr std::string_view sealed =
      "select is_open from desk_case c where case_id = $1 and centre_id = $2 and " SKRANKE_SEALED_LEFT("c");
  constexpr std::string_view something =
      "select is_open from desk_case c where case_id = $1 and centre_id = $2 and " SKRANKE_SOMETHING_LEFT(
          "c");
  const auto rows =
      transaction.run(kind == "erase" ? sealed : something, std::vector<Value>{case_id, centre_id});
  if (!rows) return std::unexpected{rows.error()};
  if (rows->empty()) return OrderKept::unknown;
  const auto held = is_held(transaction, case_id, now);
  if (!held) return std::unexpected{held.error()};
  if (kind == "lift" && !*held) return OrderKept::not_held;
  if (kind == "erase" && *held) return OrderKept::held;
  if (kind == "erase" && integer_at(rows->front(), 0) != 0) return OrderKept::undecided;
  return OrderKept::done;
}

// All that there are, those that nobody has agreed to yet among them.
Outcome<void> end_holds(Transaction& transaction, const std::string& case_id, const std::string& lift) {
  return done(transaction,
              "update case_order set ended_by = $2 where case_id = $1 and kind = 'hold' and ended_by is null",
              {case_id, lift});
}

Outcome<OrderKept> agree_in(Transaction& transaction, const std::string& order_id,
                            const std::string& centre_id, const std::string& by, cases::Moment now) {
  const auto rows = transaction.run(
      "select o.case_id, o.kind, o.asked_by, o.agreed_by, o.ended_by from case_order o join desk_case c on "
      "c.case_id = "
      "o.case_id "
      "where o.order_id = $1 and c.centre_id = $2",
      std::vector<Value>{order_id, centre_id});
  if (!rows) return std::unexpected{rows.error()};
  if (rows->empty()) return OrderKept::unknown;
  const Row& row = rows->front();
  if (!is_null(row, 3)) return OrderKept::agreed;
  if (!is_null(row, 4)) return OrderKept::over;
  if (text_at(row, 2) == by) return OrderKept::same;
  const std::string& case_id = text_at(row, 0);
  const std::string& kind = text_at(row, 1);
  const auto against = objection(transaction, kind, case_id, centre_id, now);
  if (!against || *against != OrderKept::done) return against;
  auto agreed = transaction.run(
      "update case_order set agreed_by = $2, agreed_at = $3 where order_id = $1 and agreed_by is null "
      "returning order_id",
      std::vector<Value>{order_id, by, now});
  if (!agreed) return std::unexpected{agreed.error()};
  if (agreed->empty()) return OrderKept::agreed;
  if (kind == "lift")
    if (auto ended = end_holds(transaction, case_id, order_id); !ended) return std::unexpected{ended.error()};
  if (kind == "erase")
    if (auto gone = erase_case(transaction, case_id, now); !gone) return std::unexpected{gone.error()};
  return OrderKept::done;
}

}  // namespace

Result<OrderKept> StoredCaseOrders::ask(const CaseOrder& order) {
  OrderKept kept = OrderKept::done;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    const auto against = objection(transaction, order.kind, order.case_id, order.centre_id, order.asked_at);
    if (!against) return std::unexpected{against.error()};
    kept = *against;
    if (kept != OrderKept::done) return {};
    return done(transaction,
                "insert into case_order (order_id, case_id, kind, reason, asked_by, asked_at) "
                "values ($1, $2, $3, $4, $5, $6)",
                {order.order_id, order.case_id, order.kind, order.reason, order.asked_by, order.asked_at});
  });
  if (!written) return cases_unavailable(written.error());
  return kept;
}

Result<OrderKept> StoredCaseOrders::agree(const std::string& order_id, const std::string& centre_id,
                                          const std::string& by, cases::Moment now) {
  OrderKept kept = OrderKept::done;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    const auto done_so = agree_in(transaction, order_id, centre_id, by, now);
    if (!done_so) return std::unexpected{done_so.error()};
    kept = *done_so;
    return {};
  });
  if (!written) return cases_unavailable(written.error());
  return kept;
}

Result<std::vector<CaseOrder>> StoredCaseOrders::orders(const std::string& centre_id, cases::Moment now) {
  std::vector<CaseOrder> all;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    all.clear();
    const auto rows = transaction.run(
        "select o.order_id, o.case_id, o.kind, o.reason, o.asked_by, o.asked_at, o.agreed_by, o.agreed_at "
        "from case_order o join desk_case c on c.case_id = o.case_id where c.centre_id = $2 and "
        "((o.kind = 'erase' and o.agreed_by is null and " SKRANKE_SEALED_LEFT("c") ") or "
        "(o.kind = 'lift' and o.agreed_by is null and exists (select 1 from case_order h "
        "where h.case_id = o.case_id and " SKRANKE_HOLD_COUNTS("h", "$1") ")) or "
        "(" SKRANKE_HOLD_COUNTS("o", "$1") ")) "
        "order by o.asked_at desc, o.order_id limit 500",
        std::vector<Value>{now - cases::hold_asked_for, centre_id});
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows)
      all.push_back({.order_id = text_at(row, 0),
                     .case_id = text_at(row, 1),
                     .centre_id = centre_id,
                     .kind = text_at(row, 2),
                     .reason = text_at(row, 3),
                     .asked_by = text_at(row, 4),
                     .asked_at = integer_at(row, 5),
                     .agreed_by = optional_text_at(row, 6),
                     .agreed_at = is_null(row, 7) ? 0 : integer_at(row, 7)});
    return {};
  });
  if (!read) return cases_unavailable(read.error());
  return all;
}

}  // namespace skranke::storage
