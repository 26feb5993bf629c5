#include "sight/decode.hpp"

namespace skranke::sight {

using namespace std::string_view_literals;

base::Result<Picture> decode_picture(std::string_view bytes) {
  if (bytes.size() > picture_bytes_max)
    return base::fail(base::Fault::too_large,
                      "a picture has at most " + std::to_string(picture_bytes_max) + " bytes");
  if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return detail::decode_png(bytes);
  if (bytes.starts_with("\xff\xd8\xff"sv)) return detail::decode_jpeg(bytes);
  return base::fail(base::Fault::invalid_value, "this is no picture; expected a PNG or a JPEG file");
}

namespace detail {

bool is_too_large(std::size_t width, std::size_t height) {
  constexpr auto side_max = static_cast<std::size_t>(picture_side_max);
  return width == 0 || height == 0 || width > side_max || height > side_max ||
         width * height > picture_pixels_max;
}

base::Problem too_many_pixels() {
  return {base::Fault::too_large,
          "a picture has at most " + std::to_string(picture_pixels_max) + " pixels, and " +
              std::to_string(picture_side_max) + " a side",
          {}};
}

}  // namespace detail
}  // namespace skranke::sight
