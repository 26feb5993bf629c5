#include "app/register_subjects.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <span>
#include <utility>

#include "cpr/extract_lines.hpp"
#include "cpr/extract_reader.hpp"
#include "cpr/packed_person.hpp"

namespace skranke::app {

struct SubjectReader::State : cpr::ExtractSink {
  void person(cpr::PersonEntry&& entry) override {
    auto read = cpr::person_from_packed(std::as_bytes(std::span{entry.packed}));
    if (read) subjects.push_back({.person = std::move(*read), .relations = {}});
  }
  void quarantined(const cpr::QuarantinedLine& /*line*/) override {}

  base::Result<void> drain() {
    while (const auto line = lines.next()) {
      if (auto taken = reader.take(*line); !taken) return taken;
    }
    return {};
  }

  cpr::ExtractLines lines;
  cpr::ExtractReader reader{*this};
  std::vector<questions::Subject> subjects;
};

SubjectReader::SubjectReader() : state_{std::make_unique<State>()} {}
SubjectReader::~SubjectReader() = default;

base::Result<void> SubjectReader::give(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::span<char> room = state_->lines.room();
    const std::size_t count = std::min(room.size(), bytes.size());
    std::ranges::copy(bytes.substr(0, count), room.begin());
    state_->lines.added(count);
    bytes.remove_prefix(count);
    if (auto drained = state_->drain(); !drained) return drained;
  }
  return {};
}

base::Result<std::vector<questions::Subject>> SubjectReader::finish(base::Day today) {
  state_->lines.finish();
  if (auto drained = state_->drain(); !drained) return std::unexpected{std::move(drained.error())};
  if (auto summary = state_->reader.finish(); !summary) return std::unexpected{std::move(summary.error())};
  std::vector<questions::Subject> subjects = std::move(state_->subjects);
  std::map<proofing::CprNumber, const cpr::Person*> by_number;
  for (const questions::Subject& subject : subjects) by_number[subject.person.number] = &subject.person;
  const auto find = [&](const proofing::CprNumber& number) {
    const auto found = by_number.find(number);
    return found == by_number.end() ? nullptr : found->second;
  };
  for (questions::Subject& subject : subjects) {
    subject.relations = questions::relations_of(subject.person, find, today);
  }
  return subjects;
}

}  // namespace skranke::app
