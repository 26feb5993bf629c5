#include "connect/cpr_direkte/stand_in/extract_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>

#include <fcntl.h>
#include <unistd.h>

namespace skranke::cpr_direkte::stand_in {
namespace {

constexpr std::size_t block_bytes = 1UL << 20U;
constexpr std::size_t run_block_bytes = 8UL * 1024;
constexpr std::size_t number_at = 3;
constexpr std::size_t number_end = 13;
constexpr std::uint64_t no_number = ~std::uint64_t{0};

std::string_view without_end(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// The number that a line of an answered type is about.
std::uint64_t number_of(std::string_view line) {
  if (line.size() < number_end || !is_answered(line.substr(0, number_at))) return no_number;
  std::uint64_t number = 0;
  for (const char c : line.substr(number_at, number_end - number_at)) {
    if (c < '0' || c > '9') return no_number;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return number;
}

// Calls `take(line, offset)` for each line from `offset` on, until it says false; false if the file can't be
// read.
template <class Take>
bool each_line(int descriptor, std::uint64_t offset, std::size_t block, Take take) {
  std::string held;  // from `offset` on
  std::vector<char> buffer(block);
  for (;;) {
    const ssize_t got =
        pread(descriptor, buffer.data(), buffer.size(), static_cast<off_t>(offset + held.size()));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    held.append(buffer.data(), static_cast<std::size_t>(got));
    if (got == 0 && !held.empty()) held += '\n';  // the last line
    std::size_t begin = 0;
    for (std::size_t end = held.find('\n'); end != std::string::npos; end = held.find('\n', begin)) {
      if (!take(without_end({held.data() + begin, end - begin}), offset + begin)) return true;
      begin = end + 1;
    }
    // A line that is longer than a block is no record: its middle is passed over.
    if (begin == 0 && held.size() > block) begin = held.size();
    held.erase(0, begin);
    offset += begin;
    if (got == 0) return true;
  }
}

}  // namespace

base::Result<std::unique_ptr<ExtractFile>> ExtractFile::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  std::string text = path;
  if (descriptor < 0) return base::fail(base::Fault::not_found, text += ": expected a readable CPR extract");
  std::unique_ptr<ExtractFile> file{new ExtractFile{descriptor}};
  if (!file->index()) return base::fail(base::Fault::unavailable, text += ": can't be read");
  if (file->persons_ == 0) {
    return base::fail(base::Fault::invalid_value,
                      text += ": expected a CPR extract with records 001 (P12170)");
  }
  return file;
}

ExtractFile::~ExtractFile() { ::close(descriptor_); }

bool ExtractFile::index() {
  std::uint64_t last = no_number;
  const bool is_read =
      each_line(descriptor_, 0, block_bytes, [&](std::string_view line, std::uint64_t offset) {
        const std::uint64_t number = number_of(line);
        if (number == no_number) return true;
        if (line.starts_with("001")) ++persons_;
        if (number != last) runs_.push_back({.number = number, .offset = offset});
        last = number;
        return true;
      });
  std::ranges::sort(runs_);
  runs_.shrink_to_fit();
  return is_read;
}

std::vector<std::string> ExtractFile::records_of(const proofing::CprNumber& number) {
  std::uint64_t wanted = 0;
  for (const char c : number.reveal()) wanted = wanted * 10 + static_cast<std::uint64_t>(c - '0');
  std::vector<std::string> records;
  for (const Run& run : std::ranges::equal_range(runs_, wanted, {}, &Run::number)) {
    read_run(run.offset, number, records);
  }
  std::ranges::stable_sort(records, {},
                           [](const std::string& record) { return record.substr(0, number_at); });
  return records;
}

void ExtractFile::read_run(std::uint64_t offset, const proofing::CprNumber& number,
                           std::vector<std::string>& records) {
  each_line(descriptor_, offset, run_block_bytes, [&](std::string_view line, std::uint64_t) {
    if (number_of(line) == no_number) return true;
    if (line.substr(number_at, number_end - number_at) != number.reveal()) return false;
    records.push_back(whole_record(line));
    return true;
  });
}

}  // namespace skranke::cpr_direkte::stand_in
