// Any bytes as an extract: framed, checked, made into persons, packed, unpacked, and read as people.
//
// Whatever the bytes, the pieces that they arrive in change nothing; a record that the fast check finds good
// is good by the rule; and a person who was packed is read again without loss.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "cpr/extract_lines.hpp"
#include "cpr/extract_reader.hpp"
#include "cpr/packed_person.hpp"

namespace {

using namespace skranke;

void require(bool holds) {
  if (!holds) std::abort();
}

struct Sink final : cpr::ExtractSink {
  void person(cpr::PersonEntry&& entry) override {
    const auto bytes = std::as_bytes(std::span{entry.packed});
    const auto unpacked = cpr::unpack(bytes);
    require(unpacked && unpacked->number == entry.number);
    std::uint64_t records = 0;
    for (const std::uint64_t count : entry.counts) records += count;
    require(unpacked->records.size() == records);
    require(cpr::person_from_packed(bytes).has_value());
    said.append(entry.number).append(entry.packed);
  }
  void quarantined(const cpr::QuarantinedLine& line) override {
    said.append(std::to_string(line.line)).append(cpr::name(line.fault.reason)).append(line.fault.field);
  }
  std::string said;
};

// Everything that the reader says of the bytes, in pieces of this size.
std::string read(std::string_view bytes, std::size_t piece) {
  Sink sink;
  cpr::ExtractLines lines{2 * cpr::ExtractLines::line_bytes_max};
  cpr::ExtractReader reader{sink};
  while (true) {
    const auto room = lines.room();
    const std::size_t count = std::min({piece, room.size(), bytes.size()});
    bytes.copy(room.data(), count);
    bytes.remove_prefix(count);
    lines.added(count);
    if (count == 0) lines.finish();
    while (const auto* line = lines.next()) {
      require(line->fault != nullptr || !cpr::find_fault(line->record));
      if (const auto taken = reader.take(*line); !taken) return sink.said + taken.error().text;
    }
    if (count == 0) break;
  }
  const auto summary = reader.finish();
  return sink.said + (summary ? std::to_string(summary->records) : summary.error().text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  require(read(bytes, 1) == read(bytes, 4096));
  static_cast<void>(cpr::person_from_packed(std::as_bytes(std::span{data, size})));
  return 0;
}
