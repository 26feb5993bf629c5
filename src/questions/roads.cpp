#include "questions/roads.hpp"

#include <algorithm>
#include <vector>

#include "questions/bytes.hpp"

namespace skranke::questions {
namespace {

constexpr std::string_view magic = "roads-1\n";

std::uint32_t key_of(std::string_view municipality, std::string_view road) {
  const std::uint32_t first = four_digits(municipality);
  const std::uint32_t second = four_digits(road);
  return first == 0 || second == 0 ? 0 : first * 10'000 + second;
}

}  // namespace

std::uint32_t four_digits(std::string_view code) {
  if (code.size() != 4) return 0;
  std::uint32_t number = 0;
  for (const char c : code) {
    if (c < '0' || c > '9') return 0;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}

void Roads::add(const cpr::Person& person) {
  if (!person.address || person.address->road_name.reveal().empty()) return;
  const std::uint32_t key = key_of(person.address->municipality, person.address->road);
  if (key != 0) names_.try_emplace(key, person.address->road_name.reveal());
}

std::string_view Roads::find(std::string_view municipality, std::string_view road) const {
  const auto found = names_.find(key_of(municipality, road));
  return found == names_.end() ? std::string_view{} : std::string_view{found->second};
}

std::string Roads::to_bytes() const {
  std::vector<std::uint32_t> keys;
  keys.reserve(names_.size());
  for (const auto& [key, name] : names_) keys.push_back(key);
  std::ranges::sort(keys);
  std::string out{magic};
  for (const std::uint32_t key : keys) {
    put(out, key);
    put_text(out, names_.at(key));
  }
  return out;
}

base::Result<Roads> Roads::from_bytes(std::string_view bytes) {
  Roads roads;
  if (!bytes.starts_with(magic)) return base::fail(base::Fault::invalid_value, "no table of road names");
  ByteReader reader{bytes.substr(magic.size())};
  while (reader.good() && reader.left() > 0) {
    const auto key = reader.take<std::uint32_t>();
    roads.names_[key] = reader.take_text();
  }
  if (!reader.ended_well()) return base::fail(base::Fault::invalid_value, "a table of road names, cut off");
  return roads;
}

}  // namespace skranke::questions
