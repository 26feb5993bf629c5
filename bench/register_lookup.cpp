// How long it takes to find a person by number in an imported register of any size.
//
//   register_lookup DATABASE [LOOKUPS [KEYS]]     KEYS is the folder with register.key, var/keys
//
// Looks up numbers drawn by lot from the register (sqlite:PATH or postgresql://…), as a case does: newest
// version, current number followed, records made into a person. Prints the 50th, 99th and 99.9th percentile.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "connect/keys/register_key.hpp"
#include "storage/database.hpp"
#include "storage/register/imported_register.hpp"
#include "storage/register/keys.hpp"

namespace {

using namespace skranke;

void require(const storage::Outcome<void>& done) {
  if (done) return;
  std::fprintf(stderr, "%s\n", done.error().text.c_str());
  std::exit(5);
}

std::vector<proofing::CprNumber> some_numbers(storage::Database& database, const keys::RegisterKey& key,
                                              std::size_t count) {
  std::vector<proofing::CprNumber> numbers;
  std::mt19937_64 random{20261124};
  require(database.read([&](storage::Transaction& transaction) -> storage::Outcome<void> {
    while (numbers.size() < count) {
      const auto from = storage::number_key(
          desk::number_count + static_cast<std::int64_t>(random() % 9'999'000'000ULL), false, 0);
      const auto rows = transaction.run("select min(entry) from register_number where entry >= $1",
                                        std::vector<storage::Value>{from});
      if (!rows) return std::unexpected{rows.error()};
      const auto* entry = std::get_if<std::int64_t>(rows->front().data());
      if (entry == nullptr) continue;
      std::string digits = std::to_string(key.plain_number(storage::number_of(*entry) - desk::number_count));
      digits.insert(0, 10 - digits.size(), '0');
      numbers.push_back(*proofing::CprNumber::from_digits(digits));
    }
    return {};
  }));
  return numbers;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: register_lookup DATABASE [LOOKUPS [KEYS]]\n", stderr);
    return 2;
  }
  storage::Options options;
  if (std::string_view{argv[1]}.starts_with("sqlite:")) options.access = storage::Access::read_only;
  const auto database = storage::open_database(argv[1], options);
  if (!database) {
    std::fprintf(stderr, "%s\n", database.error().text.c_str());
    return 5;
  }
  const std::size_t count = argc > 2 ? static_cast<std::size_t>(std::atoll(argv[2])) : 100'000;
  const auto key = keys::RegisterKey::find(argc > 3 ? argv[3] : "var/keys");
  if (!key || *key == nullptr) {
    std::fputs("KEYS: expected the folder with the register.key of this register\n", stderr);
    return 5;
  }
  storage::ImportedRegister imported{**database, key->get()};
  std::vector<double> times;
  std::size_t found = 0;
  for (const proofing::CprNumber& number : some_numbers(**database, **key, count)) {
    const auto begin = std::chrono::steady_clock::now();
    const auto person = imported.find(number);
    times.push_back(
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count());
    found += person && *person ? 1U : 0U;
  }
  if (times.empty()) return 1;
  std::ranges::sort(times);
  const auto at = [&](double share) {
    return times[std::min(times.size() - 1,
                          static_cast<std::size_t>(share * static_cast<double>(times.size())))];
  };
  std::printf("%zu look-ups, %zu found: p50 %.0f us, p99 %.0f us, p99.9 %.0f us\n", times.size(), found,
              at(0.5), at(0.99), at(0.999));
}
