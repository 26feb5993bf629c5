#include "cpr/layout.hpp"

#include <array>

#include "cpr/layout_current.hpp"
#include "cpr/layout_delivery.hpp"
#include "cpr/layout_history.hpp"
#include "cpr/layout_relations.hpp"

namespace skranke::cpr {
namespace {

constexpr std::array all{r000::layout, r001::layout, r002::layout, r003::layout, r004::layout, r005::layout,
                         r006::layout, r007::layout, r008::layout, r009::layout, r010::layout, r011::layout,
                         r012::layout, r013::layout, r014::layout, r015::layout, r016::layout, r017::layout,
                         r018::layout, r019::layout, r020::layout, r021::layout, r022::layout, r023::layout,
                         r024::layout, r025::layout, r026::layout, r027::layout, r028::layout, r029::layout,
                         r030::layout, r031::layout, r032::layout, r033::layout, r050::layout, r052::layout,
                         r099::layout, r910::layout, r997::layout, r999::layout};
static_assert(all.size() == layout_count);

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
  for (const RecordLayout& layout : all) {
    if (!is_sound(layout)) return false;
  }
  return true;
}
static_assert(are_sound());

constexpr std::array<std::int8_t, 1000> index_by_type() {
  std::array<std::int8_t, 1000> index{};
  index.fill(-1);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string_view type = all[i].type;
    index[static_cast<std::size_t>((type[0] - '0') * 100 + (type[1] - '0') * 10 + (type[2] - '0'))] =
        static_cast<std::int8_t>(i);
  }
  return index;
}
constexpr std::array<std::int8_t, 1000> index_of = index_by_type();

}  // namespace

std::span<const RecordLayout> layouts() { return all; }

int layout_index(std::string_view record) {
  if (record.size() < 3) return -1;
  std::size_t type = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    if (record[i] < '0' || record[i] > '9') return -1;
    type = type * 10 + static_cast<std::size_t>(record[i] - '0');
  }
  return index_of[type];
}

const RecordLayout* find_layout(std::string_view type) {
  const int index = type.size() == 3 ? layout_index(type) : -1;
  return index < 0 ? nullptr : &all[static_cast<std::size_t>(index)];
}

}  // namespace skranke::cpr
