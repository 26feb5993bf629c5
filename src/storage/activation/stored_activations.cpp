#include "storage/activation/stored_activations.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using activation::Activation;
using activation::Deed;
using activation::State;
using base::Result;

constexpr std::array<std::string_view, 5> state_names{"installed", "proposed", "active", "withdrawn",
                                                      "superseded"};

std::string name_of(State state) { return std::string{state_names.at(static_cast<std::size_t>(state))}; }

State state_named(std::string_view name) {
  for (std::size_t i = 0; i < state_names.size(); ++i)
    if (state_names.at(i) == name) return static_cast<State>(i);
  base::ensure(false, "a state that the schema allows");
  return State::withdrawn;
}

std::unexpected<base::Problem> unavailable(const Fault& fault) {
  std::string text{"who activated which policy can't be read or kept: "};
  return base::fail(base::Fault::unavailable, text.append(fault.text));
}

Deed deed_at(const Row& row, std::size_t column) {
  return {.by = optional_text_at(row, column),
          .at = is_null(row, column + 1) ? 0 : integer_at(row, column + 1)};
}

Activation activation_at(const Row& row) {
  return {.activation_id = text_at(row, 0),
          .policy = text_at(row, 1),
          .version = text_at(row, 2),
          .sha256 = text_at(row, 3),
          .effective = day_at(row, 4),
          .state = state_named(text_at(row, 5)),
          .proposed = deed_at(row, 6),
          .activated = deed_at(row, 8),
          .withdrawn = deed_at(row, 10)};
}

// Whether a statement that gives back what it changed has changed something.
Outcome<bool> changes(Transaction& transaction, std::string_view sql, const std::vector<Value>& values) {
  const auto rows = transaction.run(sql, values);
  if (!rows) return std::unexpected{rows.error()};
  return !rows->empty();
}

// False where this text, or another standing one, is in the way.
Outcome<bool> put(Transaction& transaction, const Activation& activation) {
  return changes(
      transaction,
      "insert into policy_activation (activation_id, policy_id, version, sha256, effective, state, "
      "proposed_by, proposed_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing "
      "returning activation_id",
      {activation.activation_id, activation.policy, activation.version, activation.sha256,
       day_value(activation.effective), name_of(activation.state), optional_text(activation.proposed.by),
       activation.proposed.at});
}

}  // namespace

Result<void> StoredActivations::begin(const std::vector<Activation>& installed, activation::Moment now) {
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    // Of two servers that begin at once, the second one waits here and then finds it done.
    const auto begins = changes(transaction,
                                "update policy_activation_begin set begun_at = $1 where only_row = 1 and "
                                "begun_at is null returning only_row",
                                {now});
    if (!begins) return std::unexpected{begins.error()};
    if (!*begins) return {};
    for (const Activation& activation : installed)
      if (auto kept = put(transaction, activation); !kept) return std::unexpected{kept.error()};
    return {};
  });
  if (!written) return unavailable(written.error());
  return {};
}

Result<std::vector<Activation>> StoredActivations::all() {
  std::vector<Activation> all;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    all.clear();
    const auto rows = transaction.run(
        "select activation_id, policy_id, version, sha256, effective, state, proposed_by, proposed_at, "
        "activated_by, activated_at, withdrawn_by, withdrawn_at from policy_activation "
        "order by proposed_at desc, activation_id desc");
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) all.push_back(activation_at(row));
    return {};
  });
  if (!read) return unavailable(read.error());
  return all;
}

Result<bool> StoredActivations::propose(const Activation& activation) {
  bool is_kept = false;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    is_kept = false;
    if (auto gone =
            done(transaction,
                 "update policy_activation set state = 'superseded' where policy_id = $1 and version = "
                 "$2 and state = 'proposed' and sha256 <> $3",
                 {activation.policy, activation.version, activation.sha256});
        !gone)
      return gone;
    const auto kept = put(transaction, activation);
    if (!kept) return std::unexpected{kept.error()};
    is_kept = *kept;
    return {};
  });
  if (!written) return unavailable(written.error());
  return is_kept;
}

Result<bool> StoredActivations::activate(const std::string& activation_id, const Deed& deed) {
  bool is_kept = false;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    is_kept = false;
    // Locks it, so that nobody withdraws it meanwhile.
    const auto rows = transaction.run(
        "update policy_activation set state = state where activation_id = $1 and state = 'proposed' and "
        "proposed_by <> $2 returning policy_id, version",
        std::vector<Value>{activation_id, deed.by});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return {};
    if (auto gone =
            done(transaction,
                 "update policy_activation set state = 'superseded' where policy_id = $1 and version = "
                 "$2 and state in ('installed', 'active')",
                 {rows->front()[0], rows->front()[1]});
        !gone)
      return gone;
    is_kept = true;
    return done(transaction,
                "update policy_activation set state = 'active', activated_by = $2, activated_at = $3 where "
                "activation_id = $1",
                {activation_id, deed.by, deed.at});
  });
  if (!written) return unavailable(written.error());
  return is_kept;
}

Result<bool> StoredActivations::withdraw(const std::string& activation_id, const Deed& deed) {
  bool is_kept = false;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    const auto kept =
        changes(transaction,
                "update policy_activation set state = 'withdrawn', withdrawn_by = $2, withdrawn_at "
                "= $3 where activation_id = $1 and state in ('proposed', 'active') returning "
                "activation_id",
                {activation_id, deed.by, deed.at});
    if (!kept) return std::unexpected{kept.error()};
    is_kept = *kept;
    return {};
  });
  if (!written) return unavailable(written.error());
  return is_kept;
}

}  // namespace skranke::storage
