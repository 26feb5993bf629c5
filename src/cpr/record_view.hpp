// One good record with its fields as values: what person_from_records reads through.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cpr/layout.hpp"
#include "cpr/person.hpp"

namespace skranke::cpr {

class RecordView {
 public:
  // A record that find_fault finds good. Blanks that are missing at its end are blanks.
  explicit RecordView(std::string_view record);

  [[nodiscard]] std::string_view raw(const Field& field) const {
    return field.of({bytes_.data(), bytes_.size()});
  }
  [[nodiscard]] std::string_view type() const { return raw({.name = {}, .at = 0, .length = 3}); }
  [[nodiscard]] char mark(const Field& field) const { return bytes_[field.at]; }
  [[nodiscard]] PersonalText text(const Field& field) const;

  // A text without the zeros before it: a house number, a floor.
  [[nodiscard]] PersonalText without_zeros(const Field& field) const;

  // A code in digits; empty where it is blank or zeros.
  [[nodiscard]] std::string code(const Field& field) const;
  [[nodiscard]] int number(const Field& field) const;  // 0 where blank

  [[nodiscard]] std::optional<CprNumber> person(const Field& field) const;
  [[nodiscard]] Date date(const Field& field) const;
  [[nodiscard]] Date date(const Field& field, const Field& uncertainty) const;
  [[nodiscard]] Correction correction(const Field& field) const;

 private:
  std::array<char, record_bytes_max> bytes_{};
};

}  // namespace skranke::cpr
