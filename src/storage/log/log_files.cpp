#include "storage/log/log_files.hpp"

#include <array>
#include <fstream>
#include <string>
#include <system_error>

#include "ledger/note.hpp"
#include "storage/log/tiles.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

// Where a tile of so many of its 256 is.
std::filesystem::path path_of(const std::string& kind, std::uint64_t number, std::uint64_t width) {
  std::string name = "tile/" + kind + "/" + tile_number(number);
  if (width < tile_width) name += ".p/" + std::to_string(width);
  return name;
}

class Writing {
 public:
  Writing(const std::filesystem::path& folder, Transaction& transaction,
          const std::function<void(std::uint64_t)>& progress)
      : folder_{folder}, transaction_{transaction}, progress_{progress} {}

  Outcome<std::uint64_t> run() {
    const auto state = transaction_.run(
        "select l.size, l.checkpoint, s.published from log_state l join log_shown s on s.only_row = 1 "
        "where l.only_row = 1");
    if (!state) return std::unexpected{state.error()};
    const auto size = static_cast<std::uint64_t>(integer_at(state->front(), 0));
    if (auto put = write("checkpoint", text_at(state->front(), 1)); !put) return std::unexpected{put.error()};
    if (const std::string published = text_at(state->front(), 2); !published.empty()) {
      if (auto put = write("cosigned", published); !put) return std::unexpected{put.error()};
    }
    for (std::uint64_t number = 0; number * tile_width < size; ++number) {
      if (auto put = write_entries(number); !put) return std::unexpected{put.error()};
      if (progress_) progress_(std::min((number + 1) * tile_width, size));
    }
    const auto tiles = transaction_.run("select level, number from log_tile order by level, number");
    if (!tiles) return std::unexpected{tiles.error()};
    for (const Row& row : *tiles) {
      const auto hashes = read_tile(transaction_, integer_at(row, 0), integer_at(row, 1));
      if (!hashes) return std::unexpected{hashes.error()};
      const auto put =
          write(path_of(std::to_string(integer_at(row, 0)), static_cast<std::uint64_t>(integer_at(row, 1)),
                        hashes->size() / ledger::hash_bytes),
                *hashes);
      if (!put) return std::unexpected{put.error()};
    }
    return size;
  }

 private:
  // Each entry after its length in two bytes, the high one first.
  Outcome<void> write_entries(std::uint64_t number) {
    const auto first = static_cast<std::int64_t>(number * tile_width);
    const auto rows =
        transaction_.run("select entry from log_entry where place >= $1 and place < $2 order by place",
                         std::array{Value{first}, Value{first + static_cast<std::int64_t>(tile_width)}});
    if (!rows) return std::unexpected{rows.error()};
    std::string bundle;
    for (const Row& row : *rows) {
      const std::string entry = bytes_at(row, 0);
      bundle.push_back(static_cast<char>(entry.size() >> 8U));
      bundle.push_back(static_cast<char>(entry.size() & 0xffU));
      bundle.append(entry);
    }
    return write(path_of("entries", number, rows->size()), bundle);
  }

  Outcome<void> write(const std::filesystem::path& name, const std::string& bytes) {
    const std::filesystem::path path = folder_ / name;
    std::error_code failed;
    std::filesystem::create_directories(path.parent_path(), failed);
    std::ofstream file{path, std::ios::binary | std::ios::trunc};
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (failed || !file) return fail(FaultKind::unavailable, path.string() + " can't be written");
    return {};
  }

  const std::filesystem::path& folder_;
  Transaction& transaction_;
  const std::function<void(std::uint64_t)>& progress_;
};

}  // namespace

base::Result<std::uint64_t> write_log_files(Database& database, const std::filesystem::path& folder,
                                            const std::function<void(std::uint64_t)>& progress) {
  std::uint64_t size = 0;
  const auto read = database.read([&](Transaction& transaction) -> Outcome<void> {
    const auto written = Writing{folder, transaction, progress}.run();
    if (!written) return std::unexpected{written.error()};
    size = *written;
    return {};
  });
  if (!read) return base::fail(base::Fault::unavailable, "the log as files: " + read.error().text);
  return size;
}

std::string tile_number(std::uint64_t number) {
  const auto part = [](std::uint64_t of) {
    std::string digits = std::to_string(of % 1000);
    return std::string(3 - digits.size(), '0') + digits;
  };
  std::string name = part(number);
  for (number /= 1000; number > 0; number /= 1000) name = "x" + part(number) + "/" + name;
  return name;
}

}  // namespace skranke::storage
