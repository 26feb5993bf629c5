// Searches a dump for numbers of people, with all candidates and without any key (search.hpp).
//
//   dump_search [--years FIRST-LAST] [--months LAST] [--salt TEXT]… --persons FILE DUMP…
//
// Hashes are made of the numbers of these years, up to this month of each.
//
// FILE has the true numbers, the first ten digits of each line; of an extract of the register (P12170) the
// lines 001. Ends with 1 where numbers are given up, and says which forms do, and where.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "dump/search.hpp"

namespace {

using namespace skranke::dump;

int usage() {
  std::fputs(
      "usage: dump_search [--years FIRST-LAST] [--months LAST] [--salt TEXT]... --persons FILE DUMP...\n"
      "       years as their last two digits, 00-99\n",
      stderr);
  return 2;
}

bool read_file(const std::string& name, std::string& bytes) {
  std::ifstream stream{name, std::ios::binary};
  bytes.assign(std::istreambuf_iterator<char>{stream}, {});
  if (stream.bad() || !stream.is_open()) std::fprintf(stderr, "%s: can't be read\n", name.c_str());
  return stream.is_open();
}

std::vector<std::uint64_t> numbers_in(const std::string& text) {
  std::vector<std::uint64_t> numbers;
  const bool is_extract = text.starts_with("000");
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line{text.data() + at, end - at};
    at = end + 1;
    if (is_extract && !line.starts_with("001")) continue;
    if (is_extract) line = line.substr(3);
    if (line.size() < 10 || line.substr(0, 10).find_first_not_of("0123456789") != std::string_view::npos)
      continue;
    numbers.push_back(std::strtoull(std::string{line.substr(0, 10)}.c_str(), nullptr, 10));
  }
  return numbers;
}

void show(std::string_view what, std::uint64_t done, std::uint64_t total) {
  static std::uint64_t last = 101;
  const std::uint64_t percent = total == 0 ? 100 : done * 100 / total;
  if (percent == last) return;
  last = percent;
  if (::isatty(STDERR_FILENO) != 0) {
    std::fprintf(stderr, "\r%-12.*s %3llu %%", static_cast<int>(what.size()), what.data(),
                 static_cast<unsigned long long>(percent));
  } else if (percent % 10 == 0) {
    std::fprintf(stderr, "%.*s %llu %%\n", static_cast<int>(what.size()), what.data(),
                 static_cast<unsigned long long>(percent));
  }
}

}  // namespace

int main(int argc, char** argv) {
  Wish wish;
  wish.progress = show;
  std::vector<File> files;
  bool has_persons = false;
  const std::vector<std::string> words(argv + 1, argv + argc);
  int first = 0;
  int last = 99;
  int months = 12;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool has_value = i + 1 < words.size();
    std::string bytes;
    if (words[i] == "--years" && has_value) {
      if (std::sscanf(words[++i].c_str(), "%2d-%2d", &first, &last) != 2 || first > last) return usage();
    } else if (words[i] == "--months" && has_value) {
      if (std::sscanf(words[++i].c_str(), "%2d", &months) != 1 || months < 1 || months > 12) return usage();
    } else if (words[i] == "--salt" && has_value) {
      wish.salts.push_back(words[++i]);
    } else if (words[i] == "--persons" && has_value) {
      if (!read_file(words[++i], bytes)) return 5;
      wish.true_numbers = numbers_in(bytes);
      has_persons = true;
    } else {
      if (words[i].starts_with("--")) return usage();
      if (!read_file(words[i], bytes)) return 5;
      files.push_back({words[i], std::move(bytes)});
    }
  }
  if (files.empty() || !has_persons) return usage();
  if (wish.true_numbers.empty()) return std::fputs("--persons: expected numbers of ten digits\n", stderr), 4;
  wish.hashed = Candidates{first, last, months};
  const Report report = search(files, wish);
  std::printf("\n%llu candidates, %llu hashes, %.0f MB, %zu persons: %s\n",
              static_cast<unsigned long long>(report.candidates),
              static_cast<unsigned long long>(report.hashes), static_cast<double>(report.bytes) / 1e6,
              wish.true_numbers.size(), report.is_clean() ? "no number is given up" : "NUMBERS ARE GIVEN UP");
  for (const Form& form : report.forms) {
    std::printf("%s %s: %llu persons, %.1f by chance\n", form.is_leak ? "LEAK" : "    ", form.name.c_str(),
                static_cast<unsigned long long>(form.true_found), form.by_chance);
  }
  std::printf("     hashes of candidates: %llu, %.2f by chance\n",
              static_cast<unsigned long long>(report.hashed_found), report.hashed_by_chance);
  for (const Hit& hit : report.hits)
    std::printf("  %s as %s at %s\n", digits_of(hit.number).c_str(), hit.form.c_str(), hit.place.c_str());
  return report.is_clean() ? 0 : 1;
}
