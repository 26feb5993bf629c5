// A message of Digital Post as MeMo 1.2 (XML), for a gateway that hands it over.
//
// The elements stand in the order of the schema, and only those that a notice needs. SPEC: MeMo 1.2,
// namespace https://DigitalPost.dk/MeMo-1.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/personal.hpp"

namespace skranke::post {

struct Memo {
  std::string uuid;  // of the message: the same for the same event, so that a gateway sees what it has had
  std::string message_id;
  std::string label;  // what stands in the list of messages
  std::string sender_cvr;
  std::string sender;  // its name
  base::PersonalText recipient_number;
  base::PersonalText recipient;
  std::string case_id;
  std::string created_at;  // RFC 3339
  std::string language;
  std::string filename;  // "notice.pdf"
  std::string pdf;
};

// UTF-8; the same memo is always the same bytes. Text that XML can't hold is a bug (ensure).
[[nodiscard]] std::string to_xml(const Memo& memo);

// A UUID (RFC 9562, version 8) made from 32 hexadecimal digits or more.
[[nodiscard]] std::string uuid_of(std::string_view hex);

}  // namespace skranke::post
