// Writes records of the layout P12170 into a buffer, field by field.
//
// A new record is blank: zeros in numbers and in dates with a time, spaces elsewhere, as the register leaves
// what it doesn't know.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "base/ensure.hpp"
#include "cpr/layout.hpp"
#include "proofing/cpr_number.hpp"

namespace skranke::synthetic {

// What a record of the layout is before anything is written.
[[nodiscard]] constexpr std::array<char, cpr::record_bytes_max> blank_record(
    const cpr::RecordLayout& layout) {
  std::array<char, cpr::record_bytes_max> bytes{};
  for (char& byte : bytes) byte = ' ';
  for (const cpr::Field& field : layout.fields) {
    const bool is_zeros = field.form == cpr::Form::digits || field.form == cpr::Form::number ||
                          field.form == cpr::Form::date_12 || field.form == cpr::Form::date_8 ||
                          field.form == cpr::Form::protection;
    for (std::size_t i = 0; is_zeros && i < field.length; ++i) bytes[field.at + i] = '0';
  }
  for (std::size_t i = 0; i < 3; ++i) bytes[i] = layout.type[i];
  return bytes;
}

// The last record of a Records; valid until the next one is begun.
class Record {
 public:
  explicit Record(char* bytes) : bytes_{bytes} {}

  // From the left; what is too long is cut off.
  Record& text(const cpr::Field& field, std::string_view value) {
    std::memcpy(bytes_ + field.at, value.data(), std::min<std::size_t>(value.size(), field.length));
    return *this;
  }
  // From the right, with leading zeros.
  Record& digits(const cpr::Field& field, std::uint64_t value) {
    for (std::size_t at = field.at + field.length; at-- > field.at; value /= 10) {
      bytes_[at] = static_cast<char>('0' + value % 10);
    }
    return *this;
  }
  Record& mark(const cpr::Field& field, char value) {
    bytes_[field.at] = value;
    return *this;
  }
  Record& number(const cpr::Field& field, const proofing::CprNumber& value) {
    return text(field, value.reveal());
  }
  // yyyyMMdd, yyyy-MM-dd or yyyyMMddHHmm, as the field's form asks.
  Record& day(const cpr::Field& field, base::Day value, int minute = 0);

 private:
  char* bytes_;
};

class Records {
 public:
  // Begins a record; `layout` is one of cpr::rNNN::layout.
  template <const cpr::RecordLayout& Layout>
  [[nodiscard]] Record begin() {
    static constexpr auto blank = blank_record(Layout);
    const std::size_t at = bytes_.size();
    bytes_.append(blank.data(), Layout.length);
    bytes_ += '\n';
    ++count_;
    return Record{bytes_.data() + at};
  }

  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  [[nodiscard]] std::uint64_t count() const { return count_; }  // since the beginning
  void clear() { bytes_.clear(); }

 private:
  std::string bytes_;
  std::uint64_t count_ = 0;
};

}  // namespace skranke::synthetic
