#include "app/readiness.hpp"

#include <cstdint>
#include <exception>
#include <utility>

#include <sys/statvfs.h>

#include "base/service_limits.hpp"

namespace skranke::app {
namespace {

namespace limits = base::limits;

// A standby, a read-only transaction and a disk that broke refuse what changes nothing, too.
std::string_view look(storage::Database& database, const std::filesystem::path& folder,
                      std::string_view nothing_changed) {
  if (!folder.empty()) {
    if (const auto wrong = wrong_with_disk(folder); !wrong.empty()) return wrong;
  }
  try {
    const auto written = database.write([&](storage::Transaction& transaction) -> storage::Outcome<void> {
      const auto rows = transaction.run(nothing_changed);
      if (!rows) return std::unexpected{rows.error()};
      return {};
    });
    if (written) return {};
    return written.error().kind == storage::FaultKind::full
               ? "There is no room left for the database."
               : "The database can't be reached, or takes no changes.";
  } catch (const std::exception&) {
    return "The database can't be asked.";
  }
}

}  // namespace

Readiness::Readiness(storage::Database& database, std::filesystem::path folder,
                     std::string_view nothing_changed)
    : database_{database},
      folder_{std::move(folder)},
      question_{[this, nothing_changed] { return look(database_, folder_, nothing_changed); },
                limits::ready_deadline, limits::ready_again} {}

std::string_view Readiness::missing() {
  return question_.answer().value_or("The database does not answer in time.");
}

std::filesystem::path folder_of_database(std::string_view url) {
  constexpr std::string_view scheme = "sqlite:";
  if (!url.starts_with(scheme)) return {};
  const auto folder = std::filesystem::path{url.substr(scheme.size())}.parent_path();
  return folder.empty() ? "." : folder;
}

std::string_view wrong_with_disk(const std::filesystem::path& folder) {
  struct statvfs disk{};
  if (statvfs(folder.c_str(), &disk) != 0) return "The folder of the database is gone.";
  if ((disk.f_flag & ST_RDONLY) != 0) return "The disk of the database is read-only.";
  const std::uint64_t left = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  return left < limits::disk_bytes_min ? "The disk of the database is full." : std::string_view{};
}

}  // namespace skranke::app
