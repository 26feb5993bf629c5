#include "codec/booking_bodies.hpp"

#include "base/limits.hpp"
#include "codec/booking_fields.hpp"
#include "codec/json_input.hpp"
#include "codec/object_reader.hpp"
#include "codec/plan_text.hpp"

namespace skranke::codec {

using base::Fault;
using base::Result;

Result<BookingBody> read_booking(std::string_view text) {
  JsonInput input;
  const auto root = input.parse(text, "a booking");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  BookingBody body;
  body.slot_id = reader.optional_text("slot_id", base::limits::id_bytes_max);
  body.hold_id = reader.optional_text("hold_id", base::limits::id_bytes_max);
  body.name = read_name(reader);
  body.email = read_email(reader);
  body.phone = read_phone(reader);
  body.language = read_language(reader);
  body.party = read_party(reader);
  body.plan = reader.optional_text("plan", plan_bytes_max);
  if (body.slot_id.empty() == body.hold_id.empty())
    reader.keep(Fault::missing_key, "expected slot_id or hold_id, one of them", "slot_id");
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  return body;
}

Result<std::string> read_slot_id(std::string_view text) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  std::string slot_id = reader.text("slot_id", base::limits::id_bytes_max);
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  return slot_id;
}

}  // namespace skranke::codec
