// Which texts both engines keep alike: well-formed UTF-8 (RFC 3629) without NUL.
//
// SQLite would take any bytes as text, and PostgreSQL cut or refuse them; so both refuse beforehand.
#pragma once

#include <string_view>

namespace skranke::storage {

[[nodiscard]] bool can_be_stored(std::string_view text);

}  // namespace skranke::storage
