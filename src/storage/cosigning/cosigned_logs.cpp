#include "storage/cosigning/cosigned_logs.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "ledger/note.hpp"
#include "storage/rows.hpp"
#include "storage/text.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using cosigning::Ending;
using cosigning::Told;

// Of a database of its own, so not among the steps of migrations/.
constexpr std::array steps{Migration{
    .version = 1,
    .name = "cosigning",
    .sql = "create table cosigner (only_row {integer} primary key check (only_row = 1), "
           "public_key {text} not null) {table};"
           "create table cosigned_log (origin {text} primary key, size {integer} not null check (size >= 0), "
           "root {bytes} not null check (length(root) = 32), note {text} not null, "
           "at {integer} not null) {clustered};"}};

std::unexpected<base::Problem> unavailable(const Fault& fault) {
  return base::fail(base::Fault::unavailable, "the state of the witness: " + fault.text);
}

struct Before {
  cosigning::Kept kept;
  std::int64_t at = 0;
};

Outcome<Before> read_before(Transaction& transaction, const std::string& origin) {
  const auto rows =
      transaction.run("select size, root, at from cosigned_log where origin = $1", std::array{Value{origin}});
  if (!rows) return std::unexpected{rows.error()};
  if (rows->empty()) return Before{};
  const Row& row = rows->front();
  return Before{.kept = {.size = static_cast<std::uint64_t>(integer_at(row, 0)),
                         .root = ledger::hash_of_bytes(bytes_at(row, 1))},
                .at = integer_at(row, 2)};
}

}  // namespace

std::span<const Migration> cosigning_migrations() { return steps; }

Result<std::string> CosignedLogs::key() {
  std::string key;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    const auto rows = transaction.run("select public_key from cosigner where only_row = 1");
    if (!rows) return std::unexpected{rows.error()};
    key = rows->empty() ? std::string{} : text_at(rows->front(), 0);
    return {};
  });
  if (!read) return unavailable(read.error());
  return key;
}

Result<void> CosignedLogs::set_key(const std::string& key) {
  const auto written = database_.write([&](Transaction& transaction) {
    return done(transaction, "insert into cosigner (only_row, public_key) values (1, $1)", {key});
  });
  if (!written) return unavailable(written.error());
  return {};
}

Told CosignedLogs::take(const ledger::Submission& submission, std::int64_t now, const Cosign& cosign) {
  const ledger::Checkpoint& checkpoint = submission.checkpoint;
  const bool is_size =
      checkpoint.size <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (!is_size || !can_be_stored(submission.note.text))
    return {.ending = Ending::malformed, .reason = "expected UTF-8, and a size below 2^63"};
  Told told;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    const auto before = read_before(transaction, checkpoint.origin);
    if (!before) return std::unexpected{before.error()};
    told = {.ending = judge(before->kept, submission), .size = before->kept.size};
    if (told.ending != Ending::cosigned) return {};
    const std::int64_t at = std::max(now, before->at);
    told.cosignature = cosign(submission.note.text, at);
    return done(transaction,
                "insert into cosigned_log (origin, size, root, note, at) values ($1, $2, $3, $4, $5) "
                "on conflict (origin) do update set size = excluded.size, root = excluded.root, "
                "note = excluded.note, at = excluded.at",
                {checkpoint.origin, static_cast<std::int64_t>(checkpoint.size),
                 bytes_value(ledger::bytes_of(checkpoint.root)),
                 ledger::note_text(submission.note) + told.cosignature, at});
  });
  if (!written) return {.ending = Ending::unavailable, .reason = written.error().text};
  return told;
}

Result<std::vector<CosignedLog>> CosignedLogs::all() {
  std::vector<CosignedLog> logs;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    logs.clear();
    const auto rows = transaction.run("select origin, size, note, at from cosigned_log order by origin");
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows)
      logs.push_back({.origin = text_at(row, 0),
                      .size = static_cast<std::uint64_t>(integer_at(row, 1)),
                      .note = text_at(row, 2),
                      .at = integer_at(row, 3)});
    return {};
  });
  if (!read) return unavailable(read.error());
  return logs;
}

}  // namespace skranke::storage
