#include "codec/zone_bodies.hpp"

#include <array>

#include "base/limits.hpp"
#include "codec/json_input.hpp"
#include "codec/json_writer.hpp"
#include "codec/object_reader.hpp"
#include "codec/zone_json.hpp"

namespace skranke::codec {
namespace {

using base::Result;

constexpr std::size_t scan_bytes_max = 1024;  // of one zone or stripe, many times its size
constexpr std::size_t format_bytes_max = 8;
constexpr std::array formats{proofing::ZoneFormat::td1, proofing::ZoneFormat::td2, proofing::ZoneFormat::td3};

// The facts that are known, as `check` takes them.
void append_document(std::string& out, const proofing::ZoneDocument& document) {
  if (document.kind.empty()) {
    out.append("null");
    return;
  }
  out.append("{");
  append_member(out, "kind", document.kind);
  if (document.issuer != base::country_unknown)
    append_member(out, "issuer", base::country_code(document.issuer));
  append_member(out, "form", proofing::form_names[static_cast<std::size_t>(document.form)]);
  if (document.expires != proofing::day_unknown)
    append_member(out, "expires", base::format_day(document.expires));
  if (document.temporary == proofing::Tri::yes) out.append("\"temporary\":true,");
  out.append("\"photo\":true}");
}

void append_notes(std::string& out, const proofing::ZoneDocument& document) {
  out.append("[");
  for (std::size_t i = 0; i < document.notes.size(); ++i) {
    if (i != 0) out.push_back(',');
    append_json_string(out, proofing::name(document.notes[i]));
  }
  out.append("]");
}

void append_facts(std::string& out, const proofing::ZoneDocument& document) {
  out.append(",\"document\":");
  append_document(out, document);
  out.append(",\"notes\":");
  append_notes(out, document);
  out.append("}");
}

}  // namespace

Result<proofing::MachineReadableZone> read_zone_body(std::string_view text, base::Day today) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  const std::string lines = reader.text("zone", scan_bytes_max);
  const auto date = reader.optional_day("date");
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  auto zone = proofing::read_zone(lines, date.value_or(today));
  if (!zone) zone.error().path = "/zone";
  return zone;
}

Result<proofing::HealthCard> read_stripe_body(std::string_view text, base::Day today) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  const std::string tracks = reader.text("tracks", scan_bytes_max);
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  auto card = proofing::read_health_card(tracks, today);
  if (!card) card.error().path = "/tracks";
  return card;
}

// PRIVACY: a problem names the place, never the name.
Result<ScannedName> read_scanned_name(std::string_view text) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  ScannedName name;
  const std::string format = reader.optional_text("format", format_bytes_max);
  for (const auto each : formats)
    if (proofing::name(each) == format) name.format = each;
  if (!format.empty() && !name.format)
    reader.keep(base::Fault::invalid_value, "format: expected TD1, TD2 or TD3, or none for a stripe",
                "format");
  name.surname = base::PersonalText{reader.optional_text("surname", base::limits::name_bytes_max)};
  name.given_names = base::PersonalText{reader.optional_text("given_names", base::limits::name_bytes_max)};
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  return name;
}

std::string zone_answer(const proofing::MachineReadableZone& zone) {
  std::string out = "{";
  append_zone(out, zone);
  append_facts(out, proofing::document_of(zone));
  return out;
}

std::string seen_zone_answer(const sight::SeenZone& seen) {
  std::string out = "{";
  append_seen_zone(out, seen);
  append_facts(out, seen.codes && seen.expires ? proofing::document_of(seen.zone) : proofing::ZoneDocument{});
  return out;
}

std::string stripe_answer(const proofing::HealthCard& card) {
  std::string out = "{";
  append_member(out, "surname", card.surname.reveal());
  append_member(out, "given_names", card.given_names.reveal());
  append_member(out, "cpr_number", card.number.reveal());
  append_member(out, "valid_from", base::format_day(card.valid_from));
  // A health card has no picture and no last day; its number is printed beside its stripe.
  out.append(
      "\"document\":{\"kind\":\"health-card\",\"issuer\":\"DK\",\"form\":\"physical\",\"photo\":false,"
      "\"cpr_number\":true,\"expires\":null}}");
  return out;
}

}  // namespace skranke::codec
