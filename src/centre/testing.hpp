// A few centres for tests.
#pragma once

#include <string>
#include <utility>

#include "centre/directory.hpp"

namespace skranke::centre {

inline Centre a_centre(std::string id, std::string code, std::string town, Position position) {
  Centre centre;
  centre.name = id + " Kommune";
  centre.id = std::move(id);
  centre.municipality_code = std::move(code);
  centre.town = std::move(town);
  centre.position = {.value = position, .source = "s", .as_of = {}};
  return centre;
}

// North and south are as far from 55,10 as each other; both have 1000, which is called by the second's town.
inline base::Result<Directory> a_directory() {
  Centre north = a_centre("Nørre", "0001", "Nordby", {.latitude = 56, .longitude = 10});
  Centre south = a_centre("Sønder", "0002", "Åby", {.latitude = 54, .longitude = 10});
  south.also_known_as = {"South Rock"};
  south.other_towns = {"Nordby Strand"};
  Centre island = a_centre("Ærø", "0003", "Ærøskøbing", {.latitude = 54, .longitude = 12});
  Source source;
  source.id = "s";
  return Directory::make(
      {source}, {north, south, island},
      {{"1000", "Aaby C", {"0001", "0002"}}, {"1001", "Havn", {"0001"}}, {"3000", "Øen", {"0003"}}});
}

}  // namespace skranke::centre
