// An extract read line by line into persons: the delivery's frame checked, broken lines set aside.
//
// The frame is all or nothing: the start record 000 first, the end record 999 last with the right count, else
// the delivery is refused, since a file that was cut off would look like people who are gone. Within the
// frame a broken line is set aside with its reason and the rest goes on. Memory is that of one person. SPEC:
// layout P12170/P12180; docs/register.md.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cpr/extract_lines.hpp"
#include "cpr/layout.hpp"
#include "cpr/record_fault.hpp"

namespace skranke::cpr {

// What record 000 says.
struct Delivery {
  std::string task;      // OPGAVENR
  std::string produced;  // PRODDTO, yyyyMMdd
  std::string previous;  // PRODDTOFORRIG; blank or zeros: the first
};

using RecordCounts = std::array<std::uint64_t, layout_count>;  // by index of layouts()

// The records of one number.
struct PersonEntry {
  std::string number;   // ten digits
  std::string current;  // PNRGAELD where it is another number; else empty
  int status = 0;
  std::vector<std::string> former;  // of the records 022
  std::string packed;               // packed_person.hpp
  RecordCounts counts{};
  std::uint64_t first_line = 0;
};

struct QuarantinedLine {
  std::uint64_t line = 0;
  RecordFault fault;
};

class ExtractSink {
 public:
  virtual ~ExtractSink() = default;
  virtual void person(PersonEntry&& entry) = 0;
  virtual void quarantined(const QuarantinedLine& line) = 0;
};

struct ExtractSummary {
  Delivery delivery;
  std::uint64_t records = 0;  // lines that are not blank, start and end among them
  std::uint64_t persons = 0;
  std::uint64_t quarantined = 0;
  RecordCounts counts{};                         // of good records
  std::map<std::string, std::uint64_t> unknown;  // record types that the layout doesn't have
};

class ExtractReader {
 public:
  explicit ExtractReader(ExtractSink& sink) : sink_{sink} {}

  // Takes the next line. A Problem refuses the whole delivery; nothing may be read after it.
  [[nodiscard]] base::Result<void> take(const ExtractLine& line);

  // The file is at its end.
  [[nodiscard]] base::Result<ExtractSummary> finish();

  // Empty until the start record was read.
  [[nodiscard]] const std::optional<Delivery>& delivery() const { return delivery_; }

 private:
  struct Place {
    std::uint64_t line;
    int layout;
  };

  [[nodiscard]] base::Result<void> start(const ExtractLine& line);
  [[nodiscard]] base::Result<void> end(const ExtractLine& line);
  void person_record(const ExtractLine& line);
  void add(const ExtractLine& line);
  void refuse(const ExtractLine& line);
  void quarantine(std::uint64_t line, const RecordFault& fault);
  void begin_person(std::string_view number, std::uint64_t line);
  void flush();

  ExtractSink& sink_;
  ExtractSummary summary_;
  std::optional<Delivery> delivery_;
  bool has_ended_ = false;
  PersonEntry entry_;
  bool has_person_record_ = false;
  std::vector<Place> places_;  // of the entry's good records
};

}  // namespace skranke::cpr
