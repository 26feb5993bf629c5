// Every centre of the realm, as read from data/centres.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "centre/centre.hpp"

namespace skranke::centre {

// A postcode, what it is called, and the municipalities that it lies in.
struct Postcode {
  std::string code;
  std::string district;
  std::vector<std::string> municipality_codes;
};

// INVARIANT: ids are unique, every source that a fact names exists, and every postcode has a centre.
class Directory {
 public:
  // What a search compares, folded.
  struct Names {
    std::vector<std::string> own;    // name, other names, main town
    std::vector<std::string> other;  // further towns, districts of postcodes
  };

  Directory() = default;

  // Gives the centres their postcodes, and keeps the order of all three lists. Problem: invalid_value, with
  // the id, code or source that breaks the invariant.
  [[nodiscard]] static base::Result<Directory> make(std::vector<Source> sources, std::vector<Centre> centres,
                                                    std::vector<Postcode> postcodes);

  [[nodiscard]] std::span<const Centre> all() const { return centres_; }
  [[nodiscard]] std::span<const Source> sources() const { return sources_; }

  // Null if there is none.
  [[nodiscard]] const Centre* find(std::string_view id) const;
  [[nodiscard]] const Postcode* find_postcode(std::string_view code) const;

  // Of the centre at this place of all().
  [[nodiscard]] const Names& names(std::size_t index) const { return names_[index]; }

 private:
  std::vector<Source> sources_;
  std::vector<Centre> centres_;
  std::vector<Names> names_;
  std::map<std::string, Postcode, std::less<>> postcodes_;  // by code
};

}  // namespace skranke::centre
