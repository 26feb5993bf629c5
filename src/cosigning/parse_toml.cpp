// The list of trusted logs, from TOML.
#include "base/toml_reader.hpp"
#include "cosigning/trusted_logs.hpp"

namespace skranke::cosigning {
namespace {

constexpr std::size_t bytes_max = 256UL * 1024;

std::vector<ledger::PublicKey> read_keys(base::TableReader& reader) {
  std::vector<ledger::PublicKey> keys;
  const auto names = reader.texts("keys");
  if (names.empty() && reader.has("keys"))
    reader.findings().add(reader.where(), "[[log]] has no keys; expected what `skranke audit key` prints");
  for (const base::Name& name : names) {
    auto key = ledger::read_public_key(name.text);
    if (!key) {
      reader.findings().add(name.where, "keys: " + key.error().text);
    } else if (key->algorithm != ledger::Algorithm::ed25519) {
      reader.findings().add(name.where, "keys: expected the key of a log, and this is a witness's");
    } else {
      keys.push_back(std::move(*key));
    }
  }
  return keys;
}

}  // namespace

std::optional<TrustedLogs> read_trusted_logs(std::string_view file, std::string_view text,
                                             std::vector<base::Finding>& findings) {
  base::Findings found{.file = file, .list = findings};
  const auto root = base::toml_table(text, bytes_max, found);
  if (!root) return std::nullopt;
  TrustedLogs logs;
  {
    base::TableReader reader{*root, "the file", found};
    for (const toml::table* table : reader.tables("log")) {
      base::TableReader log{*table, "[[log]]", found};
      const auto origin = log.text("origin");
      auto keys = read_keys(log);
      if (origin && !logs.emplace(origin->text, std::move(keys)).second)
        found.add(origin->where, "origin: expected each log once");
    }
    if (logs.empty()) found.add({}, "there is no [[log]]; expected one for each log that is trusted");
  }
  base::sort_by_place(findings);
  if (!findings.empty()) return std::nullopt;
  return logs;
}

}  // namespace skranke::cosigning
