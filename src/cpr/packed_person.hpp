// A person as the register's store keeps it: every record of one number in one value of bytes.
//
// Nothing is lost but blanks at the end of a record: the bytes stay those of the delivery (ISO-8859-1), so
// that a field that nobody reads today can be read tomorrow. Runs of blanks, half of an extract, are one
// byte.
//
//   1 byte    version (1)
//   5 bytes   the number as a binary integer, highest byte first
//   then for each record
//   1 byte    index into layouts(); with the highest bit set: a record of this type was refused, nothing
//   follows 2 bytes   length of the rest, lowest byte first n bytes   the record from its 14th byte on; a
//   byte below 32 stands for that many blanks and two
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "cpr/person.hpp"

namespace skranke::cpr {

inline constexpr std::size_t packed_bytes_max = 1024UL * 1024;  // a person with thousands of records

// Begins the value of the person with this number (ten digits).
void begin_packed(std::string& packed, std::string_view number);

// Adds a good record of the person. Its type's index is `layout`.
void add_packed(std::string& packed, int layout, std::string_view record);

// Notes that a record of this type was refused.
void add_refused(std::string& packed, int layout);

struct UnpackedPerson {
  std::string number;                // ten digits
  std::vector<std::string> records;  // each as on its line, without blanks at its end
  std::vector<int> refused;          // indexes of layouts(), each type once
};

// A Problem for bytes that nobody packed.
[[nodiscard]] base::Result<UnpackedPerson> unpack(std::span<const std::byte> packed);

// unpack and person_from_records.
[[nodiscard]] base::Result<Person> person_from_packed(std::span<const std::byte> packed);

}  // namespace skranke::cpr
