// JSON that can be read in one way only: keys once, UTF-8, bounded depth.
//
// Two readers of the same token must not see different claims, so a key that stands twice in an object is no
// JSON here (RFC 7515 section 4, RFC 8259 section 4).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace skranke::oidc {

class Json {
 public:
  struct Member;
  using Array = std::vector<Json>;
  using Object = std::vector<Member>;
  // A number is whole (within 64 bits) or not.
  using Value = std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object>;

  Json() = default;
  explicit Json(Value value);

  // The member of an object; null where there is none, or this is no object.
  [[nodiscard]] const Json* find(std::string_view key) const;
  [[nodiscard]] bool is_object() const { return std::holds_alternative<Object>(value_); }
  [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&value_); }
  [[nodiscard]] const std::int64_t* whole() const { return std::get_if<std::int64_t>(&value_); }
  [[nodiscard]] const Array* array() const { return std::get_if<Array>(&value_); }

  friend bool operator==(const Json&, const Json&) = default;

 private:
  Value value_;
};

struct Json::Member {
  std::string key;
  Json value;
  friend bool operator==(const Member&, const Member&) = default;
};

// Here, where a member is a complete type.
inline Json::Json(Value value) : value_{std::move(value)} {}

// Empty where the text is not such JSON.
[[nodiscard]] std::optional<Json> parse_json(std::string_view text);

// The text member of an object; null where there is none or it is no text.
[[nodiscard]] const std::string* text_of(const Json& object, std::string_view key);
[[nodiscard]] const std::int64_t* whole_of(const Json& object, std::string_view key);

}  // namespace skranke::oidc
