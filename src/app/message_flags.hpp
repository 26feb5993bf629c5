// The flags that say how messages leave the house.
#pragma once

#include "app/command_line.hpp"
#include "app/message_settings.hpp"

namespace skranke::app {

// --smtp, --mail-from, --mail-spool, --sms-spool …, each with its variable and its key of the settings file.
// The settings outlive `chosen`.
void add_message_flags(CLI::App& command, Chosen& chosen, MessageSettings& settings);

}  // namespace skranke::app
