// Documents that are scanned: what a zone or a stripe says, and what of it the policy asks for.
//
// PRIVACY: nothing of it is kept or logged, and a problem repeats nothing of it.
#include "codec/zone_bodies.hpp"
#include "http/api/problems.hpp"
#include "http/desk/routes.hpp"
#include "sight/decode.hpp"

namespace skranke::http::desk {

void read_zone(const DeskCall& call, Response& response) {
  const auto zone = codec::read_zone_body(call.body, call.context.today());
  if (!zone) return api::write_body_problem(response, zone.error());
  answer_json(response, 200);
  response.body = codec::zone_answer(*zone);
}

void read_picture(const DeskCall& call, Response& response) {
  const auto picture = sight::decode_picture(call.body);
  if (!picture) return api::write_body_problem(response, picture.error());
  const auto seen = sight::read_zone_in(*picture, call.context.today());
  if (!seen) return api::write_body_problem(response, seen.error());
  answer_json(response, 200);
  response.body = codec::seen_zone_answer(*seen);
}

void read_stripe(const DeskCall& call, Response& response) {
  const auto card = codec::read_stripe_body(call.body, call.context.today());
  if (!card) return api::write_body_problem(response, card.error());
  answer_json(response, 200);
  response.body = codec::stripe_answer(*card);
}

}  // namespace skranke::http::desk
