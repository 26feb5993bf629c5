#include "app/proof_text.hpp"

#include <utility>

#include <boost/json.hpp>

#include "base/base64.hpp"
#include "storage/rows.hpp"

namespace skranke::app {
namespace {

namespace json = boost::json;

json::object column(const storage::Row& row, std::size_t i) {
  if (const auto* number = std::get_if<std::int64_t>(&row[i])) return {{"kind", "i"}, {"value", *number}};
  if (const auto* text = std::get_if<std::string>(&row[i])) return {{"kind", "t"}, {"value", *text}};
  if (storage::is_null(row, i)) return {{"kind", "n"}, {"value", nullptr}};
  return {{"kind", "b"}, {"value", base::base64(storage::bytes_at(row, i))}};
}

}  // namespace

std::string proof_text(const storage::Proven& proven) {
  json::array hashes;
  for (const ledger::Hash& hash : proven.proof) hashes.emplace_back(base::base64(ledger::bytes_of(hash)));
  json::array row;
  for (std::size_t i = 0; i < proven.row.size(); ++i) row.emplace_back(column(proven.row, i));
  return json::serialize(json::object{{"place", proven.place},
                                      {"entry", proven.entry},
                                      {"proof", std::move(hashes)},
                                      {"checkpoint", proven.checkpoint},
                                      {"salt", base::base64(proven.salt)},
                                      {"row", std::move(row)}});
}

std::string tlog_proof(const storage::Proven& proven) {
  std::string text = "c2sp.org/tlog-proof@v1\nextra " + base::base64(proven.entry) + "\nindex " +
                     std::to_string(proven.place) + "\n";
  for (const ledger::Hash& hash : proven.proof) text += base::base64(ledger::bytes_of(hash)) + "\n";
  return text + "\n" + proven.checkpoint;
}

}  // namespace skranke::app
