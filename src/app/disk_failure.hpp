// What a serving program does where the disk of its database fails.
#pragma once

#include "storage/fault.hpp"

namespace skranke::app {

// For storage::Options::disk_failed: says it, and ends the process with exit_outside, at once and without an
// answer to anybody. The service manager starts it anew, on what is really on the disk.
[[noreturn]] void end_for_disk(const storage::Fault& fault);

}  // namespace skranke::app
