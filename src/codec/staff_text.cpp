#include "codec/staff_text.hpp"

#include <algorithm>
#include <array>

#include "codec/json_input.hpp"
#include "codec/object_reader.hpp"

namespace skranke::codec {
namespace {

using base::fail;
using base::Fault;
using base::Result;

constexpr std::size_t hash_digits = 64;
constexpr std::size_t uuid_max = 64;

bool is_hash(std::string_view text) {
  return text.size() == hash_digits &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

constexpr std::array<std::string_view, 5> role_names{"officer", "second-officer", "supervisor",
                                                     "administrator", "auditor"};

void read_roles(ObjectReader& reader, simdjson::dom::element value, std::vector<std::string>& roles) {
  simdjson::dom::array array;
  if (value.get(array) != simdjson::SUCCESS || array.size() == 0)
    return reader.keep(Fault::wrong_type, "roles: expected an array of at least one role", "roles");
  for (const auto element : array) {
    std::string_view role;
    if (element.get(role) != simdjson::SUCCESS || std::ranges::find(role_names, role) == role_names.end())
      return reader.keep(Fault::invalid_value,
                         "roles: expected officer, second-officer, supervisor, administrator or auditor",
                         "roles");
    roles.emplace_back(role);
  }
}

Result<StaffEntry> read_entry(simdjson::dom::element element) {
  ObjectReader reader{element};
  StaffEntry entry;
  entry.officer_id = reader.text("officer_id", base::limits::id_bytes_max);
  entry.centre_id = reader.text("centre_id", base::limits::id_bytes_max);
  entry.centre_name = reader.text("centre_name", base::limits::name_bytes_max);
  entry.token_sha256 = reader.text("token_sha256", hash_digits);
  if (!entry.token_sha256.empty() && !is_hash(entry.token_sha256))
    reader.keep(Fault::invalid_value, "token_sha256: expected 64 hexadecimal digits in lower case",
                "token_sha256");
  if (const auto roles = reader.take("roles", false)) read_roles(reader, *roles, entry.roles);
  entry.is_administrator = reader.flag("administrator", false);
  entry.is_device = reader.flag("device", false);
  if (entry.is_device && (entry.is_administrator || !entry.roles.empty()))
    reader.keep(Fault::invalid_value,
                "device: expected a person where administrator is true or roles are said", "device");
  std::string uuid = reader.optional_text("mitid_uuid", uuid_max);
  if (!uuid.empty()) entry.mitid_uuid = base::PersonalText{std::move(uuid)};
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  return entry;
}

}  // namespace

Result<std::vector<StaffEntry>> read_staff(std::string_view text) {
  JsonInput input;
  const auto root = input.parse(text, "a list of staff");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  const auto officers = reader.take("officers", true);
  simdjson::dom::array array;
  if (officers && officers->get(array) != simdjson::SUCCESS)
    reader.keep(Fault::wrong_type, "officers: expected an array", "officers");
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  std::vector<StaffEntry> staff;
  for (const auto element : array) {
    const std::string at = "/officers/" + std::to_string(staff.size());
    auto entry = read_entry(element);
    if (!entry) return fail(entry.error().fault, entry.error().text, at + entry.error().path);
    if (std::ranges::find(staff, entry->officer_id, &StaffEntry::officer_id) != staff.end())
      return fail(Fault::duplicate_key, "officer_id: expected each officer once", at + "/officer_id");
    staff.push_back(std::move(*entry));
  }
  return staff;
}

}  // namespace skranke::codec
