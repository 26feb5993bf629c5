#include "codec/case_parts.hpp"

#include <string>
#include <utility>

namespace skranke::codec {
namespace {

namespace dom = simdjson::dom;
using base::fail;
using base::Fault;
using base::Result;

constexpr std::string_view default_policy = "mitid";

std::size_t member_index(std::string_view key) {
  std::size_t i = CaseMembers::names.size();
  if (key.empty()) return i;
  switch (key[0]) {
    case 'a':
      i = CaseMembers::applicant_at;
      break;
    case 'i':
      i = CaseMembers::id_at;
      break;
    case 'c':
      i = CaseMembers::centre_at;
      break;
    case 'p':
      i = CaseMembers::policy_at;
      break;
    case 'v':
      i = CaseMembers::version_at;
      break;
    case 'w':
      i = CaseMembers::witness_at;
      break;
    case 'd':
      i = key.size() == CaseMembers::names[CaseMembers::date_at].size() ? CaseMembers::date_at
                                                                        : CaseMembers::documents_at;
      break;
    default:
      return i;
  }
  return CaseMembers::names[i] == key ? i : CaseMembers::names.size();
}

Result<std::string_view> read_text(dom::element value, std::string_view key) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return wrong_type(key, {}, "a string");
  return text;
}

}  // namespace

Result<CaseMembers> members_of(dom::object object, std::size_t known) {
  CaseMembers members;
  for (const auto field : object) {
    const std::size_t i = member_index(field.key);
    if (i >= known) {
      return fail(Fault::unknown_key,
                  "a case has no such key; " + one_of(std::span{CaseMembers::names}.first(known)),
                  Pointer{}.to(field.key));
    }
    if (members.has(i)) {
      return fail(Fault::duplicate_key, std::string{field.key} + ": expected each key once",
                  Pointer{}.to(field.key));
    }
    members.values[i] = field.value;
    members.present[i] = true;
  }
  return members;
}

Result<CaseMembers> CaseParts::open(std::string_view text, std::size_t known, ReadCase& into) {
  into.has_id = false;
  into.id.clear();
  into.document_count = 0;
  into.has_applicant = false;
  auto root = input_.parse(text, "a case");
  if (!root) return std::unexpected{std::move(root.error())};
  dom::object object;
  if (root->get(object) != simdjson::SUCCESS) return fail(Fault::wrong_type, "a case: expected an object");
  if (const auto id = find_id(object)) {
    into.has_id = true;
    into.id = *id;
  }
  auto members = members_of(object, known);
  if (!members) return members;
  if (members->has(CaseMembers::id_at) && !into.has_id)
    return std::unexpected{id_fault((*members)[CaseMembers::id_at])};
  return members;
}

Result<void> CaseParts::resolve(const CaseMembers& members, base::Day today, ReadCase& into,
                                std::string_view default_version) const {
  into.date = today;
  if (members.has(CaseMembers::date_at)) {
    auto date = read_day(members[CaseMembers::date_at], "date", {});
    if (!date) return std::unexpected{std::move(date.error())};
    into.date = *date;
  }
  std::string_view policy = default_policy;
  if (members.has(CaseMembers::policy_at)) {
    auto text = read_text(members[CaseMembers::policy_at], "policy");
    if (!text) return std::unexpected{std::move(text.error())};
    policy = *text;
  }
  Result<const policy::Edition*> edition{nullptr};
  if (members.has(CaseMembers::version_at)) {
    auto version = read_text(members[CaseMembers::version_at], "version");
    if (!version) return std::unexpected{std::move(version.error())};
    edition = catalogue_.version(policy, *version);
  } else if (!default_version.empty()) {
    edition = catalogue_.version(policy, default_version);
  } else {
    edition = catalogue_.in_force(policy, into.date);
  }
  if (!edition) return std::unexpected{std::move(edition.error())};
  into.edition = *edition;
  return resolve_place(members, into);
}

Result<void> CaseParts::resolve_place(const CaseMembers& members, ReadCase& into) {
  into.place = 0;
  if (!members.has(CaseMembers::centre_at)) return {};
  auto centre = read_text(members[CaseMembers::centre_at], "centre");
  if (!centre) return std::unexpected{std::move(centre.error())};
  const auto& places = into.edition->program.places;
  for (std::size_t place = 0; place < places.size(); ++place) {
    if (places[place] != *centre) continue;
    into.place = static_cast<std::uint8_t>(place);
    return {};
  }
  return fail(Fault::invalid_value, "centre: " + one_of(places), "/centre");
}

const KindTable& CaseParts::kinds_of(const policy::Program& program) {
  for (const KindTable& table : kinds_) {
    if (table.program() == &program) return table;
  }
  return kinds_.emplace_back(program);
}

Result<void> CaseParts::read_documents(const CaseMembers& members, ReadCase& into) {
  if (!members.has(CaseMembers::documents_at))
    return fail(Fault::missing_key, "a case has to list its documents, if need be as []", "/documents");
  dom::array array;
  if (members[CaseMembers::documents_at].get(array) != simdjson::SUCCESS)
    return wrong_type("documents", {}, "an array of objects");
  const KindTable& table = kinds_of(into.edition->program);
  const bool has_applicant = into.edition->program.applicant_kind != policy::no_kind;
  const std::size_t most = into.documents.size() - (has_applicant ? 1 : 0);
  for (const dom::element element : array) {
    if (into.document_count == most) {
      return fail(Fault::too_many, "a case has at most " + std::to_string(most) + " documents", "/documents");
    }
    const Pointer at{.document = into.document_count};
    auto read = read_document(element, table, at, into.documents[into.document_count]);
    if (!read) return read;
    ++into.document_count;
  }
  return read_applicant(members, into);
}

Result<void> CaseParts::read_applicant(const CaseMembers& members, ReadCase& into) {
  const std::uint8_t kind = into.edition->program.applicant_kind;
  const bool is_stated = members.has(CaseMembers::applicant_at);
  if (kind == policy::no_kind) {
    if (!is_stated) return {};
    return fail(Fault::unknown_key, "this policy asks nothing of the applicant; expected no such key",
                "/applicant");
  }
  proofing::Document& applicant = into.documents[into.document_count];
  applicant = proofing::Document{.kind = kind};
  into.has_applicant = true;
  if (!is_stated) return {};
  return codec::read_applicant(members[CaseMembers::applicant_at], applicant);
}

}  // namespace skranke::codec
