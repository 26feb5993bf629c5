#include "cpr/record_fault.hpp"

#include <array>
#include <utility>

#include "base/civil.hpp"

namespace skranke::cpr {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(std::string_view text) { return text.find_first_not_of(' ') == std::string_view::npos; }

bool are_digits(std::string_view text) {
  for (const char c : text) {
    if (!is_digit(c)) return false;
  }
  return true;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte & 0x7FU) < 0x20U || byte == 0x7FU;
}

int number_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

// Parts that are zero are not known; the others have to be possible.
bool is_possible_date(int year, int month, int day) {
  if (month > 12) return false;
  if (month == 0) return day <= 31;
  return day <= base::days_in_month(year == 0 ? 2000 : year, month);
}

bool is_date(std::string_view text, Form form) {
  if (is_blank(text)) return true;
  if (form == Form::date_10) {
    if (text.find_first_not_of('0') == std::string_view::npos) return true;
    if (text[4] != '-' || text[7] != '-') return false;
    if (!are_digits(text.substr(0, 4)) || !are_digits(text.substr(5, 2)) || !are_digits(text.substr(8, 2)))
      return false;
    return is_possible_date(number_of(text.substr(0, 4)), number_of(text.substr(5, 2)),
                            number_of(text.substr(8, 2)));
  }
  if (!are_digits(text)) return false;
  if (!is_possible_date(number_of(text.substr(0, 4)), number_of(text.substr(4, 2)),
                        number_of(text.substr(6, 2))))
    return false;
  return form == Form::date_8 || (number_of(text.substr(8, 2)) <= 24 && number_of(text.substr(10, 2)) <= 59);
}

bool is_status(std::string_view text) {
  constexpr std::array<std::string_view, 11> codes{"01", "03", "05", "07", "20", "30",
                                                   "50", "60", "70", "80", "90"};
  for (const std::string_view code : codes) {
    if (text == code) return true;
  }
  return false;
}

bool is_one_of(std::string_view text, std::string_view codes) {
  return text == " " || codes.find(text) != std::string_view::npos;
}

std::optional<Reason> fault_of(std::string_view text, Form form) {
  const auto unless = [](bool holds, Reason reason) {
    return holds ? std::nullopt : std::optional<Reason>{reason};
  };
  switch (form) {
    case Form::text:
      return std::nullopt;
    case Form::digits: {
      const std::size_t first = text.find_first_not_of(' ');
      return unless(first == std::string_view::npos || are_digits(text.substr(first)), Reason::digits);
    }
    case Form::own_number:
      return unless(are_digits(text) && text != "0000000000", Reason::number);
    case Form::number:
      return unless(is_blank(text) || are_digits(text), Reason::number);
    case Form::date_8:
    case Form::date_10:
    case Form::date_12:
      return unless(is_date(text, form), Reason::date);
    case Form::uncertainty:
      return unless(is_one_of(text, "*"), Reason::code);
    case Form::name_mark:
      return unless(is_one_of(text, "+*="), Reason::code);
    case Form::correction:
      return unless(is_one_of(text, "KAH"), Reason::code);
    case Form::letter:
      return unless(text == " " || (text[0] >= 'A' && text[0] <= 'Z'), Reason::code);
    case Form::sex:
      return unless(is_one_of(text, "MK"), Reason::code);
    case Form::status:
      return unless(is_status(text), Reason::code);
    case Form::civil_status:
      return unless(is_one_of(text, "UGFEPOLD"), Reason::code);
    case Form::protection:
      return unless(is_blank(text) || (text.substr(0, 3) == "000" && text[3] >= '0' && text[3] <= '4'),
                    Reason::code);
  }
  std::unreachable();
}

// The field that a byte of the record belongs to, if any.
std::string_view field_at(const RecordLayout& layout, std::size_t at) {
  for (const Field& field : layout.fields) {
    if (at >= field.at && at < std::size_t{field.at} + field.length) return field.name;
  }
  return {};
}

}  // namespace

std::string_view name(Reason reason) {
  switch (reason) {
    case Reason::unknown_type:
      return "unknown-type";
    case Reason::length:
      return "length";
    case Reason::character:
      return "character";
    case Reason::number:
      return "number";
    case Reason::digits:
      return "digits";
    case Reason::date:
      return "date";
    case Reason::code:
      return "code";
    case Reason::no_person_record:
      return "no-person-record";
    case Reason::second_person:
      return "second-person";
    case Reason::too_many:
      return "too-many";
  }
  std::unreachable();
}

std::string_view describe(Reason reason) {
  switch (reason) {
    case Reason::unknown_type:
      return "not a record type of the layout";
    case Reason::length:
      return "longer than the record type is";
    case Reason::character:
      return "a control character";
    case Reason::number:
      return "expected the ten digits of a CPR number";
    case Reason::digits:
      return "expected digits";
    case Reason::date:
      return "expected a date that exists";
    case Reason::code:
      return "not one of the field's codes";
    case Reason::no_person_record:
      return "the delivery has no good record 001 of this number beside it";
    case Reason::second_person:
      return "the number has a record 001 already";
    case Reason::too_many:
      return "more records of one number than a person can have";
  }
  std::unreachable();
}

std::string describe(const RecordFault& fault) {
  std::string text;
  if (!fault.type.empty()) text.append("record ").append(fault.type);
  if (!fault.field.empty()) text.append(", field ").append(fault.field);
  if (!text.empty()) text.append(": ");
  return text.append(describe(fault.reason));
}

std::optional<RecordFault> find_fault(std::string_view record) {
  const int index = layout_index(record);
  if (index < 0) return RecordFault{.reason = Reason::unknown_type, .type = {}, .field = {}};
  const RecordLayout& layout = layouts()[static_cast<std::size_t>(index)];
  for (std::size_t i = 0; i < record.size(); ++i) {
    if (!is_control(record[i])) continue;
    return RecordFault{.reason = Reason::character, .type = layout.type, .field = field_at(layout, i)};
  }
  if (record.size() > layout.long_length && !is_blank(record.substr(layout.long_length)))
    return RecordFault{.reason = Reason::length, .type = layout.type, .field = {}};
  std::array<char, record_bytes_max> padded{};
  padded.fill(' ');
  record.substr(0, layout.long_length).copy(padded.data(), padded.size());
  for (const Field& field : layout.fields) {
    const auto reason = fault_of(field.of({padded.data(), padded.size()}), field.form);
    if (reason) return RecordFault{.reason = *reason, .type = layout.type, .field = field.name};
  }
  return std::nullopt;
}

}  // namespace skranke::cpr
