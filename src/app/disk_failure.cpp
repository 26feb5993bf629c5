#include "app/disk_failure.hpp"

#include <cstdlib>

#include "app/exit_code.hpp"
#include "app/log.hpp"

namespace skranke::app {

void end_for_disk(const storage::Fault& fault) {
  log(Level::error, fault.text);
  std::_Exit(exit_outside);
}

}  // namespace skranke::app
