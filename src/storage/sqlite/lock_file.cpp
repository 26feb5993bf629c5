#include "storage/sqlite/lock_file.hpp"

#include <cerrno>
#include <cstring>

namespace skranke::storage::sqlite {

Outcome<disk::Descriptor> lock_for_writing(const std::string& database_path) {
  std::string path{database_path};
  path += "-lock";
  auto lock = disk::lock(path, disk::Waiting::no);
  if (lock.is_open()) return lock;
  if (errno != EWOULDBLOCK)
    return fail(FaultKind::unavailable, path.append(" can't be opened: ").append(std::strerror(errno)));
  return fail(
      FaultKind::held,
      path.append(" is held: a program has this database open for writing, and there can be one only"));
}

}  // namespace skranke::storage::sqlite
