// The search of a dump for numbers of people, with nothing but the dump: every candidate in every form.
//
// A form without a hash is read out of the dump at every place, and what it gives is looked up among the
// candidates. A hash is made of every candidate and looked up among the dump's bytes: first in a Bloom filter
// of all windows of 8 bytes, and what passes is held against the dump itself.
//
// Bytes that are random are some number's form by chance. So the search is told which numbers are true, and
// draws others of the same dates: a form gives numbers up where the true ones are in it more often than the
// others.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "dump/candidates.hpp"

namespace skranke::dump {

struct File {
  std::string name;
  std::string bytes;
};

struct Hit {
  std::uint64_t number = 0;
  std::string form;
  std::string place;  // file, view and offset
};

struct Form {
  std::string name;
  std::uint64_t true_found = 0;  // numbers of real persons
  double by_chance = 0;          // how many of them would be found if all bytes were random
  bool is_leak = false;
};

struct Report {
  std::uint64_t candidates = 0;
  std::uint64_t bytes = 0;
  std::uint64_t hashes = 0;        // made
  std::vector<Form> forms;         // in which a true number was found
  std::vector<Hit> hits;           // the first ones of leaks
  std::uint64_t hashed_found = 0;  // candidates, true or not, of which a hash is there
  double hashed_by_chance = 0;
  [[nodiscard]] bool is_clean() const;
};

struct Wish {
  Candidates candidates{0, 99};  // that are read
  Candidates hashed{0, 99};      // of which hashes are made
  std::vector<std::uint64_t> true_numbers;
  std::vector<std::string> salts;
  bool hashes_too = true;
  std::function<void(std::string_view what, std::uint64_t done, std::uint64_t total)> progress;
};

[[nodiscard]] Report search(const std::vector<File>& files, const Wish& wish);

}  // namespace skranke::dump
