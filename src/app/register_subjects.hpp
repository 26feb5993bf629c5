// A register as the simulation takes it: persons with their relatives' marks, out of an extract's bytes.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/result.hpp"
#include "questions/simulate.hpp"

namespace skranke::app {

// Takes the bytes of an extract piece by piece.
class SubjectReader {
 public:
  SubjectReader();
  ~SubjectReader();
  SubjectReader(const SubjectReader&) = delete;
  SubjectReader& operator=(const SubjectReader&) = delete;
  SubjectReader(SubjectReader&&) = delete;
  SubjectReader& operator=(SubjectReader&&) = delete;

  // A Problem refuses the extract; nothing may be given after it.
  [[nodiscard]] base::Result<void> give(std::string_view bytes);

  // Every person, with relations on the day.
  [[nodiscard]] base::Result<std::vector<questions::Subject>> finish(base::Day today);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace skranke::app
