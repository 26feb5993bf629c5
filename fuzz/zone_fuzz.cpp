// Any text as a machine-readable zone.
//
// Besides that nothing crashes: a problem names a place and repeats nothing of the text but what the standard
// has; what is read, written again, reads as the same; and right check digits are those that writing makes.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/ensure.hpp"
#include "codec/zone_text.hpp"
#include "proofing/compose_zone.hpp"

namespace {

using namespace skranke;

constexpr base::Day today = 20'604;  // 2026-05-31

bool same_fields(const proofing::MachineReadableZone& left, const proofing::MachineReadableZone& right) {
  return left.format == right.format && left.kind == right.kind && left.issuer == right.issuer &&
         left.surname == right.surname && left.given_names == right.given_names &&
         left.number == right.number && left.nationality == right.nationality && left.born == right.born &&
         left.sex == right.sex && left.expires == right.expires && left.optional == right.optional;
}

void read_again(const proofing::MachineReadableZone& zone) {
  const auto text = proofing::compose_zone(zone);
  // Of a name without its surname no zone is written, and a field may be fuller than it has to be.
  if (!text || zone.surname.reveal().empty() || zone.names_may_be_cut) return;
  const auto again = proofing::read_zone(*text, today);
  base::ensure(again.has_value() && again->valid(), "what is written is a zone with right check digits");
  base::ensure(same_fields(*again, zone), "what is read and written again reads as the same");
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto zone = proofing::read_zone(text, today);
  std::string out = "before";
  const auto answered = codec::answer_zone(text, today, out);
  base::ensure(answered.has_value() == zone.has_value(), "a zone that is read is answered");
  if (zone) {
    base::ensure(*answered == zone->valid(), "the answer says whether it is valid");
    read_again(*zone);
  } else {
    base::ensure(out == "before", "a problem leaves the output as it was");
    base::ensure(zone.error().text.starts_with("line "), "a problem says where");
    base::ensure(zone.error().text.size() < 250, "a problem doesn't repeat the text");
  }
  codec::ZoneText reader;
  std::string line;
  reader.answer_line(text, 7, today, line);
  base::ensure(line.find('\n') == line.size() - 1, "exactly one line");
  return 0;
}
