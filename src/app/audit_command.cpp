#include "app/audit_command.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include <boost/json.hpp>

#include "app/answers.hpp"
#include "app/audit_text.hpp"
#include "app/clock.hpp"
#include "app/exit_code.hpp"
#include "app/log_service.hpp"
#include "app/progress_bar.hpp"
#include "app/proof_text.hpp"
#include "app/start.hpp"
#include "base/hex.hpp"
#include "base/limits.hpp"
#include "connect/keys/cosigning_key.hpp"
#include "connect/keys/log_key.hpp"
#include "ledger/note.hpp"
#include "storage/database.hpp"
#include "storage/log/findings.hpp"
#include "storage/log/log_audit.hpp"
#include "storage/log/log_files.hpp"
#include "storage/log/prove.hpp"
#include "storage/log/witnesses.hpp"

namespace skranke::app {
namespace {

namespace json = boost::json;
using base::Result;

Result<std::string> read_file(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{file}, {}};
  if (!file) return base::fail(base::Fault::not_found, path + ": can't be read");
  return text;
}

// The key that checkpoints have to be signed with; empty: none is known.
Result<std::optional<ledger::PublicKey>> key_of(const AuditArguments& arguments, const std::string& note) {
  std::string text = arguments.key;
  if (text.empty() && std::filesystem::exists(std::filesystem::path{arguments.keys} / "log.key")) {
    const auto read = ledger::read_note(note);
    if (!read) return std::optional<ledger::PublicKey>{};
    const auto key = keys::LogKey::open(arguments.keys, read->signatures.front().name);
    if (!key) return std::unexpected{key.error()};
    text = (*key)->public_key();
  }
  if (text.empty()) return std::optional<ledger::PublicKey>{};
  auto key = ledger::read_public_key(text);
  if (!key) return std::unexpected{std::move(key.error())};
  return std::optional{std::move(*key)};
}

Result<std::vector<ledger::PublicKey>> read_witnesses(const std::vector<std::string>& texts) {
  std::vector<ledger::PublicKey> witnesses;
  for (const std::string& text : texts) {
    auto key = ledger::read_public_key(text);
    if (!key) return base::fail(key.error().fault, "--witness: " + key.error().text);
    if (key->algorithm != ledger::Algorithm::cosignature)
      return base::fail(base::Fault::invalid_value,
                        "--witness: expected what `skranke log-witness key` prints");
    witnesses.push_back(std::move(*key));
  }
  return witnesses;
}

// The checkpoint that was published last, with who has cosigned it; nothing where nobody is asked for.
struct Witnessed {
  std::vector<ledger::Checkpoint> checkpoints;  // one, where somebody has
  json::array told;
  std::vector<std::string> missing;  // names
};
Result<Witnessed> read_witnessed(storage::Database& database,
                                 const std::vector<ledger::PublicKey>& witnesses) {
  Witnessed witnessed;
  if (witnesses.empty()) return witnessed;
  const auto text = storage::published_checkpoint(database);
  if (!text) return std::unexpected{text.error()};
  const auto note = ledger::read_note(*text);
  const auto checkpoint = note ? ledger::read_checkpoint(note->text) : std::unexpected{note.error()};
  for (const ledger::PublicKey& witness : witnesses) {
    const auto at = checkpoint ? keys::cosigned_at(*note, witness) : std::nullopt;
    if (!at) {
      witnessed.missing.push_back(witness.name);
      continue;
    }
    witnessed.checkpoints.assign(1, *checkpoint);
    witnessed.told.push_back(
        json::object{{"name", witness.name}, {"size", checkpoint->size}, {"cosigned_at", in_utc(*at)}});
  }
  return witnessed;
}

// A checkpoint that was seen before; signed by the log or a witness, where a key is known.
Result<ledger::Checkpoint> read_seen(const std::string& path, const std::optional<ledger::PublicKey>& key,
                                     const std::vector<ledger::PublicKey>& witnesses) {
  const auto text = read_file(path);
  if (!text) return std::unexpected{text.error()};
  const auto note = ledger::read_note(*text);
  if (!note) return base::fail(note.error().fault, path + ": " + note.error().text);
  const bool is_signed = (key && keys::is_signed_by(*note, *key)) ||
                         std::ranges::any_of(witnesses, [&](const ledger::PublicKey& witness) {
                           return keys::cosigned_at(*note, witness).has_value();
                         });
  if ((key || !witnesses.empty()) && !is_signed)
    return base::fail(base::Fault::invalid_value,
                      path + ": it is not signed by the log's key, or a witness's");
  return ledger::read_checkpoint(note->text);
}

Result<std::unique_ptr<storage::Database>> open_named(const std::string& url) {
  return open_to_read(url, "--database");
}

}  // namespace

int run_audit_verify(const AuditArguments& arguments) {
  const auto database = open_named(arguments.database);
  if (!database) return complain(database.error(), arguments.database.empty() ? exit_usage : exit_outside);
  const auto note = storage::newest_checkpoint(**database);
  if (!note) return complain(note.error(), exit_outside);
  const auto key = key_of(arguments, *note);
  if (!key) return complain(key.error(), exit_usage);
  const auto witnesses = read_witnesses(arguments.witnesses);
  if (!witnesses) return complain(witnesses.error(), exit_usage);
  auto witnessed = read_witnessed(**database, *witnesses);
  if (!witnessed) return complain(witnessed.error(), exit_outside);
  std::vector<ledger::Checkpoint> earlier = std::move(witnessed->checkpoints);
  for (const std::string& path : arguments.seen) {
    auto seen = read_seen(path, *key, *witnesses);
    if (!seen) return complain(seen.error(), exit_bad_input);
    earlier.push_back(std::move(*seen));
  }
  auto audit = audited(**database, std::move(earlier), arguments.is_quiet);
  if (!audit) return complain(audit.error(), exit_outside);
  const char* signature = "none";
  if (!audit->note.empty()) {
    const auto read = ledger::read_note(audit->note);
    const bool is_right = read && *key && keys::is_signed_by(*read, **key);
    signature = !*key ? "not-checked" : is_right ? "right" : "wrong";
    if (*key && !is_right) storage::find(*audit, "the checkpoint is not signed by the log's key");
  }
  for (const std::string& each : witnessed->missing)
    storage::find(*audit, "the checkpoint that is given out is not cosigned by " + each);
  json::object answer = told(*audit);
  answer["signature"] = signature;
  if (!witnesses->empty()) answer["witnesses"] = std::move(witnessed->told);
  if (!write_all(json::serialize(answer) + "\n")) return complain_unwritten();
  return audit->findings_count == 0 ? exit_yes : exit_no;
}

int run_audit_export(const AuditArguments& arguments, const std::string& folder) {
  const auto database = open_named(arguments.database);
  if (!database) return complain(database.error(), arguments.database.empty() ? exit_usage : exit_outside);
  ProgressBar bar{is_shown(arguments.is_quiet), "entries", 0};
  const auto size =
      storage::write_log_files(**database, folder, [&bar](std::uint64_t done) { bar.show(done, done); });
  if (!size) return complain(size.error(), exit_outside);
  const json::object written{{"folder", folder}, {"size", *size}};
  return write_all(json::serialize(written) + "\n") ? exit_yes : complain_unwritten();
}

int run_audit_prove(const AuditArguments& arguments, const std::string& table, const std::string& key) {
  const auto database = open_named(arguments.database);
  if (!database) return complain(database.error(), arguments.database.empty() ? exit_usage : exit_outside);
  const auto proven = storage::prove(**database, table, key);
  if (!proven)
    return complain(proven.error(),
                    proven.error().fault == base::Fault::not_found ? exit_usage : exit_outside);
  if (!*proven) return complain("the log has no entry of this row that stands", exit_no);
  return write_all(proof_text(**proven) + "\n") ? exit_yes : complain_unwritten();
}

int run_audit_take_in(const AuditArguments& arguments, const std::string& name) {
  const auto database = storage::open_database(arguments.database);
  if (!database)
    return complain("--database: " + database.error().text,
                    arguments.database.empty() ? exit_usage : exit_outside);
  const auto service = LogService::open(arguments.keys, name, **database);
  if (!service) return complain(service.error(), exit_outside);
  std::uint64_t sum = 0;
  ProgressBar bar{is_shown(arguments.is_quiet), "entries", 0};
  while (true) {
    const auto taken = (*service)->log().take_in(now_seconds(), base::limits::log_take_max);
    if (!taken) return complain(taken.error(), exit_outside);
    sum += *taken;
    bar.show(sum, sum);
    if (*taken == 0) break;
  }
  return write_all(json::serialize(json::object{{"taken_in", sum}}) + "\n") ? exit_yes : complain_unwritten();
}

int run_audit_key(const AuditArguments& arguments, const std::string& name) {
  const auto key = keys::LogKey::open(arguments.keys, name);
  if (!key) return complain(key.error(), exit_outside);
  return write_all((*key)->public_key() + "\n") ? exit_yes : complain_unwritten();
}

}  // namespace skranke::app
