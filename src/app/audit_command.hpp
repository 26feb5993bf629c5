// `skranke audit`: whether the log is whole and the tables are what it says; the log as files; proofs.
#pragma once

#include <string>
#include <vector>

namespace skranke::app {

struct AuditArguments {
  std::string database;
  std::string keys =
      "var/keys";   // the folder of the installation's secrets; its log.key is read if it is there
  std::string key;  // the log's public key, instead of that
  std::vector<std::string> seen;       // files of checkpoints that were seen before
  std::vector<std::string> witnesses;  // public keys of those who have to have cosigned the log
  bool is_quiet = false;               // no progress
};

// The verdict as JSON: "verified" (exit 0) or "altered" (exit 1), with what is wrong.
[[nodiscard]] int run_audit_verify(const AuditArguments& arguments);

// Writes the log to a folder as C2SP tlog-tiles lays it out. Returns the exit code.
[[nodiscard]] int run_audit_export(const AuditArguments& arguments, const std::string& folder);

// That the newest entry of a row is in the newest checkpoint, and what opens it, as JSON; exit 1 where there
// is none.
[[nodiscard]] int run_audit_prove(const AuditArguments& arguments, const std::string& table,
                                  const std::string& key);

// Takes what waits into the log, for a database that no server has open. Returns the exit code.
[[nodiscard]] int run_audit_take_in(const AuditArguments& arguments, const std::string& name);

// The public key of the log of this name, made where it is not there. Returns the exit code.
[[nodiscard]] int run_audit_key(const AuditArguments& arguments, const std::string& name);

}  // namespace skranke::app
