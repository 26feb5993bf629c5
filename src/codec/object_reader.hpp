// The members of a small JSON object, taken one by one by name; what nobody takes is a mistake.
//
// The first mistake is kept, and everything after it is skipped, so that a reader is a list of what it wants.
// Only the .cpp files of this folder include this: it brings simdjson.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "codec/document_reader.hpp"

namespace skranke::codec {

class ObjectReader {
 public:
  explicit ObjectReader(simdjson::dom::element root) {
    simdjson::dom::object object;
    if (root.get(object) != simdjson::SUCCESS) {
      problem_ = base::Problem{base::Fault::wrong_type, "expected an object", {}};
      return;
    }
    for (const auto field : object) {
      for (const Member& member : members_) {
        if (member.key == field.key)
          keep(base::Fault::duplicate_key, std::string{field.key} + ": expected each key once", field.key);
      }
      members_.push_back({field.key, field.value});
    }
  }

  // At most `max` bytes, at least one.
  std::string text(std::string_view key, std::size_t max) {
    const auto value = take(key, true);
    return value ? text_of(*value, key, max) : std::string{};
  }
  std::string optional_text(std::string_view key, std::size_t max) {
    const auto value = take(key, false);
    return value ? text_of(*value, key, max) : std::string{};
  }
  bool flag(std::string_view key, bool is_required) {
    const auto value = take(key, is_required);
    bool flag = false;
    if (value && value->get(flag) != simdjson::SUCCESS)
      keep(base::Fault::wrong_type, std::string{key} + ": expected true or false", key);
    return flag;
  }
  std::int32_t whole(std::string_view key, std::int32_t max) {
    const auto value = take(key, true);
    std::int64_t number = 0;
    if (!value) return 0;
    if (value->get(number) != simdjson::SUCCESS) {
      keep(base::Fault::wrong_type, std::string{key} + ": expected a whole number", key);
    } else if (number < 0 || number > max) {
      keep(base::Fault::invalid_value, std::string{key} + ": expected 0 to " + std::to_string(max), key);
    }
    return static_cast<std::int32_t>(problem_ ? 0 : number);
  }
  std::optional<base::Day> optional_day(std::string_view key) {
    const auto value = take(key, false);
    if (!value) return std::nullopt;
    auto day = read_day(*value, key, {});
    if (day) return *day;
    if (!problem_) problem_ = std::move(day.error());
    return std::nullopt;
  }
  // Whether the key is there and has not been taken, null included.
  [[nodiscard]] bool has(std::string_view key) const {
    return std::ranges::find(members_, key, &Member::key) != members_.end();
  }
  // As it stands, for whoever reads it.
  std::optional<simdjson::dom::element> take(std::string_view key, bool is_required) {
    known_.push_back(key);
    for (std::size_t i = 0; i < members_.size(); ++i) {
      if (members_[i].key != key) continue;
      const auto value = members_[i].value;
      members_.erase(members_.begin() + static_cast<std::ptrdiff_t>(i));
      if (value.is_null() && !is_required) return std::nullopt;
      return value;
    }
    if (is_required) keep(base::Fault::missing_key, std::string{key} + ": expected, and not there", key);
    return std::nullopt;
  }
  void keep(base::Fault fault, std::string text, std::string_view key) {
    if (!problem_) problem_ = base::Problem{fault, std::move(text), Pointer{}.to(key)};
  }

  // After everything was taken: the first mistake, a key that nobody took included.
  [[nodiscard]] base::Result<void> finish() {
    if (!problem_ && !members_.empty())
      keep(base::Fault::unknown_key, "there is no such key; " + one_of(known_), members_.front().key);
    if (problem_) return std::unexpected{std::move(*problem_)};
    return {};
  }

 private:
  struct Member {
    std::string_view key;
    simdjson::dom::element value;
  };

  std::string text_of(simdjson::dom::element value, std::string_view key, std::size_t max) {
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS) {
      keep(base::Fault::wrong_type, std::string{key} + ": expected a string", key);
    } else if (text.empty() || text.size() > max || text.contains('\0')) {
      keep(base::Fault::invalid_value,
           std::string{key} + ": expected 1 to " + std::to_string(max) + " bytes, none of them NUL", key);
    } else {
      return std::string{text};
    }
    return {};
  }

  std::vector<Member> members_;
  std::vector<std::string_view> known_;
  std::optional<base::Problem> problem_;
};

}  // namespace skranke::codec
