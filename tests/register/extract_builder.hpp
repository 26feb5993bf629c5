// Extracts made for tests: records put together line by line, and the one of the CPR office's fictitious
// persons.
//
// fictitious_persons.jsonl holds the 80 persons whom the CPR office made up for its demonstration extract of
// 2001, as public in github.com/magenta-aps/cprbroker at 6cb2ace; facts only. What the facts leave open
// (dates of moves, codes of roads) is filled in here, in the forms in which extracts write it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cpr/record_line.hpp"

namespace skranke::testing {

struct FictitiousPerson {
  std::string number;
  std::string status;
  std::string current;  // the number that took its place
  std::string sex;
  std::string born;
  std::string name;
  std::string address;
  std::vector<std::string> protections;
  std::string citizenship;
  std::string civil_status;
  std::vector<std::string> records;
};

[[nodiscard]] std::vector<FictitiousPerson> fictitious_persons();

// The person's records, in order of their types.
[[nodiscard]] std::vector<std::string> records_of(const FictitiousPerson& person);

// Record 001 and 008 of a person, enough to be found.
[[nodiscard]] std::vector<std::string> short_records(std::string_view number, std::string_view status,
                                                     std::string_view current = {});
[[nodiscard]] std::string former_number(std::string_view number, std::string_view former);

struct DeliveryOf {
  std::string task = "110901";
  std::string produced = "20011116";
  std::string previous = "00000000";
  std::string line_end = "\n";
};

// The whole file: start, records, end with the count.
[[nodiscard]] std::string extract_of(const std::vector<std::string>& records,
                                     const DeliveryOf& delivery = {});

// The extract of all 80.
[[nodiscard]] std::string fictitious_extract(const DeliveryOf& delivery = {});

}  // namespace skranke::testing
