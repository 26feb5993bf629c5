#include "connect/oidc/json.hpp"

#include <algorithm>

#include <simdjson.h>

#include "base/limits.hpp"

namespace skranke::oidc {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

std::optional<Json> tree_of(const element& from);

std::optional<Json> tree_of(const simdjson::dom::array& from) {
  Json::Array items;
  for (const element item : from) {
    auto value = tree_of(item);
    if (!value) return std::nullopt;
    items.push_back(std::move(*value));
  }
  return Json{std::move(items)};
}

std::optional<Json> tree_of(const simdjson::dom::object& from) {
  Json::Object members;
  for (const auto field : from) {
    auto value = tree_of(field.value);
    if (!value) return std::nullopt;
    members.push_back({.key = std::string{field.key}, .value = std::move(*value)});
  }
  std::vector<std::string_view> keys;
  for (const Json::Member& member : members) keys.emplace_back(member.key);
  std::ranges::sort(keys);
  if (std::ranges::adjacent_find(keys) != keys.end()) return std::nullopt;
  return Json{std::move(members)};
}

std::optional<Json> tree_of(const element& from) {
  switch (from.type()) {
    case element_type::ARRAY:
      return tree_of(from.get_array().value_unsafe());
    case element_type::OBJECT:
      return tree_of(from.get_object().value_unsafe());
    case element_type::INT64:
      return Json{from.get_int64().value_unsafe()};
    case element_type::UINT64:
      return Json{static_cast<double>(from.get_uint64().value_unsafe())};
    case element_type::DOUBLE:
      return Json{from.get_double().value_unsafe()};
    case element_type::STRING:
      return Json{std::string{from.get_string().value_unsafe()}};
    case element_type::BOOL:
      return Json{from.get_bool().value_unsafe()};
    case element_type::NULL_VALUE:
      return Json{nullptr};
  }
  return std::nullopt;
}

}  // namespace

const Json* Json::find(std::string_view key) const {
  const auto* object = std::get_if<Object>(&value_);
  if (object == nullptr) return nullptr;
  const auto found = std::ranges::find(*object, key, &Member::key);
  return found == object->end() ? nullptr : &found->value;
}

std::optional<Json> parse_json(std::string_view text) {
  simdjson::dom::parser parser;
  if (parser.allocate(std::max<std::size_t>(text.size(), 64), base::limits::json_depth_max) !=
      simdjson::SUCCESS) {
    return std::nullopt;
  }
  const simdjson::padded_string padded{text};
  element root;
  if (parser.parse(padded).get(root) != simdjson::SUCCESS) return std::nullopt;
  return tree_of(root);
}

const std::string* text_of(const Json& object, std::string_view key) {
  const Json* const found = object.find(key);
  return found == nullptr ? nullptr : found->text();
}

const std::int64_t* whole_of(const Json& object, std::string_view key) {
  const Json* const found = object.find(key);
  return found == nullptr ? nullptr : found->whole();
}

}  // namespace skranke::oidc
