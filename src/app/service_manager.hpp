// Telling systemd how the service stands (sd_notify(3)): its unit is of Type=notify, so that what is ordered
// behind it starts once it serves.
#pragma once

#include <string_view>

namespace skranke::app {

// "READY=1", "STOPPING=1" … Does nothing where no service manager listens ($NOTIFY_SOCKET).
void tell_service_manager(std::string_view state);

}  // namespace skranke::app
