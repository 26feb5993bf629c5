// A picture from the bytes of a PNG or a JPEG file.
//
// Bounds are checked before anything is decoded, so that a small file can't become a large picture.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.hpp"
#include "sight/picture.hpp"

namespace skranke::sight {

inline constexpr std::size_t picture_bytes_max = 8UL * 1024 * 1024;    // of a file
inline constexpr std::size_t picture_pixels_max = 32UL * 1024 * 1024;  // of a picture
inline constexpr int picture_side_max = 12'000;

// Problems: too_large for a file or picture that is; invalid_value for bytes that are neither, or broken.
[[nodiscard]] base::Result<Picture> decode_picture(std::string_view bytes);

namespace detail {
[[nodiscard]] base::Result<Picture> decode_png(std::string_view bytes);
[[nodiscard]] base::Result<Picture> decode_jpeg(std::string_view bytes);
[[nodiscard]] bool is_too_large(std::size_t width, std::size_t height);
[[nodiscard]] base::Problem too_many_pixels();
}  // namespace detail

}  // namespace skranke::sight
