// What a client would rather have: the encoding and the language of an answer.
#pragma once

#include <span>
#include <string_view>

namespace skranke::http::api {

// The quality, in thousandths, that a list such as Accept-Encoding gives to `name`: that of its own entry,
// else that of "*", else `otherwise`.
[[nodiscard]] int quality_of(std::string_view list, std::string_view name, int otherwise);

// The one of `offered` that Accept-Language prefers, by the primary language alone (da-DK is da); where
// qualities are equal, the one named first; `fallback` if none is wanted. SPEC: RFC 4647, lookup.
[[nodiscard]] std::string_view choose_language(std::string_view accept_language,
                                               std::span<const std::string_view> offered,
                                               std::string_view fallback);

// Whether Accept asks for pages rather than data: it names text/html.
[[nodiscard]] bool wants_page(std::string_view accept);

}  // namespace skranke::http::api
