// A CPR extract as the stand-in's register: an index of places in memory, the records on the disk.
//
// 16 bytes of memory for each person whose lines stand together, as extracts have them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "connect/cpr_direkte/stand_in/record_source.hpp"

namespace skranke::cpr_direkte::stand_in {

class ExtractFile final : public RecordSource {
 public:
  // Reads the file once from end to end. Problems: not_found, invalid_value (no person in it).
  [[nodiscard]] static base::Result<std::unique_ptr<ExtractFile>> open(const std::string& path);
  ~ExtractFile() override;
  ExtractFile(const ExtractFile&) = delete;
  ExtractFile& operator=(const ExtractFile&) = delete;

  [[nodiscard]] std::vector<std::string> records_of(const proofing::CprNumber& number) override;

  [[nodiscard]] std::size_t persons() const { return persons_; }

 private:
  // Lines of one number, one after the other.
  struct Run {
    std::uint64_t number;
    std::uint64_t offset;
    friend auto operator<=>(const Run&, const Run&) = default;
  };

  explicit ExtractFile(int descriptor) : descriptor_{descriptor} {}
  bool index();
  void read_run(std::uint64_t offset, const proofing::CprNumber& number, std::vector<std::string>& records);

  int descriptor_;
  std::size_t persons_ = 0;
  std::vector<Run> runs_;  // sorted
};

}  // namespace skranke::cpr_direkte::stand_in
