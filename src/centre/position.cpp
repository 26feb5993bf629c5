#include "centre/position.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

namespace skranke::centre {
namespace {

constexpr double earth_radius_metres = 6'371'008.8;  // mean radius of the IUGG

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

// The whole of `text` as digits with at most a sign and a point: no exponent, no "inf".
std::optional<double> parse_degrees(std::string_view text) {
  double degrees = 0;
  const char* const end = text.data() + text.size();
  const auto [read_to, error] = std::from_chars(text.data(), end, degrees, std::chars_format::fixed);
  if (error != std::errc{} || read_to != end || !std::isfinite(degrees)) return std::nullopt;
  return degrees;
}

}  // namespace

bool is_on_earth(Position position) {
  return std::abs(position.latitude) <= 90 && std::abs(position.longitude) <= 180;
}

std::optional<Position> parse_position(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto latitude = parse_degrees(text.substr(0, comma));
  const auto longitude = parse_degrees(text.substr(comma + 1));
  if (!latitude || !longitude) return std::nullopt;
  const Position position{.latitude = *latitude, .longitude = *longitude};
  return is_on_earth(position) ? std::optional{position} : std::nullopt;
}

// The haversine formula: exact for small distances, where the cosine rule is not.
double metres_between(Position from, Position to) {
  const double north = std::sin(radians(to.latitude - from.latitude) / 2);
  const double east = std::sin(radians(to.longitude - from.longitude) / 2);
  const double chord =
      north * north + std::cos(radians(from.latitude)) * std::cos(radians(to.latitude)) * east * east;
  return 2 * earth_radius_metres * std::asin(std::sqrt(std::min(1.0, chord)));
}

}  // namespace skranke::centre
