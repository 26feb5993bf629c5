#include "storage/log/log_audit.hpp"

#include "ledger/note.hpp"
#include "storage/log/entry_audit.hpp"
#include "storage/log/findings.hpp"
#include "storage/log/row_audit.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

// The state that is kept beside the entries, and the checkpoint in it.
Outcome<void> audit_state(Transaction& transaction, Audit& audit) {
  const auto rows = transaction.run("select size, frontier, checkpoint from log_state where only_row = 1");
  if (!rows) return std::unexpected{rows.error()};
  if (rows->size() != 1) {
    find(audit, "the log has no state");
    return {};
  }
  if (static_cast<std::uint64_t>(integer_at(rows->front(), 0)) != audit.size)
    find(audit, "the log has " + std::to_string(audit.size) + " entries, and its state says " +
                    std::to_string(integer_at(rows->front(), 0)));
  audit.note = text_at(rows->front(), 2);
  if (audit.note.empty()) {
    if (audit.size > 0) find(audit, "the log has no checkpoint");
    return {};
  }
  const auto note = ledger::read_note(audit.note);
  const auto checkpoint = note ? ledger::read_checkpoint(note->text) : std::unexpected{note.error()};
  if (!checkpoint) {
    find(audit, "the checkpoint can't be read: " + checkpoint.error().text);
    return {};
  }
  audit.computed.origin = checkpoint->origin;
  if (*checkpoint != audit.computed) find(audit, "the checkpoint is not that of the entries");
  return {};
}

}  // namespace

base::Result<Audit> audit_log(Database& database, const AuditWish& wish) {
  Audit audit;
  const auto read = database.read([&](Transaction& transaction) -> Outcome<void> {
    audit = {};
    const auto standing = audit_entries(transaction, wish, audit);
    if (!standing) return std::unexpected{standing.error()};
    if (auto state = audit_state(transaction, audit); !state) return state;
    return audit_rows(transaction, wish, *standing, audit);
  });
  if (!read) return base::fail(base::Fault::unavailable, "the log can't be read: " + read.error().text);
  return audit;
}

}  // namespace skranke::storage
