// A policy's lists on one page for the counter's wall (PDF, A4, tagged).
//
// The text is as large as it can be with all of it on one page, but never smaller than `poster_size_min`: a
// policy that is longer than that goes on on further pages.
#pragma once

#include <string>
#include <vector>

#include "base/civil.hpp"

namespace skranke::letters {

inline constexpr double poster_size_min = 9;   // points
inline constexpr double poster_size_max = 18;  // of what is no heading

// Lines under one heading, which may be empty.
struct PosterBlock {
  std::string heading;
  std::vector<std::string> lines;
};

struct PosterList {
  std::string id;  // "A"
  std::string heading;
  std::vector<PosterBlock> blocks;  // taken together, where there are several
  std::vector<std::string> notes;
};

// Every text is as it is printed.
struct PosterFacts {
  std::string language;  // "da"
  std::string title;
  std::string lead;                     // may be empty
  std::string every;                    // the heading of what holds for every document
  std::vector<std::string> conditions;  // may be empty
  std::string either;                   // stands between the lists: "or"
  std::vector<PosterList> lists;
  std::vector<std::string> exclusions;
  std::string check;   // what the QR code is for
  std::string url;     // what it says; empty: there is none
  std::string code;    // what the QR code is, for who can't see it
  std::string footer;  // version and source
  base::Day day = 0;   // the file's day of creation
};

struct Poster {
  std::string pdf;  // "application/pdf"
  int pages = 0;
  double size = 0;  // of the text, in points
};
[[nodiscard]] Poster poster(const PosterFacts& facts);

}  // namespace skranke::letters
