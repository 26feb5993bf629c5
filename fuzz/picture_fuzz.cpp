// Any bytes as a picture with a zone in it.
//
// Besides that nothing crashes: a picture is within its bounds, and what is given of a zone is given under a
// right check digit.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/ensure.hpp"
#include "codec/zone_text.hpp"
#include "sight/decode.hpp"
#include "sight/zone_reader.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace skranke;
  constexpr base::Day today = 20'604;  // 2026-05-31
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const auto picture = sight::decode_picture(bytes);
  std::string out = "before";
  if (!picture) {
    base::ensure(!picture.error().text.empty(), "a problem says what is wrong");
    base::ensure(!codec::answer_picture(bytes, today, out) && out == "before",
                 "a problem leaves the output as it was");
    return 0;
  }
  const auto pixels = static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height);
  base::ensure(pixels > 0 && pixels <= sight::picture_pixels_max, "a picture is within its bounds");
  base::ensure(picture->grey.size() == pixels, "each pixel is there");
  if (pixels > 4'000'000) return 0;  // larger ones take long, and are made smaller first
  const auto seen = sight::read_zone_in(*picture, today);
  if (!seen) return 0;
  base::ensure(!seen->number || seen->zone.checks.number, "a number is given under its check digit");
  base::ensure(!seen->born || seen->zone.checks.born, "so is a birth");
  base::ensure(!seen->expires || seen->zone.checks.expires, "and an expiry");
  base::ensure(!seen->optional || seen->zone.valid(), "and optional data, which has the composite one");
  return 0;
}
