#include "storage/questions/question_store.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

#include <sys/random.h>

namespace skranke::storage {
namespace {

using questions::Ledger;
using verifier::StoredLedger;

std::int64_t integer(const Value& value) { return std::get<std::int64_t>(value); }

std::unexpected<base::Problem> unavailable(const storage::Fault& fault) {
  std::string text{"what was asked before can't be read or kept: "};
  return base::fail(base::Fault::unavailable, text.append(fault.text));
}

// 64-bit keys as the database's signed integers, bit by bit.
std::int64_t stored(std::uint64_t key) { return static_cast<std::int64_t>(key); }
std::uint64_t key_of(const Value& value) { return static_cast<std::uint64_t>(integer(value)); }

Outcome<StoredLedger> read_ledger(Transaction& transaction, const std::string& person_id) {
  const std::array<Value, 1> person{person_id};
  const auto rows = transaction.run(
      "select revision, score, sessions, failures, locked_until from question_ledger where person_id = $1",
      person);
  if (!rows) return std::unexpected{rows.error()};
  StoredLedger found;
  if (rows->empty()) return found;
  const Row& row = rows->front();
  found.revision = integer(row[0]);
  found.ledger.score = integer(row[1]);
  found.ledger.sessions = static_cast<std::int32_t>(integer(row[2]));
  found.ledger.failures = static_cast<std::int32_t>(integer(row[3]));
  if (const auto* until = std::get_if<std::int64_t>(&row[4])) found.ledger.locked_until = *until;
  const auto spent = transaction.run(
      "select what, spent from question_spent where person_id = $1 order by what, spent", person);
  if (!spent) return std::unexpected{spent.error()};
  for (const Row& each : *spent) {
    const bool is_topic = std::get<std::string>(each[0]) == "topic";
    (is_topic ? found.ledger.topics : found.ledger.asked).push_back(key_of(each[1]));
  }
  return found;
}

// The row as `changed`, if it still has the revision that was read.
Outcome<bool> write_row(Transaction& transaction, const std::string& person_id, std::int64_t revision,
                        const Ledger& changed) {
  std::vector<Value> values{person_id, revision + 1, changed.score, std::int64_t{changed.sessions},
                            std::int64_t{changed.failures}};
  values.emplace_back();
  if (changed.locked_until) values.back() = *changed.locked_until;
  Outcome<Rows> rows;
  if (revision == 0) {
    rows = transaction.run(
        "insert into question_ledger (person_id, revision, score, sessions, failures, locked_until) "
        "values ($1, $2, $3, $4, $5, $6) on conflict (person_id) do nothing returning revision",
        values);
  } else {
    values.emplace_back(revision);
    rows = transaction.run(
        "update question_ledger set revision = $2, score = $3, sessions = $4, failures = $5, "
        "locked_until = $6 where person_id = $1 and revision = $7 returning revision",
        values);
  }
  if (!rows) return std::unexpected{rows.error()};
  return !rows->empty();
}

Outcome<void> spend(Transaction& transaction, const std::string& person_id, std::string_view what,
                    const std::vector<std::uint64_t>& before, const std::vector<std::uint64_t>& after) {
  for (const std::uint64_t key : after) {
    if (std::ranges::find(before, key) != before.end()) continue;
    const std::array<Value, 3> values{person_id, std::string{what}, stored(key)};
    const auto done = transaction.run(
        "insert into question_spent (person_id, what, spent) values ($1, $2, $3) on conflict do nothing",
        values);
    if (!done) return std::unexpected{done.error()};
  }
  return {};
}

// Random, so that two verifiers never want the same one, and no gap in a sequence tells anything.
Outcome<std::int64_t> new_key() {
  std::uint64_t bits = 0;
  if (::getrandom(&bits, sizeof bits, 0) != sizeof bits)
    return std::unexpected{Fault{FaultKind::unavailable, "the system gives no random bytes"}};
  return static_cast<std::int64_t>(bits >> 1U);
}

Outcome<void> add_look_up(Transaction& transaction, const verifier::LookUp& look_up) {
  const auto key = new_key();
  if (!key) return std::unexpected{key.error()};
  const std::array<Value, 6> values{
      *key, look_up.person_id, look_up.case_id, look_up.purpose, look_up.outcome, look_up.at};
  const auto done = transaction.run(
      "insert into register_look_up (look_up, person_id, case_id, purpose, outcome, at_minute) "
      "values ($1, $2, $3, $4, $5, $6)",
      values);
  if (!done) return std::unexpected{done.error()};
  return {};
}

}  // namespace

base::Result<StoredLedger> StoredQuestions::load(const std::string& person_id) {
  StoredLedger found;
  const auto done = database_.read([&](Transaction& transaction) -> Outcome<void> {
    auto ledger = read_ledger(transaction, person_id);
    if (!ledger) return std::unexpected{ledger.error()};
    found = std::move(*ledger);
    return {};
  });
  if (!done) return unavailable(done.error());
  return found;
}

base::Result<bool> StoredQuestions::save(const std::string& person_id, const StoredLedger& read,
                                         const Ledger& changed, const verifier::LookUp& look_up) {
  bool was_first = false;
  const auto done = database_.write([&](Transaction& transaction) -> Outcome<void> {
    const auto written = write_row(transaction, person_id, read.revision, changed);
    if (!written) return std::unexpected{written.error()};
    was_first = *written;
    if (!was_first) return {};
    if (auto spent = spend(transaction, person_id, "question", read.ledger.asked, changed.asked); !spent)
      return spent;
    if (auto spent = spend(transaction, person_id, "topic", read.ledger.topics, changed.topics); !spent)
      return spent;
    return add_look_up(transaction, look_up);
  });
  if (!done) return unavailable(done.error());
  return was_first;
}

base::Result<void> StoredQuestions::record(const verifier::LookUp& look_up) {
  const auto done =
      database_.write([&](Transaction& transaction) { return add_look_up(transaction, look_up); });
  if (!done) return unavailable(done.error());
  return {};
}

namespace {

Bytes bytes_of(std::string_view text) {
  const auto bytes = std::as_bytes(std::span{text});
  return {bytes.begin(), bytes.end()};
}

std::string text_of(const Bytes& bytes) {
  std::string text;
  text.reserve(bytes.size());
  std::ranges::transform(bytes, std::back_inserter(text),
                         [](std::byte byte) { return static_cast<char>(byte); });
  return text;
}

}  // namespace

base::Result<std::optional<QuestionKnowledge>> load_knowledge(Database& database, std::string_view policy) {
  Rows found;
  const auto done = database.read([&](Transaction& transaction) -> Outcome<void> {
    const std::array<Value, 1> id{std::string{policy}};
    auto rows =
        transaction.run("select delivery, roads, shares from register_question_counts where policy = $1", id);
    if (!rows) return std::unexpected{rows.error()};
    found = std::move(*rows);
    return {};
  });
  if (!done) return unavailable(done.error());
  if (found.empty()) return std::nullopt;
  const Row& row = found.front();
  auto roads = questions::Roads::from_bytes(text_of(std::get<Bytes>(row[1])));
  if (!roads) return std::unexpected{std::move(roads.error())};
  auto shares = questions::Shares::from_bytes(text_of(std::get<Bytes>(row[2])));
  if (!shares) return std::unexpected{std::move(shares.error())};
  return QuestionKnowledge{
      .delivery = integer(row[0]), .roads = std::move(*roads), .shares = std::move(*shares)};
}

base::Result<void> save_knowledge(Database& database, std::string_view policy,
                                  const QuestionKnowledge& knowledge) {
  const std::array<Value, 4> values{std::string{policy}, knowledge.delivery,
                                    bytes_of(knowledge.roads.to_bytes()),
                                    bytes_of(knowledge.shares.to_bytes())};
  const auto done = database.write([&](Transaction& transaction) -> Outcome<void> {
    const auto kept = transaction.run(
        "insert into register_question_counts (policy, delivery, roads, shares) values ($1, $2, $3, $4) "
        "on conflict (policy) do update set delivery = excluded.delivery, roads = excluded.roads, "
        "shares = excluded.shares",
        values);
    if (!kept) return std::unexpected{kept.error()};
    return {};
  });
  if (!done) return unavailable(done.error());
  return {};
}

}  // namespace skranke::storage
