#include "cpr/packed_person.hpp"

#include <algorithm>
#include <array>

#include "base/ensure.hpp"
#include "cpr/layout.hpp"
#include "cpr/person_from_records.hpp"

namespace skranke::cpr {
namespace {

constexpr char version = 1;
constexpr std::size_t head_bytes = 6;
constexpr std::size_t record_head = 13;  // type and number
constexpr std::uint8_t refused_bit = 0x80;
constexpr std::size_t run_min = 2;
constexpr std::size_t run_max = 33;

std::unexpected<base::Problem> broken() {
  return base::fail(base::Fault::invalid_value,
                    "a stored person is not in the form that this program writes");
}

void append_squeezed(std::string& packed, std::string_view text) {
  std::array<char, record_bytes_max> squeezed{};
  std::size_t size = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != ' ') {
      squeezed[size++] = text[i++];
      continue;
    }
    std::size_t run = 1;
    while (run < run_max && i + run < text.size() && text[i + run] == ' ') ++run;
    squeezed[size++] = run < run_min ? ' ' : static_cast<char>(run - run_min);
    i += run;
  }
  packed.append(squeezed.data(), size);
}

// False if the text grows longer than a record can be.
bool append_stretched(std::string& record, std::string_view squeezed) {
  for (const char c : squeezed) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20U) {
      record.append(byte + run_min, ' ');
    } else {
      record.push_back(c);
    }
    if (record.size() > record_bytes_max) return false;
  }
  return true;
}

// Cuts one record, or the note that there was none, off the front of `packed`.
bool take_record(std::string_view& packed, UnpackedPerson& person) {
  const auto index = static_cast<std::uint8_t>(packed[0]);
  if ((index & ~refused_bit) >= layout_count) return false;
  if ((index & refused_bit) != 0) {
    person.refused.push_back(index & ~refused_bit);
    packed.remove_prefix(1);
    return true;
  }
  if (packed.size() < 3) return false;
  const std::size_t size =
      static_cast<std::uint8_t>(packed[1]) | std::size_t{static_cast<std::uint8_t>(packed[2])} << 8U;
  if (packed.size() < 3 + size) return false;
  std::string record{layouts()[index].type};
  record.append(person.number);
  if (!append_stretched(record, packed.substr(3, size))) return false;
  person.records.push_back(std::move(record));
  packed.remove_prefix(3 + size);
  return true;
}

}  // namespace

void begin_packed(std::string& packed, std::string_view number) {
  std::uint64_t value = 0;
  for (const char digit : number) value = value * 10 + static_cast<std::uint64_t>(digit - '0');
  packed.push_back(version);
  for (int shift = 32; shift >= 0; shift -= 8) packed.push_back(static_cast<char>(value >> shift & 0xFF));
}

void add_packed(std::string& packed, int layout, std::string_view record) {
  const std::size_t last = record.find_last_not_of(' ');
  base::ensure(last != std::string_view::npos && last + 1 >= record_head, "a good record has a number");
  base::ensure(last < record_bytes_max, "a good record is no longer than its type");
  packed.push_back(static_cast<char>(layout));
  const std::size_t at = packed.size();
  packed.append(2, '\0');
  append_squeezed(packed, record.substr(0, last + 1).substr(record_head));
  const std::size_t size = packed.size() - at - 2;
  packed[at] = static_cast<char>(size & 0xFF);
  packed[at + 1] = static_cast<char>(size >> 8U);
}

void add_refused(std::string& packed, int layout) {
  packed.push_back(static_cast<char>(static_cast<unsigned>(layout) | refused_bit));
}

base::Result<UnpackedPerson> unpack(std::span<const std::byte> packed) {
  std::string_view rest{reinterpret_cast<const char*>(packed.data()), packed.size()};
  if (rest.size() < head_bytes || rest.size() > packed_bytes_max || rest[0] != version) return broken();
  std::uint64_t value = 0;
  for (std::size_t i = 1; i < head_bytes; ++i) value = value << 8U | static_cast<std::uint8_t>(rest[i]);
  if (value > 9'999'999'999ULL) return broken();
  UnpackedPerson person;
  person.number.assign(10, '0');
  for (std::size_t i = 10; i-- > 0; value /= 10) person.number[i] = static_cast<char>('0' + value % 10);
  rest.remove_prefix(head_bytes);
  while (!rest.empty()) {
    if (!take_record(rest, person)) return broken();
  }
  std::ranges::sort(person.refused);
  const auto twice = std::ranges::unique(person.refused);
  person.refused.erase(twice.begin(), twice.end());
  return person;
}

base::Result<Person> person_from_packed(std::span<const std::byte> packed) {
  const auto unpacked = unpack(packed);
  if (!unpacked) return std::unexpected{unpacked.error()};
  const std::vector<std::string_view> records{unpacked->records.begin(), unpacked->records.end()};
  auto person = person_from_records(records);
  if (!person) return person;
  for (const int layout : unpacked->refused)
    person->refused_records.emplace_back(layouts()[static_cast<std::size_t>(layout)].type);
  return person;
}

}  // namespace skranke::cpr
