// What a machine-readable zone says, from its lines, or from JSON text, to JSON text (contract: `skranke
// mrz`).
//
// PRIVACY: the answer repeats the zone, which is what it is for; a problem never does.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "base/result.hpp"

namespace skranke::codec {

// Reads the lines `text` on the day `today`, and appends the answer to `out`, as one JSON object without a
// line end. True if every check digit is right. On a Problem `out` is as it was.
[[nodiscard]] base::Result<bool> answer_zone(std::string_view text, base::Day today, std::string& out);

// The same of the zone in a picture, a PNG or JPEG file's bytes; null where what was seen can't be trusted.
[[nodiscard]] base::Result<bool> answer_picture(std::string_view bytes, base::Day today, std::string& out);

// For JSON lines `{"id"?, "zone": "LINE\nLINE", "date"?}`. Holds the parser's buffers: one object serves one
// thread, any number of texts.
class ZoneText {
 public:
  ZoneText();
  ~ZoneText();
  ZoneText(const ZoneText&) = delete;
  ZoneText& operator=(const ZoneText&) = delete;
  ZoneText(ZoneText&&) = delete;
  ZoneText& operator=(ZoneText&&) = delete;

  // Reads the zone that `text` holds, on its `date` or else on `today`, and appends exactly one line to
  // `out`. `line` counts from 1. True if it was a zone, its check digits right or not.
  bool answer_line(std::string_view text, std::uint64_t line, base::Day today, std::string& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace skranke::codec
