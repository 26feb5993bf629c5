// PNG, with libpng's simplified interface, which has its own end for every error.
#include <png.h>

#include "sight/decode.hpp"

namespace skranke::sight::detail {

base::Result<Picture> decode_png(std::string_view bytes) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  const auto broken = [&image] {
    png_image_free(&image);
    return base::fail(base::Fault::invalid_value, "this PNG file can't be decoded; expected a whole one");
  };
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) return broken();
  if (is_too_large(image.width, image.height)) {
    png_image_free(&image);
    return std::unexpected{too_many_pixels()};
  }
  image.format = PNG_FORMAT_GRAY;
  Picture picture{
      .width = static_cast<int>(image.width), .height = static_cast<int>(image.height), .grey = {}};
  picture.grey.resize(PNG_IMAGE_SIZE(image));
  const png_color paper{.red = 255, .green = 255, .blue = 255};  // behind what is transparent
  if (png_image_finish_read(&image, &paper, picture.grey.data(), 0, nullptr) == 0) return broken();
  return picture;
}

}  // namespace skranke::sight::detail
