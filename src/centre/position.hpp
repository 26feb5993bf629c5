// Places on the earth, and how far they are from each other.
//
// PRIVACY: where somebody stands is a Position too. Nothing here keeps one, and nothing should.
#pragma once

#include <optional>
#include <string_view>

namespace skranke::centre {

// Degrees of WGS 84, north and east positive.
struct Position {
  double latitude = 0;   // -90 to 90
  double longitude = 0;  // -180 to 180
  friend bool operator==(const Position&, const Position&) = default;
};

// Whether both numbers are finite and name a place on the earth.
[[nodiscard]] bool is_on_earth(Position position);

// Reads "lat,lon" in decimal degrees, as in "55.67,12.57"; empty for anything else, places off the earth
// included.
[[nodiscard]] std::optional<Position> parse_position(std::string_view text);

// The shortest way over a sphere of the earth's mean radius, in metres. Off by at most half a per cent.
[[nodiscard]] double metres_between(Position from, Position to);

}  // namespace skranke::centre
