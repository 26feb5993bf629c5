// What a mail says: its subject and its plain text.
#pragma once

#include <string>

#include "messages/wording.hpp"

namespace skranke::messages {

struct Letter {
  std::string subject;
  std::string text;  // lines that end in "\n"
};

[[nodiscard]] Letter write_letter(const Notice& notice, const Wording& wording);

}  // namespace skranke::messages
