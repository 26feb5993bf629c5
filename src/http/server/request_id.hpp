// The name of one request, by which its answer, its lines in the log and a proxy's find each other.
#pragma once

#include <string>
#include <string_view>

namespace skranke::http {

// 32 hexadecimal digits, never drawn before. Not a secret: cheap, and no source of keys.
[[nodiscard]] std::string draw_request_id();

// What a trusted proxy may say: 1 to 64 letters, digits, '-', '_' and '.', so that no line and no header can
// be broken by it.
[[nodiscard]] bool is_request_id(std::string_view text);

}  // namespace skranke::http
