#include "codec/zone_json.hpp"

#include <string_view>

#include "codec/json_writer.hpp"

namespace skranke::codec {
namespace {

// What is read of a zone needs no escaping: its alphabet, spaces and hyphens.
void append_text(std::string& out, std::string_view key, std::string_view value) {
  out.append(key).append("\"").append(value).append("\",");
}

void append_date(std::string& out, std::string_view key, proofing::ZoneDate date) {
  const std::string text = proofing::date_text(date);
  out.append(key);
  if (text.empty()) {
    out.append("null,");
  } else {
    out.append("\"").append(text).append("\",");
  }
}

void append_flag(std::string& out, std::string_view key, bool value) {
  out.append(key).append(value ? "true" : "false");
}

void append_checks(std::string& out, const proofing::ZoneChecks& checks) {
  append_flag(out, "\"checks\":{\"number\":", checks.number);
  append_flag(out, ",\"born\":", checks.born);
  append_flag(out, ",\"expires\":", checks.expires);
  if (checks.optional) append_flag(out, ",\"optional\":", *checks.optional);
  append_flag(out, ",\"composite\":", checks.composite);
  out.append("},");
}

}  // namespace

void append_zone(std::string& out, const proofing::MachineReadableZone& zone) {
  append_seen_zone(out, {.zone = zone,
                         .number = true,
                         .born = true,
                         .expires = true,
                         .optional = true,
                         .names = true,
                         .codes = true});
}

void append_seen_zone(std::string& out, const sight::SeenZone& seen) {
  const proofing::MachineReadableZone& zone = seen.zone;
  const auto text = [&out](bool is_trusted, std::string_view key, std::string_view value) {
    if (is_trusted) {
      append_text(out, key, value);
    } else {
      out.append(key).append("null,");
    }
  };
  text(true, "\"format\":", proofing::name(zone.format));
  text(seen.codes, "\"kind\":", zone.kind.view());
  text(seen.codes, "\"issuer\":", zone.issuer.view());
  text(seen.names, "\"surname\":", zone.surname.reveal().view());
  text(seen.names, "\"given_names\":", zone.given_names.reveal().view());
  text(seen.number, "\"number\":", zone.number.reveal().view());
  text(seen.codes, "\"nationality\":", zone.nationality.reveal().view());
  append_date(out, "\"born\":", seen.born ? zone.born.reveal() : proofing::ZoneDate{});
  text(seen.codes, "\"sex\":", proofing::name(zone.sex.reveal()));
  append_date(out, "\"expires\":", seen.expires ? zone.expires : proofing::ZoneDate{});
  out.append("\"optional\":[");
  for (std::size_t i = 0; i < zone.optional_count; ++i) {
    if (i != 0) out.push_back(',');
    if (seen.optional) {
      out.append("\"").append(zone.optional[i].reveal().view()).append("\"");
    } else {
      out.append("null");
    }
  }
  out.append("],");
  append_checks(out, zone.checks);
  append_flag(out, "\"valid\":", zone.valid());
}

}  // namespace skranke::codec
