#include "storage/vault/data_keys.hpp"

#include <optional>
#include <utility>

#include "storage/rows.hpp"
#include "storage/vault/master_keys.hpp"

namespace skranke::storage {

std::string case_subject(std::string_view case_id) { return std::string{"case."}.append(case_id); }
std::string record_subject(std::string_view case_id) { return std::string{"record."}.append(case_id); }
std::string approval_subject(std::string_view approval_id) {
  return std::string{"approval."}.append(approval_id);
}

std::unexpected<Fault> sealing_fault(const base::Problem& problem) {
  const bool is_damaged = problem.fault == base::Fault::invalid_value;
  return fail(is_damaged ? FaultKind::corrupt : FaultKind::unavailable, problem.text);
}

desk::DataKey data_key_at(const Row& row, std::size_t generation_column, std::string subject) {
  desk::DataKey key{.subject = std::move(subject), .generation = 0, .wrapped = {}};
  if (is_null(row, generation_column)) return key;
  key.generation = integer_at(row, generation_column);
  key.wrapped = bytes_at(row, generation_column + 1);
  return key;
}

Outcome<desk::DataKey> find_data_key(Transaction& transaction, std::string subject) {
  const auto rows = transaction.run("select generation, wrapped from data_key where subject = $1",
                                    std::vector<Value>{subject});
  if (!rows) return std::unexpected{rows.error()};
  if (rows->empty()) return desk::DataKey{.subject = std::move(subject), .generation = 0, .wrapped = {}};
  return data_key_at(rows->front(), 0, std::move(subject));
}

namespace {

// Empty: there was one, and it was destroyed.
Outcome<std::optional<desk::DataKey>> drawn_key(Transaction& transaction, const desk::Sealer& sealer,
                                                std::string_view subject) {
  auto key = sealer.draw(subject);
  if (!key) return sealing_fault(key.error());
  if (auto known = agree_on_master(transaction, sealer); !known) return std::unexpected{known.error()};
  // Looking again may have brought a newer master key.
  if (key->generation != sealer.newest().generation) key = sealer.draw(subject);
  if (!key) return sealing_fault(key.error());
  const auto kept = transaction.run(
      "insert into data_key (subject, generation, wrapped) select $1, $2, $3 "
      "where not exists (select 1 from shredding s where s.subject = $1) returning subject",
      std::vector<Value>{key->subject, key->generation, bytes_value(key->wrapped)});
  if (!kept) return std::unexpected{kept.error()};
  if (kept->empty()) return std::nullopt;
  return std::optional{std::move(*key)};
}

}  // namespace

Outcome<desk::DataKey> new_data_key(Transaction& transaction, const desk::Sealer& sealer,
                                    std::string_view subject) {
  auto key = drawn_key(transaction, sealer, subject);
  if (!key) return std::unexpected{std::move(key.error())};
  if (!*key)
    return fail(FaultKind::invalid,
                "what was sealed of " + std::string{subject} + " was destroyed, for good");
  return std::move(**key);
}

Outcome<std::optional<desk::DataKey>> data_key_of(Transaction& transaction, const desk::Sealer& sealer,
                                                  std::string subject) {
  auto found = find_data_key(transaction, subject);
  if (!found) return std::unexpected{std::move(found.error())};
  if (found->generation != 0) return std::optional{std::move(*found)};
  return drawn_key(transaction, sealer, subject);
}

Outcome<void> destroy_data_key(Transaction& transaction, const std::string& subject) {
  const auto rows =
      transaction.run("select length(wrapped) from data_key where subject = $1", std::vector<Value>{subject});
  if (!rows) return std::unexpected{rows.error()};
  if (rows->empty()) return {};
  // Of the same length, so that an engine that writes in place writes over them.
  const std::string nothing(static_cast<std::size_t>(integer_at(rows->front(), 0)), '\0');
  if (auto over = done(transaction, "update data_key set wrapped = $2 where subject = $1",
                       {subject, bytes_value(nothing)});
      !over)
    return over;
  return done(transaction, "delete from data_key where subject = $1", {subject});
}

}  // namespace skranke::storage
