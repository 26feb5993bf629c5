#include "app/audit_text.hpp"

#include <cstdint>
#include <utility>

#include <boost/json.hpp>

#include "app/progress_bar.hpp"
#include "base/base64.hpp"

namespace skranke::app {

base::Result<std::unique_ptr<storage::Database>> open_to_read(const std::string& url,
                                                              const std::string& name) {
  storage::Options options;
  options.access = storage::Access::read_only;
  auto database = storage::open_database(url, options);
  if (!database) return base::fail(base::Fault::unavailable, name + ": " + database.error().text);
  return std::move(*database);
}

base::Result<storage::Audit> audited(storage::Database& database, std::vector<ledger::Checkpoint> earlier,
                                     bool is_quiet) {
  ProgressBar bar{is_shown(is_quiet), "entries and rows", 0};
  return storage::audit_log(database, {.earlier = std::move(earlier),
                                       .progress = [&bar](std::uint64_t done) { bar.show(done, done); }});
}

boost::json::object told(const storage::Audit& audit) {
  boost::json::array findings;
  for (const std::string& each : audit.findings) findings.emplace_back(each);
  return {{"verdict", audit.findings_count == 0 ? "verified" : "altered"},
          {"origin", audit.computed.origin},
          {"size", audit.size},
          {"root", base::base64(ledger::bytes_of(audit.computed.root))},
          {"rows", audit.rows},
          {"waiting", audit.waiting},
          {"findings_count", audit.findings_count},
          {"findings", std::move(findings)}};
}

}  // namespace skranke::app
