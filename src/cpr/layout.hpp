// Where each field of a CPR record stands: the record layout P12170/P12180 as constants.
//
// The extract and CPR Direkte for authorities share it: ISO-8859-1, fixed positions, blanks at the end of
// texts. A record is a namespace named after its type (`r001::status`), a field is named as the CPR office
// names it, in lower case. The records are in layout_current.hpp (001 to 013), layout_relations.hpp,
// layout_history.hpp (022 to 030) and layout_delivery.hpp.
// SPEC: layout P12170/P12180. Sources: github.com/magenta-aps/cprbroker (Definitions.xml, 6cb2ace),
// aion-dk/aion_cli (cpr_parser.rb, 124207f), magenta-aps/cpr_udtraek (records_parser.py, a78a2ec) and
// magenta-aps/datafordeler-plugin-cpr (39170fb); facts restated, no text copied.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace skranke::cpr {

// What may stand in a field. Every form but own_number and status may also be blank.
enum class Form : std::uint8_t {
  text,          // ISO-8859-1 without control characters
  digits,        // 0-9, from the right
  own_number,    // the ten digits of the person that the record is about
  number,        // another person's ten digits; zeros or blank: none
  date_8,        // yyyyMMdd; a part that is not known is zeros, and so is a date that is not known
  date_10,       // yyyy-MM-dd
  date_12,       // yyyyMMddHHmm
  uncertainty,   // * the date before it is uncertain
  name_mark,     // + shortened, * a sign that can't be reported, = insufficiently documented
  correction,    // K corrected, A annulled, H by an old municipality code
  letter,        // A-Z
  sex,           // M, K
  status,        // the eleven codes of the status of a number
  civil_status,  // U G F E P O L D
  protection,    // 0000 (none) to 0004
};

struct Field {
  std::string_view name;     // the CPR office's, UTF-8
  std::uint16_t at = 0;      // bytes before it
  std::uint16_t length = 0;  // bytes
  Form form = Form::text;

  // The field of a record that is at least as long as its layout says.
  [[nodiscard]] constexpr std::string_view of(std::string_view record) const {
    return record.substr(at, length);
  }
};

// `position` counts from 1, as the layout's own tables do.
[[nodiscard]] consteval Field field(std::string_view name, std::uint16_t position, std::uint16_t length,
                                    Form form) {
  return {.name = name, .at = static_cast<std::uint16_t>(position - 1), .length = length, .form = form};
}

struct RecordLayout {
  std::string_view type;          // three digits
  std::uint16_t length = 0;       // bytes
  std::uint16_t long_length = 0;  // of variant B (002 only), else the same
  std::span<const Field> fields;  // in order of position; those of variant B stand last
};

inline constexpr std::size_t record_bytes_max = 382;  // 002 in variant B
inline constexpr std::size_t layout_count = 40;

// Every record type, in order of its number.
[[nodiscard]] std::span<const RecordLayout> layouts();

// The index into layouts() by a type's number, 0 to 999; -1 for a type that the layout doesn't have.
extern const std::array<std::int8_t, 1000> layout_index_by_number;

// The index into layouts() of a record's first three bytes; -1 for a type that the layout doesn't have.
[[nodiscard]] inline int layout_index(std::string_view record) {
  if (record.size() < 3) return -1;
  std::size_t number = 0;
  bool is_number = true;
  for (std::size_t i = 0; i < 3; ++i) {
    const unsigned digit = static_cast<unsigned char>(record[i]) - unsigned{'0'};
    is_number &= digit <= 9;
    number = number * 10 + digit;
  }
  return is_number ? layout_index_by_number[number] : -1;
}

// The layout of a type; nullptr for one that there isn't.
[[nodiscard]] const RecordLayout* find_layout(std::string_view type);

}  // namespace skranke::cpr
