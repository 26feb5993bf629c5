#include "dump/views.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace skranke::dump {
namespace {

constexpr std::size_t hex_min = 20;
constexpr std::size_t base64_min = 11;
constexpr std::size_t surely_hex = 64;  // no base64 of that length has such digits only
constexpr std::string_view between{"\xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff", 9};

using Table = std::array<std::int8_t, 256>;

constexpr Table table_of(bool is_hex) {
  Table table{};
  table.fill(-1);
  const auto set = [&](char first, int count, int value) {
    for (int i = 0; i < count; ++i)
      table[static_cast<unsigned char>(first + i)] = static_cast<std::int8_t>(value + i);
  };
  if (is_hex) {
    set('0', 10, 0);
    set('a', 6, 10);
    set('A', 6, 10);
    return table;
  }
  set('A', 26, 0);
  set('a', 26, 26);
  set('0', 10, 52);
  set('+', 1, 62);
  set('-', 1, 62);
  set('/', 1, 63);
  set('_', 1, 63);
  return table;
}

constexpr Table hex = table_of(true);
constexpr Table base64 = table_of(false);

// Decodes the run from its sign `phase` on, `bits` a sign.
void decode(View& view, std::string_view run, std::size_t from, std::size_t phase, unsigned bits,
            const Table& table) {
  view.runs.push_back({view.bytes.size(), from + phase});
  unsigned held = 0;
  unsigned count = 0;
  for (const char sign : run.substr(phase)) {
    held = held << bits | static_cast<unsigned>(table[static_cast<unsigned char>(sign)]);
    count += bits;
    if (count < 8) continue;
    count -= 8;
    view.bytes.push_back(static_cast<char>(held >> count & 0xFFU));
  }
  view.bytes.append(between);
}

template <class Take>
void each_run(std::string_view dump, const Table& table, std::size_t least, Take take) {
  for (std::size_t at = 0; at < dump.size();) {
    const std::size_t begin = at;
    while (at < dump.size() && table[static_cast<unsigned char>(dump[at])] >= 0) ++at;
    if (at - begin >= least) take(dump.substr(begin, at - begin), begin);
    if (at == begin) ++at;
  }
}

}  // namespace

std::size_t View::offset_of(std::size_t at) const {
  if (runs.empty()) return at;
  const auto after = std::ranges::upper_bound(runs, at, {}, &Run::at);
  return std::prev(after)->from;
}

std::vector<View> views_of(std::string_view dump) {
  std::vector<View> views(3);
  views[0] = {.name = "as it is", .bytes = std::string{dump}, .runs = {}};
  views[1].name = "hexadecimal";
  each_run(dump, hex, hex_min, [&](std::string_view run, std::size_t from) {
    for (std::size_t phase = 0; phase < 2; ++phase) decode(views[1], run, from, phase, 4, hex);
  });
  views[2].name = "base64";
  each_run(dump, base64, base64_min, [&](std::string_view run, std::size_t from) {
    const bool is_hex = run.size() >= surely_hex && std::ranges::all_of(run, [](char sign) {
                          return hex[static_cast<unsigned char>(sign)] >= 0;
                        });
    if (is_hex) return;
    for (std::size_t phase = 0; phase < 4; ++phase) decode(views[2], run, from, phase, 6, base64);
  });
  return views;
}

}  // namespace skranke::dump
