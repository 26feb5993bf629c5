// `skranke bench check FILE.jsonl`: how fast this machine decides the cases of a file.
#pragma once

#include <string>

namespace skranke::app {

[[nodiscard]] int run_bench_check(const std::string& file, int rounds, const std::string& home);

}  // namespace skranke::app
