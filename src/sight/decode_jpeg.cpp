// JPEG, with libjpeg-turbo. Its errors leave by longjmp, so nothing that has to be destroyed is made after
// setjmp.
#include <csetjmp>
#include <cstdio>

#include <jpeglib.h>

#include "sight/decode.hpp"

namespace skranke::sight::detail {
namespace {

struct ErrorRoad {
  jpeg_error_mgr manager;
  std::jmp_buf back;
};

[[noreturn]] void leave(j_common_ptr info) {
  std::longjmp(reinterpret_cast<ErrorRoad*>(info->err)->back, 1);  // manager is its first member
}
// A small file can have very many scans over a large picture, each of them work.
void stop_at_many_scans(j_common_ptr info) {
  constexpr int scans_max = 64;
  if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > scans_max) leave(info);
}
// Said by nobody, but counted: data that is not as it should be has a level below 0.
void count_warning(j_common_ptr info, int level) {
  if (level < 0) ++info->err->num_warnings;
}
void say_no_text(j_common_ptr /*info*/) {}

enum class Outcome : std::uint8_t { decoded, broken, too_large };

// A file whose data ends early is broken, though the library would fill it with grey: a zone isn't read from
// half a picture.
Outcome decode(std::string_view bytes, Picture& picture) {
  jpeg_decompress_struct info{};
  ErrorRoad road{};
  info.err = jpeg_std_error(&road.manager);
  road.manager.error_exit = leave;
  road.manager.emit_message = count_warning;
  road.manager.output_message = say_no_text;
  if (setjmp(road.back) != 0) {
    jpeg_destroy_decompress(&info);
    return Outcome::broken;
  }
  jpeg_create_decompress(&info);
  jpeg_progress_mgr progress{};
  progress.progress_monitor = stop_at_many_scans;
  info.progress = &progress;
  info.mem->max_memory_to_use = 256L * 1024 * 1024;
  jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  jpeg_read_header(&info, TRUE);
  if (is_too_large(info.image_width, info.image_height)) {
    jpeg_destroy_decompress(&info);
    return Outcome::too_large;
  }
  info.out_color_space = JCS_GRAYSCALE;
  jpeg_start_decompress(&info);
  picture.width = static_cast<int>(info.output_width);
  picture.height = static_cast<int>(info.output_height);
  picture.grey.resize(std::size_t{info.output_width} * info.output_height);
  while (info.output_scanline < info.output_height) {
    JSAMPROW row = picture.grey.data() + std::size_t{info.output_scanline} * info.output_width;
    jpeg_read_scanlines(&info, &row, 1);
  }
  jpeg_finish_decompress(&info);
  const bool is_whole = road.manager.num_warnings == 0;
  jpeg_destroy_decompress(&info);
  return is_whole ? Outcome::decoded : Outcome::broken;
}

}  // namespace

base::Result<Picture> decode_jpeg(std::string_view bytes) {
  Picture picture;
  switch (decode(bytes, picture)) {
    case Outcome::decoded:
      return picture;
    case Outcome::too_large:
      return std::unexpected{too_many_pixels()};
    case Outcome::broken:
      break;
  }
  return base::fail(base::Fault::invalid_value, "this JPEG file can't be decoded; expected a whole one");
}

}  // namespace skranke::sight::detail
