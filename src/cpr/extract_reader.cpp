#include "cpr/extract_reader.hpp"

#include <utility>

#include "cpr/layout_current.hpp"
#include "cpr/layout_delivery.hpp"
#include "cpr/layout_history.hpp"
#include "cpr/packed_person.hpp"
#include "cpr/text.hpp"

namespace skranke::cpr {
namespace {

constexpr std::size_t number_at = 3;
constexpr std::size_t number_end = 13;
const int index_001 = layout_index("001");
const int index_022 = layout_index("022");

std::unexpected<base::Problem> refuse_all(std::uint64_t line, std::string_view why) {
  std::string text = "line ";
  text.append(std::to_string(line)).append(": ").append(why);
  return base::fail(base::Fault::invalid_value, std::move(text));
}

bool is_of(const ExtractLine& line, const RecordLayout& layout) {
  return line.record.starts_with(layout.type);
}

// The person whom a record is about, as far as its line is long enough.
std::string_view number_of(std::string_view record) {
  return record.size() < number_end ? std::string_view{} : record.substr(number_at, number_end - number_at);
}

bool are_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_about_a_person(const ExtractLine& line) {
  return !is_of(line, r000::layout) && !is_of(line, r910::layout) && !is_of(line, r997::layout);
}

std::uint64_t count_of(std::string_view digits) {
  std::uint64_t value = 0;
  for (const char digit : trimmed(digits)) value = value * 10 + static_cast<std::uint64_t>(digit - '0');
  return value;
}

std::string field_of(std::string_view record, const Field& field) {
  std::string text(field.length, ' ');
  if (record.size() > field.at) record.substr(field.at, field.length).copy(text.data(), text.size());
  return text;
}

}  // namespace

// SPEC: the dialect is chosen by the task and never guessed; in the other one, type 005 is not an emigration.
base::Result<void> ExtractReader::start(const ExtractLine& line) {
  if (!is_of(line, r000::layout))
    return refuse_all(line.number,
                      "expected the start record 000 first: this is no extract, or a part of one");
  if (line.record.ends_with("##") || field_of(line.record, r000::opgavenr).starts_with("3707"))
    return refuse_all(line.number,
                      "this delivery is a bitemporal subscription (task 3707..), whose records have other "
                      "fields under the same numbers; expected an extract in the layout P12170 or P12180");
  if (line.fault) return refuse_all(line.number, describe(*line.fault));
  delivery_ = Delivery{.task = std::string{trimmed(field_of(line.record, r000::opgavenr))},
                       .produced = std::string{trimmed(field_of(line.record, r000::proddto))},
                       .previous = std::string{trimmed(field_of(line.record, r000::proddtoforrig))}};
  return {};
}

// Public programs don't say whether the count takes in the start and the end themselves: both are right.
base::Result<void> ExtractReader::end(const ExtractLine& line) {
  if (line.fault) return refuse_all(line.number, describe(*line.fault));
  has_ended_ = true;
  const std::uint64_t count = count_of(field_of(line.record, r999::taeller));
  if (count == summary_.records || count + 2 == summary_.records) return {};
  std::string why = "the end record counts ";
  why.append(std::to_string(count))
      .append(" records, and the file has ")
      .append(std::to_string(summary_.records));
  return refuse_all(line.number, why.append(": it is not whole"));
}

base::Result<void> ExtractReader::take(const ExtractLine& line) {
  if (has_ended_) return refuse_all(line.number, "expected nothing after the end record 999");
  ++summary_.records;
  if (!delivery_) {
    auto done = start(line);
    if (done) ++summary_.counts[0];
    return done;
  }
  if (is_of(line, r000::layout)) return refuse_all(line.number, "a second start record 000");
  if (is_of(line, r999::layout)) {
    flush();
    auto done = end(line);
    if (done) ++summary_.counts[static_cast<std::size_t>(line.layout)];
    return done;
  }
  const bool is_known = line.layout >= 0;
  if (!is_known && line.record.size() >= 3 && are_digits(line.record.substr(0, 3))) {
    ++summary_.unknown[std::string{line.record.substr(0, 3)}];
  } else if (is_known && is_about_a_person(line)) {
    person_record(line);
  } else if (line.fault != nullptr) {
    quarantine(line.number, *line.fault);
  } else {
    ++summary_.counts[static_cast<std::size_t>(line.layout)];
  }
  return {};
}

void ExtractReader::person_record(const ExtractLine& line) {
  const std::string_view number = number_of(line.record);
  if (number != entry_.number && are_digits(number)) {
    flush();
    begin_person(number, line.number);
  }
  if (line.fault) {
    refuse(line);
  } else {
    add(line);
  }
}

// A line whose number is broken may well be about the person before it: nothing else is left to go by.
void ExtractReader::refuse(const ExtractLine& line) {
  quarantine(line.number, *line.fault);
  if (!entry_.number.empty() && entry_.packed.size() < packed_bytes_max / 2)
    add_refused(entry_.packed, line.layout);
}

void ExtractReader::add(const ExtractLine& line) {
  const RecordLayout& layout = layouts()[static_cast<std::size_t>(line.layout)];
  const bool is_person = line.layout == index_001;
  if (is_person && has_person_record_)
    return quarantine(line.number, {.reason = Reason::second_person, .type = layout.type, .field = {}});
  if (entry_.packed.size() + 2 * record_bytes_max > packed_bytes_max / 2)
    return quarantine(line.number, {.reason = Reason::too_many, .type = layout.type, .field = {}});
  if (is_person) {
    has_person_record_ = true;
    entry_.status = static_cast<int>(count_of(field_of(line.record, r001::status)));
    const std::string current = field_of(line.record, r001::pnrgaeld);
    if (current != entry_.number && current.find_first_not_of("0 ") != std::string::npos)
      entry_.current = current;
  } else if (line.layout == index_022) {
    std::string former = field_of(line.record, r022::former_pnr);
    if (former != entry_.number && former.find_first_not_of("0 ") != std::string::npos)
      entry_.former.push_back(std::move(former));
  }
  add_packed(entry_.packed, line.layout, line.record);
  ++entry_.counts[static_cast<std::size_t>(line.layout)];
  places_.push_back({.line = line.number, .layout = line.layout});
}

void ExtractReader::quarantine(std::uint64_t line, const RecordFault& fault) {
  ++summary_.quarantined;
  sink_.quarantined({.line = line, .fault = fault});
}

void ExtractReader::begin_person(std::string_view number, std::uint64_t line) {
  entry_.number = number;
  entry_.first_line = line;
  begin_packed(entry_.packed, number);
}

void ExtractReader::flush() {
  if (!entry_.number.empty() && has_person_record_) {
    for (std::size_t i = 0; i < layout_count; ++i) summary_.counts[i] += entry_.counts[i];
    ++summary_.persons;
    sink_.person(std::move(entry_));
  } else {
    for (const Place& place : places_) {
      const std::string_view type = layouts()[static_cast<std::size_t>(place.layout)].type;
      quarantine(place.line, {.reason = Reason::no_person_record, .type = type, .field = {}});
    }
  }
  entry_ = {};
  has_person_record_ = false;
  places_.clear();
}

base::Result<ExtractSummary> ExtractReader::finish() {
  if (!delivery_) return base::fail(base::Fault::invalid_value, "the file has no records");
  if (!has_ended_)
    return base::fail(base::Fault::invalid_value,
                      "the file has no end record 999: it was cut off; expected the whole delivery");
  summary_.delivery = *delivery_;
  return summary_;
}

}  // namespace skranke::cpr
