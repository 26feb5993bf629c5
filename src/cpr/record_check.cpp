#include "cpr/record_check.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

#include "cpr/all_layouts.hpp"

namespace skranke::cpr {
namespace {

static_assert(std::endian::native == std::endian::little, "the words below are read lowest byte first");

using Lanes [[gnu::vector_size(16)]] = std::uint8_t;
constexpr std::size_t lanes = 16;

// For each byte of a record the values that may stand there, beside a blank: `low` to `low + span`.
struct Shape {
  std::array<std::uint8_t, record_bytes_max> low{};
  std::array<std::uint8_t, record_bytes_max> span{};
};

constexpr void allow(Shape& shape, std::size_t at, std::size_t count, char low, char high) {
  for (std::size_t i = at; i < at + count; ++i) {
    shape.low[i] = static_cast<std::uint8_t>(low);
    shape.span[i] = static_cast<std::uint8_t>(high - low);
  }
}

constexpr Shape shape_of(const RecordLayout& layout) {
  Shape shape;
  shape.low.fill(0x20);
  shape.span.fill(0xDF);
  for (const Field& field : layout.fields) {
    switch (field.form) {
      case Form::text:
      case Form::name_mark:
      case Form::correction:
      case Form::sex:
      case Form::civil_status:
        break;
      case Form::digits:
      case Form::own_number:
      case Form::number:
      case Form::date_8:
      case Form::date_12:
      case Form::status:
      case Form::protection:
        allow(shape, field.at, field.length, '0', '9');
        break;
      case Form::date_10:
        allow(shape, field.at, field.length, '0', '9');
        allow(shape, field.at + 4UL, 1, '-', '-');
        allow(shape, field.at + 7UL, 1, '-', '-');
        break;
      case Form::uncertainty:
        allow(shape, field.at, field.length, '*', '*');
        break;
      case Form::letter:
        allow(shape, field.at, field.length, 'A', 'Z');
        break;
    }
  }
  return shape;
}

template <class T>
T load(const void* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

// The bytes at `at` that are in neither their range nor blank, or are control characters: not zero.
Lanes strange(const char* record, const Shape& shape, std::size_t at) {
  const auto bytes = load<Lanes>(record + at);
  const auto low = load<Lanes>(shape.low.data() + at);
  const auto span = load<Lanes>(shape.span.data() + at);
  const Lanes is_outside = reinterpret_cast<Lanes>(bytes - low > span);
  const Lanes is_filled = reinterpret_cast<Lanes>(bytes != 0x20);
  const Lanes is_control =
      reinterpret_cast<Lanes>((bytes & 0x7F) < 0x20) | reinterpret_cast<Lanes>(bytes == 0x7F);
  return (is_outside & is_filled) | is_control;
}

template <std::size_t length>
bool has_shape(const char* record, const Shape& shape) {
  Lanes found = strange(record, shape, length - lanes);
  for (std::size_t at = 0; at + lanes < length; at += lanes) found |= strange(record, shape, at);
  const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(found);
  return (halves[0] | halves[1]) == 0;
}

// Below, every byte is known to be a digit (bit 4 is set), or a hyphen at its place (bit 3), or blank
// (neither).

template <std::size_t length>
constexpr std::uint64_t tens = (length == 8 ? ~0ULL : (1ULL << length * 8) - 1) & 0x1010101010101010ULL;

template <std::size_t length>
std::uint64_t word(const char* text) {
  std::uint64_t value = 0;
  std::memcpy(&value, text, length);
  return value;
}

// 0, or `tens` if all are digits; anything else is a mix.
template <std::size_t length>
bool is_filled_or_blank(const char* text) {
  if constexpr (length == 1) {
    return true;
  } else if constexpr (length <= 8) {
    const std::uint64_t marks = word<length>(text) & tens<length>;
    return (marks == 0) | (marks == tens<length>);
  } else {
    static_assert(length <= 16);
    const std::uint64_t first = word<8>(text) & tens<8>;
    const std::uint64_t rest = word<length - 8>(text + 8) & tens<length - 8>;
    return ((first | rest) == 0) | ((first == tens<8>)&(rest == tens<length - 8>));
  }
}

constexpr unsigned two(std::uint64_t text, unsigned shift) {
  return static_cast<unsigned>(text >> shift & 15) * 10 + static_cast<unsigned>(text >> (shift + 8) & 15);
}

// The last day of a month in every year; -1 for months that there are not. Month 0 is not known.
constexpr auto last_day = [] {
  std::array<std::int8_t, 256> days{};
  days.fill(-1);
  constexpr std::array<std::int8_t, 13> known{31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (std::size_t i = 0; i < known.size(); ++i) days[i] = known[i];
  return days;
}();

bool is_day(unsigned month, unsigned day) { return static_cast<int>(day) <= last_day[month]; }

bool is_date_8(const char* text) {
  const std::uint64_t date = word<8>(text);
  const std::uint64_t marks = date & tens<8>;
  return (marks == 0) | ((marks == tens<8>)&is_day(two(date, 32), two(date, 48)));
}

bool is_date_12(const char* text) {
  const std::uint64_t date = word<8>(text);
  const std::uint64_t time = word<4>(text + 8);
  const std::uint64_t marks = date & tens<8>;
  const std::uint64_t more = time & tens<4>;
  const bool is_full = (marks == tens<8>)&(more == tens<4>);
  const bool is_time = (two(time, 0) <= 24U) & (two(time, 16) <= 59U);
  return ((marks | more) == 0) | (is_full & is_day(two(date, 32), two(date, 48)) & is_time);
}

bool is_date_10(const char* text) {
  constexpr std::uint64_t filled = 0x0810100810101010ULL;
  const std::uint64_t date = word<8>(text);
  const std::uint64_t day = word<2>(text + 8);
  const std::uint64_t marks = date & filled;
  const std::uint64_t more = day & tens<2>;
  const bool is_full = (marks == filled) & (more == tens<2>);
  return ((marks | more) == 0) | (is_full & is_day(two(date, 40), two(day, 0)));
}

constexpr std::array<std::uint8_t, 256> set_of(std::string_view codes) {
  std::array<std::uint8_t, 256> set{};
  set[' '] = 1;
  for (const char code : codes) set[static_cast<unsigned char>(code)] = 1;
  return set;
}
constexpr auto name_marks = set_of("+*=");
constexpr auto corrections = set_of("KAH");
constexpr auto sexes = set_of("MK");
constexpr auto civil_statuses = set_of("UGFEPOLD");

constexpr auto statuses = [] {
  std::array<std::uint8_t, 256> set{};
  for (const int status : {1, 3, 5, 7, 20, 30, 50, 60, 70, 80, 90}) set[static_cast<std::size_t>(status)] = 1;
  return set;
}();

bool is_in(const std::array<std::uint8_t, 256>& set, char code) {
  return set[static_cast<unsigned char>(code)] != 0;
}

template <Form form, std::size_t length>
bool is_good(const char* text) {
  if constexpr (form == Form::digits || form == Form::number) return is_filled_or_blank<length>(text);
  if constexpr (form == Form::own_number) {
    const std::uint64_t first = word<8>(text);
    const std::uint64_t rest = word<2>(text + 8);
    const bool is_zero = (first == 0x3030303030303030ULL) & (rest == 0x3030ULL);
    return ((first & tens<8>) == tens<8>)&((rest & tens<2>) == tens<2>)&!is_zero;
  }
  if constexpr (form == Form::date_8) return is_date_8(text);
  if constexpr (form == Form::date_10) return is_date_10(text);
  if constexpr (form == Form::date_12) return is_date_12(text);
  if constexpr (form == Form::name_mark) return is_in(name_marks, *text);
  if constexpr (form == Form::correction) return is_in(corrections, *text);
  if constexpr (form == Form::sex) return is_in(sexes, *text);
  if constexpr (form == Form::civil_status) return is_in(civil_statuses, *text);
  if constexpr (form == Form::status) {
    const std::uint64_t code = word<2>(text);
    return ((code & tens<2>) == tens<2>)&(statuses[two(code, 0)] != 0);
  }
  if constexpr (form == Form::protection) {
    const auto code = static_cast<std::uint32_t>(word<4>(text));
    return (code == 0x20202020U) | (((code & 0x00FFFFFFU) == 0x00303030U) & ((code >> 24U) - '0' <= 4U));
  }
  return true;
}

template <std::size_t index, bool is_long>
constexpr std::size_t length_of = is_long ? all_layouts[index].long_length : all_layouts[index].length;

template <std::size_t index, bool is_long, std::size_t f>
bool has_good_field(const char* record) {
  constexpr Field field = all_layouts[index].fields[f];
  if constexpr (std::size_t{field.at} + field.length > length_of<index, is_long>) return true;
  return is_good<field.form, field.length>(record + field.at);
}

template <std::size_t index, bool is_long, std::size_t... f>
bool has_good_fields(const char* record, std::index_sequence<f...> /*fields*/) {
  return (has_good_field<index, is_long, f>(record) & ...);
}

template <std::size_t index, bool is_long>
bool check(const char* record) {
  static constexpr Shape shape = shape_of(all_layouts[index]);
  return has_shape<length_of<index, is_long>>(record, shape) &&
         has_good_fields<index, is_long>(record,
                                         std::make_index_sequence<all_layouts[index].fields.size()>{});
}

using Check = bool (*)(const char*);

template <bool is_long, std::size_t... i>
constexpr std::array<Check, layout_count> checks_of(std::index_sequence<i...>) {
  return {check<i, is_long>...};
}
constexpr auto checks = checks_of<false>(std::make_index_sequence<layout_count>{});
constexpr auto long_checks = checks_of<true>(std::make_index_sequence<layout_count>{});

}  // namespace

bool is_surely_good(int layout, const char* record, bool is_long) {
  const auto index = static_cast<std::size_t>(layout);
  return (is_long ? long_checks[index] : checks[index])(record);
}

}  // namespace skranke::cpr
