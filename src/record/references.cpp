// Following the references of an assurance process to the checks of its evidence.
#include <set>
#include <string>
#include <utility>

#include "record/claims.hpp"
#include "record/json.hpp"

namespace skranke::record {
namespace {

using base::fail;
using base::Fault;
using base::Result;

std::string at(std::string_view path, std::string_view key) {
  return std::string{path}.append("/").append(key);
}
std::string at(std::string_view path, std::size_t index) { return at(path, std::to_string(index)); }

// The member as the type that is wanted; null where it is not there. Problem (wrong_type).
Result<const json::array*> array_in(const json::object& object, std::string_view key, std::string_view path) {
  const json::value* const value = object.if_contains(key);
  if (value == nullptr) return nullptr;
  if (!value->is_array()) return fail(Fault::wrong_type, "expected an array", at(path, key));
  return &value->get_array();
}
Result<const json::object*> object_in(const json::object& object, std::string_view key,
                                      std::string_view path) {
  const json::value* const value = object.if_contains(key);
  if (value == nullptr) return nullptr;
  if (!value->is_object()) return fail(Fault::wrong_type, "expected an object", at(path, key));
  return &value->get_object();
}

Result<std::string> id_in(const json::value& value, std::string_view path) {
  if (!value.is_object()) return fail(Fault::wrong_type, "expected an object", std::string{path});
  const json::value* const id = value.get_object().if_contains("check_id");
  if (id == nullptr)
    return fail(Fault::missing_key, "expected a check_id: without one nothing can point here",
                std::string{path});
  if (!id->is_string()) return fail(Fault::wrong_type, "expected a string", at(path, "check_id"));
  return std::string{id->get_string()};
}

// The ids of one piece of evidence, into `ids`.
Result<void> collect(const json::value& evidence, const std::string& path, std::set<std::string>& ids) {
  if (!evidence.is_object()) return fail(Fault::wrong_type, "expected an object", path);
  const auto checks = array_in(evidence.get_object(), "check_details", path);
  if (!checks) return std::unexpected{checks.error()};
  if (*checks == nullptr) return {};
  for (std::size_t i = 0; i < (*checks)->size(); ++i) {
    const std::string place = at(at(path, "check_details"), i);
    const auto id = id_in((**checks)[i], place);
    if (!id) return std::unexpected{id.error()};
    if (!ids.insert(*id).second)
      return fail(Fault::duplicate_key, "expected an id that no other check has", at(place, "check_id"));
  }
  return {};
}

Result<void> resolve(const json::value& details, const std::string& path, const std::set<std::string>& ids) {
  if (!details.is_object()) return fail(Fault::wrong_type, "expected an object", path);
  const auto references = array_in(details.get_object(), "evidence_ref", path);
  if (!references) return std::unexpected{references.error()};
  if (*references == nullptr) return {};
  for (std::size_t i = 0; i < (*references)->size(); ++i) {
    const std::string place = at(at(path, "evidence_ref"), i);
    const auto id = id_in((**references)[i], place);
    if (!id) return std::unexpected{id.error()};
    if (!ids.contains(*id))
      return fail(Fault::not_found, "expected the check_id of a check of the evidence: no check has this one",
                  at(place, "check_id"));
  }
  return {};
}

Result<void> check_one(const json::value& claims, const std::string& path) {
  if (!claims.is_object()) return fail(Fault::wrong_type, "expected an object", path);
  const auto verification = object_in(claims.get_object(), "verification", path);
  if (!verification) return std::unexpected{verification.error()};
  if (*verification == nullptr) return fail(Fault::missing_key, "expected a verification", path);
  const std::string inside = at(path, "verification");
  const auto evidence = array_in(**verification, "evidence", inside);
  if (!evidence) return std::unexpected{evidence.error()};
  std::set<std::string> ids;
  for (std::size_t i = 0; *evidence != nullptr && i < (*evidence)->size(); ++i) {
    if (auto fine = collect((**evidence)[i], at(at(inside, "evidence"), i), ids); !fine) return fine;
  }
  const auto process = object_in(**verification, "assurance_process", inside);
  if (!process) return std::unexpected{process.error()};
  if (*process == nullptr) return {};
  const std::string within = at(inside, "assurance_process");
  const auto details = array_in(**process, "assurance_details", within);
  if (!details) return std::unexpected{details.error()};
  for (std::size_t i = 0; *details != nullptr && i < (*details)->size(); ++i) {
    if (auto fine = resolve((**details)[i], at(at(within, "assurance_details"), i), ids); !fine) return fine;
  }
  return {};
}

}  // namespace

Result<void> check_references(std::string_view payload) {
  boost::system::error_code error;
  const json::value root = json::parse(payload, error);
  if (error) return fail(Fault::invalid_json, "expected JSON");
  if (!root.is_object()) return fail(Fault::wrong_type, "expected an object");
  const json::value* const claims = root.get_object().if_contains("verified_claims");
  if (claims == nullptr) return {};
  if (!claims->is_array()) return check_one(*claims, "/verified_claims");
  const json::array& all = claims->get_array();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (auto fine = check_one(all[i], at("/verified_claims", i)); !fine) return fine;
  }
  return {};
}

}  // namespace skranke::record
