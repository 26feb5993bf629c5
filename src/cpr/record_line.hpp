// One record of the layout being written: blanks, and fields put at their places.
//
// For whoever makes records (a generator, a stand-in for the register, tests); reading never needs it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/ensure.hpp"
#include "cpr/layout.hpp"

namespace skranke::cpr {

class RecordLine {
 public:
  // A record of this type, blank but for the type.
  explicit RecordLine(const RecordLayout& layout) : text_(layout.length, ' ') {
    text_.replace(0, layout.type.size(), layout.type);
  }

  // ISO-8859-1, from the field's left. A text that is longer than the field is a bug of the caller.
  RecordLine& put(const Field& field, std::string_view value) {
    base::ensure(value.size() <= field.length, "the value fits the field");
    base::ensure(std::size_t{field.at} + field.length <= text_.size(), "the field is of this record");
    text_.replace(field.at, value.size(), value);
    return *this;
  }

  // Digits to the field's right, zeros before them.
  RecordLine& put_number(const Field& field, std::uint64_t value) {
    base::ensure(std::size_t{field.at} + field.length <= text_.size(), "the field is of this record");
    for (std::size_t i = field.length; i-- > 0; value /= 10) {
      text_[field.at + i] = static_cast<char>('0' + value % 10);
    }
    base::ensure(value == 0, "the number fits the field");
    return *this;
  }

  // The whole record, without a line's end.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace skranke::cpr
