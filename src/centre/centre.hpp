// A Citizen Service centre: what is known of it, who says so, and from when.
//
// Most of what is public about where centres are is years old. So whatever may have changed carries its day,
// and what nobody has said is absent: never empty, never a guess.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/civil.hpp"
#include "centre/position.hpp"

namespace skranke::centre {

// The parts of the realm.
enum class Part : std::uint8_t { denmark, greenland, faroe_islands };

inline constexpr std::array all_parts{Part::denmark, Part::greenland, Part::faroe_islands};

// The part's country code (ISO 3166-1).
[[nodiscard]] constexpr std::string_view name(Part part) {
  switch (part) {
    case Part::denmark:
      return "DK";
    case Part::greenland:
      return "GL";
    case Part::faroe_islands:
      return "FO";
  }
  std::unreachable();
}

// Where facts are from.
struct Source {
  std::string id;
  std::string title;
  std::vector<std::string>
      covers;  // the members of a centre, as the API names them, that it may be the source of
  std::string licence;
  std::string url;                 // empty: none
  std::optional<base::Day> as_of;  // the day of what it says; not known for each
};

// A value, the id of the source that says it, and the day that it was so; absent where nobody knows the day.
template <class T>
struct Told {
  T value;
  std::string source;
  std::optional<base::Day> as_of;
};

enum class Weekday : std::uint8_t { mon, tue, wed, thu, fri, sat, sun };

inline constexpr std::array<std::string_view, 7> weekday_names{"mon", "tue", "wed", "thu",
                                                               "fri", "sat", "sun"};

// One weekday's hours, in minutes of civil time after midnight; the end is not included.
struct Hours {
  Weekday weekday;
  std::int32_t from_minute;
  std::int32_t to_minute;
  friend bool operator==(const Hours&, const Hours&) = default;
};

// What a page said of the centre later than the rest; partial, and not checked since.
struct Report {
  std::string kind;                  // what it tells of, an identifier with a text in the locales
  std::string name;                  // of the place; empty: none
  std::vector<std::string> address;  // lines
  std::string phone;
  std::string email;
  std::vector<Hours> hours;          // by weekday; empty: not told. A weekday that is not among them: closed
  std::vector<std::string> remarks;  // identifiers with texts in the locales
  std::string source;                // address of the page, or what it was
  std::optional<base::Day> as_of;
};

struct Centre {
  std::string id;
  std::string name;  // in its own language
  std::vector<std::string> also_known_as;
  Part part = Part::denmark;
  bool is_municipality = false;
  std::string time_zone;                         // of the IANA database
  std::optional<std::string> municipality_code;  // four digits, as the CPR register writes it
  std::optional<std::string> region;
  std::string town;  // the main one
  std::vector<std::string> other_towns;
  Told<Position> position;  // of the middle of the main town: NOT of the office, which nobody told
  std::optional<Told<std::vector<std::string>>> address;  // lines
  std::optional<Told<std::string>> phone;
  std::optional<Told<std::string>> email;
  std::optional<Told<std::string>> web;  // a domain
  std::vector<Report> newer;
  std::vector<std::string> postcodes;  // rising; a postcode may be of several centres. Empty: not known
};

}  // namespace skranke::centre
