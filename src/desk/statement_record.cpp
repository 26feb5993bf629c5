#include "desk/statement_record.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace skranke::desk {
namespace {

namespace json = boost::json;

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value{nullptr} : json::value{text};
}

}  // namespace

std::string to_json(const StatementRecord& record) {
  json::array documents;
  for (const std::string& kind : record.documents) documents.emplace_back(kind);
  boost::system::error_code ignored;
  const json::object whole{
      {"statement_id", record.statement_id},
      {"case_id", record.case_id},
      {"approval_id", record.approval_id},
      {"day", base::format_day(record.day)},
      {"given_at", record.given_at},
      {"witness_id", record.witness_id},
      {"applicant_id", record.applicant_id},
      {"officer_id", record.officer_id},
      {"second_officer_id", text_or_null(record.second_officer_id)},
      {"centre_id", record.centre_id},
      {"organisation_id", text_or_null(record.organisation_id)},
      {"policy", record.policy},
      {"policy_version", record.policy_version},
      {"declared", json::parse(record.declared, ignored)},
      {"documents", std::move(documents)},
      {"likeness", record.likeness},
      {"face_bound", record.face_bound},
      {"level", record.level},
      {"mitid_since",
       record.mitid_since ? json::value{base::format_day(*record.mitid_since)} : json::value{nullptr}},
      {"mitid_since_source", text_or_null(record.mitid_since_source)},
      {"proof_sha256", record.proof_sha256},
  };
  return json::serialize(whole);
}

std::string to_json(const Declaration& declaration) {
  return json::serialize(json::object{{"text_version", declaration.text_version},
                                      {"language", declaration.language},
                                      {"text_sha256", declaration.text_sha256},
                                      {"relation", declaration.relation},
                                      {"known_years", declaration.known_years}});
}

}  // namespace skranke::desk
