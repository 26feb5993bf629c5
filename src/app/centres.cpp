#include "app/centres.hpp"

#include "app/home.hpp"
#include "base/limits.hpp"
#include "codec/centre_reader.hpp"

namespace skranke::app {

base::Result<centre::Directory> load_centres(const std::filesystem::path& home) {
  const auto folder = home / "data" / "centres";
  const auto centres = read_file(folder / "centres.json", base::limits::centres_bytes_max);
  if (!centres) return std::unexpected{centres.error()};
  const auto postcodes = read_file(folder / "postcodes.csv", base::limits::centres_bytes_max);
  if (!postcodes) return std::unexpected{postcodes.error()};
  auto directory = codec::read_centres(*centres, *postcodes);
  if (!directory) return base::fail(directory.error().fault, folder.string() + ": " + directory.error().text);
  return directory;
}

}  // namespace skranke::app
