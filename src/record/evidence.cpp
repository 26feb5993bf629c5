#include "record/evidence.hpp"

#include <string>
#include <utility>

#include "base/civil.hpp"

namespace skranke::record {
namespace {

using proofing::Form;

// This project's own: what docs/record.md says that an officer of a Danish Citizen Service centre does.
constexpr std::string_view trust_framework = "skranke_dk_counter";

// What is collected while the evidence is written: its checks, by what they show.
struct Process {
  json::array evidence;
  json::array validation;
  json::array verification;
  json::array supplementary;
  json::array vouching;
};

// A check, and the reference to it in the list of what it shows.
json::object check(const CaseFacts& facts, std::string id, std::string_view method, Moment at,
                   json::array& shows) {
  shows.push_back(json::object{{"check_id", id}});
  return {{"check_id", std::move(id)},
          {"check_method", method},
          {"organization", facts.organization},
          {"time", format_moment(at)}};
}

json::object details_of(const ShownDocument& document) {
  json::object details{{"type", document.kind}};
  if (!document.issuer.empty()) details["issuer"] = json::object{{"country_code", document.issuer}};
  if (document.issued) details["date_of_issuance"] = base::format_day(*document.issued);
  if (document.expires && *document.expires != proofing::day_never)
    details["date_of_expiry"] = base::format_day(*document.expires);
  return details;
}

void add_document(const CaseFacts& facts, const ShownDocument& document, std::size_t number,
                  Process& process) {
  const std::string id = "document-" + std::to_string(number);
  json::array checks;
  if (document.looked_at)
    checks.push_back(check(facts, id + "-inspection", document.form == Form::app ? "vdig" : "vpip",
                           *document.looked_at, process.validation));
  if (document.face && document.face->result == Likeness::same)
    checks.push_back(check(facts, id + "-face", "pvp", document.face->at, process.verification));
  json::object evidence{{"type", "document"}, {"document_details", details_of(document)}};
  if (!checks.empty()) evidence["check_details"] = std::move(checks);
  process.evidence.push_back(std::move(evidence));
}

void add_register(const CaseFacts& facts, Process& process) {
  json::array checks;
  if (facts.applicant->is_in_register)
    checks.push_back(
        check(facts, "register-match", "data", facts.applicant->looked_up_at, process.validation));
  // Knowledge is supplementary: it verifies nobody (docs/record.md).
  if (facts.questions && facts.questions->passed)
    checks.push_back(check(facts, "register-questions", "kbv", facts.questions->at, process.supplementary));
  if (checks.empty()) return;
  process.evidence.push_back(json::object{
      {"type", "electronic_record"},
      {"check_details", std::move(checks)},
      {"record", {{"type", "population_register"}, {"source", {{"name", "CPR"}, {"country_code", "DK"}}}}}});
}

// The witness is nobody's business but the register of statements': the reference names the statement.
void add_vouching(const CaseFacts& facts, const Vouching& vouching, Process& process) {
  json::array checks;
  checks.push_back(check(facts, "witness-login", "auth", vouching.at, process.vouching));
  process.evidence.push_back(
      json::object{{"type", "vouch"},
                   {"check_details", std::move(checks)},
                   {"attestation",
                    {{"type", "digital_attestation"},
                     {"reference_number", vouching.statement_id},
                     {"date_of_issuance", format_moment(vouching.at).substr(0, 10)}}}});
}

std::string procedure_of(const CaseFacts& facts) {
  std::string procedure = "list-" + facts.list;
  if (facts.questions && facts.questions->passed) procedure += "+questions";
  if (facts.vouching) procedure += "+witness";
  return procedure;
}

void add_details(json::array& details, std::string_view type, json::array references) {
  if (references.empty()) return;
  details.push_back(json::object{{"assurance_type", type}, {"evidence_ref", std::move(references)}});
}

}  // namespace

json::object verification_of(const CaseFacts& facts) {
  Process process;
  std::size_t number = 0;
  for (const ShownDocument& document : facts.documents) {
    ++number;
    if (document.used) add_document(facts, document, number, process);
  }
  add_register(facts, process);
  if (facts.vouching) add_vouching(facts, *facts.vouching, process);
  json::array details;
  add_details(details, "evidence_validation", std::move(process.validation));
  add_details(details, "verification", std::move(process.verification));
  add_details(details, "supplementary_check", std::move(process.supplementary));
  add_details(details, "vouching", std::move(process.vouching));
  return {{"trust_framework", trust_framework},
          {"assurance_process",
           {{"policy", facts.policy + "/" + facts.policy_version},
            {"procedure", procedure_of(facts)},
            {"assurance_details", std::move(details)}}},
          {"time", format_moment(facts.decided_at)},
          {"verification_process", facts.case_id},
          {"evidence", std::move(process.evidence)}};
}

}  // namespace skranke::record
