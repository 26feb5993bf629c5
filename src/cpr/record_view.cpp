#include "cpr/record_view.hpp"

#include "cpr/text.hpp"

namespace skranke::cpr {
namespace {

int digits_of(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

RecordView::RecordView(std::string_view record) {
  bytes_.fill(' ');
  record.copy(bytes_.data(), bytes_.size());
}

PersonalText RecordView::text(const Field& field) const { return PersonalText{text_of(raw(field))}; }

PersonalText RecordView::without_zeros(const Field& field) const {
  const std::string_view value = trimmed(raw(field));
  const std::size_t first = value.find_first_not_of('0');
  return PersonalText{text_of(first == std::string_view::npos ? std::string_view{} : value.substr(first))};
}

std::string RecordView::code(const Field& field) const {
  const std::string_view value = trimmed(raw(field));
  return value.find_first_not_of('0') == std::string_view::npos ? std::string{} : std::string{value};
}

int RecordView::number(const Field& field) const { return digits_of(raw(field)); }

std::optional<CprNumber> RecordView::person(const Field& field) const {
  const std::string_view digits = raw(field);
  if (digits.find_first_not_of('0') == std::string_view::npos) return std::nullopt;
  return CprNumber::from_digits(digits);
}

// The year 1 is how a database writes that there is no date.
Date RecordView::date(const Field& field) const {
  const std::string_view text = raw(field);
  const std::size_t gap = field.form == Form::date_10 && text[4] == '-' ? 1 : 0;
  Date date{.year = static_cast<std::int16_t>(digits_of(text.substr(0, 4))),
            .month = static_cast<std::uint8_t>(digits_of(text.substr(4 + gap, 2))),
            .day = static_cast<std::uint8_t>(digits_of(text.substr(6 + 2 * gap, 2)))};
  if (date.year <= 1) return {};
  if (field.form == Form::date_12) {
    const int minute = digits_of(text.substr(8, 2)) * 60 + digits_of(text.substr(10, 2));
    if (minute != 0) date.minute = static_cast<std::int16_t>(minute);
  }
  return date;
}

Date RecordView::date(const Field& field, const Field& uncertainty) const {
  Date value = date(field);
  value.uncertain = mark(uncertainty) == '*';
  return value;
}

Correction RecordView::correction(const Field& field) const {
  switch (mark(field)) {
    case 'K':
      return Correction::corrected;
    case 'A':
      return Correction::annulled;
    default:
      return Correction::none;
  }
}

}  // namespace skranke::cpr
