// Centres as JSON text (GET /api/v1/centres…).
#pragma once

#include <optional>
#include <string>

#include "centre/directory.hpp"

namespace skranke::codec {

// The members of a centre without the braces. What is not known is null, or an empty list.
[[nodiscard]] std::string centre_members(const centre::Centre& centre);

// "sources":[{"id", "title", "covers", "licence", "url", "as_of"}]: what the ids in facts stand for.
[[nodiscard]] std::string sources_member(const centre::Directory& directory);

}  // namespace skranke::codec
