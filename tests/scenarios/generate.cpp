// Writes generated.jsonl: `generate [COUNT]`, on standard output.
#include <cstdlib>
#include <iostream>

#include "scenarios/scenario.hpp"

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::atoi(argv[1]) : 2'000;
  std::cout << skranke::scenarios::generated(count);
}
