// The record of a case: the payload of a JWT with OpenID Identity Assurance's verified claims.
//
// SPEC: OpenID Identity Assurance Schema Definition 1.0; what is this project's own stands under the member
// "urn:skranke:case". Described in docs/record.md.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "record/case_facts.hpp"

namespace skranke::record {

// The payload as JSON: the same facts are always the same bytes. An accepted case has verified claims, a
// refused one has its reasons and none. A case that is accepted without anybody found in the register, or
// without a document that was used, is a bug (ensure).
[[nodiscard]] std::string claims(const CaseFacts& facts);

// Whether every reference of the payload's assurance process is to one check of its evidence, and every check
// has an id of its own: what the published JSON Schema can't say. Problems (with the JSON pointer):
// invalid_json, wrong_type, missing_key, duplicate_key (an id twice), not_found (an id that no check has).
[[nodiscard]] base::Result<void> check_references(std::string_view payload);

}  // namespace skranke::record
