// `skranke register generate`: a synthetic population as an extract of the CPR register.
#pragma once

#include <cstdint>
#include <string>

namespace skranke::app {

struct RegisterGenerateArguments {
  std::uint32_t persons = 0;
  std::uint64_t seed = 1;
  std::string out;  // a file, or - for standard output
};

// Gives the exit code. The file appears when it is whole; until then it is FILE.partial.
int run_register_generate(const RegisterGenerateArguments& arguments);

}  // namespace skranke::app
