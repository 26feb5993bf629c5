#include "cpr/layout.hpp"

#include <array>

#include "cpr/all_layouts.hpp"

namespace skranke::cpr {
namespace {

// Every field ends within its record and begins where no other stands.
constexpr bool is_sound(const RecordLayout& layout) {
  std::size_t end = 0;
  for (const Field& field : layout.fields) {
    if (field.at < end || field.length == 0) return false;
    end = field.at + std::size_t{field.length};
  }
  return end <= layout.long_length && layout.long_length <= record_bytes_max;
}

constexpr bool are_sound() {
  for (const RecordLayout& layout : all_layouts) {
    if (!is_sound(layout)) return false;
  }
  return true;
}
static_assert(are_sound());

constexpr std::array<std::int8_t, 1000> index_by_type() {
  std::array<std::int8_t, 1000> index{};
  index.fill(-1);
  for (std::size_t i = 0; i < all_layouts.size(); ++i) {
    std::size_t number = 0;
    for (const char digit : all_layouts[i].type) number = number * 10 + static_cast<std::size_t>(digit - '0');
    index[number] = static_cast<std::int8_t>(i);
  }
  return index;
}
}  // namespace

std::span<const RecordLayout> layouts() { return all_layouts; }

constinit const std::array<std::int8_t, 1000> layout_index_by_number = index_by_type();

const RecordLayout* find_layout(std::string_view type) {
  const int index = type.size() == 3 ? layout_index(type) : -1;
  return index < 0 ? nullptr : &all_layouts[static_cast<std::size_t>(index)];
}

}  // namespace skranke::cpr
