// A workload for benchmarks: cases of one to four documents as JSON lines, the same for the same seed.
//
// Kinds, issuers, forms, dates and flags are drawn so that every rule decides some of the cases and about
// 40 % are accepted. `--unknown PERCENT` leaves so many of the facts out.
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <random>
#include <string>

#include "base/civil.hpp"

namespace {

using skranke::base::Day;

constexpr const char* kinds[] = {"driving-licence",
                                 "passport",
                                 "residence-permit",
                                 "foreign-ministry-id-card",
                                 "national-id-card",
                                 "municipal-id-card",
                                 "health-card",
                                 "special-health-card",
                                 "residence-certificate",
                                 "personal-certificate",
                                 "baptism-certificate",
                                 "birth-certificate",
                                 "birth-and-baptism-certificate",
                                 "birth-and-name-certificate",
                                 "cpr-certificate",
                                 "tax-assessment-notice",
                                 "preliminary-income-assessment",
                                 "public-benefit-documentation",
                                 "other"};
constexpr const char* issuers[] = {"DK", "DK", "DK", "DK", "GL", "GL", "FO", "FO", "SE", "DE"};
constexpr const char* authorities[] = {"immigration-service", "foreign-ministry", "other"};

class Generator {
 public:
  Generator(std::uint64_t seed, unsigned unknown_percent)
      : random_{seed}, unknown_percent_{unknown_percent} {}

  std::string next(std::uint64_t id) {
    const Day visit =
        skranke::base::day_from({.year = 2024, .month = 1, .day = 1}) + static_cast<Day>(below(1400));
    std::string text =
        "{\"id\":\"" + std::to_string(id) + "\",\"date\":\"" + skranke::base::format_day(visit) + "\"";
    if (below(5) == 0) text += ",\"centre\":\"high-commissioner-faroe\"";
    text += ",\"documents\":[";
    const std::uint64_t count = 1 + below(4);
    for (std::uint64_t i = 0; i < count; ++i) text += (i == 0 ? "" : ",") + document(visit);
    return text + "]}\n";
  }

 private:
  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
  bool one_in(std::uint64_t n) { return below(n) == 0; }
  bool told() { return below(100) >= unknown_percent_; }

  std::string document(Day visit) {
    const std::uint64_t kind = below(std::size(kinds));
    std::string text = std::string{"{\"kind\":\""} + kinds[kind] + "\"";
    const auto put = [&](const char* key, const std::string& value) {
      if (told()) text += std::string{",\""} + key + "\":" + value;
    };
    const auto quoted = [](const std::string& value) { return "\"" + value + "\""; };
    put("issuer", quoted(issuers[below(std::size(issuers))]));
    put("form", one_in(8) ? (one_in(3) ? "\"copy\"" : "\"app\"") : "\"physical\"");
    put("cpr_number", one_in(3) ? "false" : "true");
    put("temporary", one_in(16) ? "true" : "false");
    put("name_matches", one_in(16) ? "false" : "true");
    put("expires",
        one_in(2) ? "null" : quoted(skranke::base::format_day(visit - 60 + static_cast<Day>(below(600)))));
    if (std::strcmp(kinds[kind], "residence-permit") == 0) {
      put("photo", one_in(8) ? "false" : "true");
      put("authority", quoted(authorities[below(3)]));
    } else if (std::strcmp(kinds[kind], "public-benefit-documentation") == 0) {
      put("issued", quoted(skranke::base::format_day(visit - 120 + static_cast<Day>(below(130)))));
    } else if (std::strcmp(kinds[kind], "tax-assessment-notice") == 0 ||
               std::strcmp(kinds[kind], "preliminary-income-assessment") == 0) {
      put("income_year", std::to_string(skranke::base::date_from(visit).year - static_cast<int>(below(3))));
    }
    return text + "}";
  }

  std::mt19937_64 random_;
  unsigned unknown_percent_;
};

bool read(const char* text, std::uint64_t& value) {
  const char* end = text + std::strlen(text);
  const auto result = std::from_chars(text, end, value);
  return result.ec == std::errc{} && result.ptr == end;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t cases = 0;
  std::uint64_t seed = 0;
  std::uint64_t unknown = 0;
  if (argc < 3 || argc > 4 || !read(argv[1], cases) || !read(argv[2], seed) ||
      (argc == 4 && (!read(argv[3], unknown) || unknown > 100))) {
    std::fprintf(stderr, "usage: generate_cases CASES SEED [UNKNOWN_PERCENT]\n");
    return 2;
  }
  Generator generator{seed, static_cast<unsigned>(unknown)};
  for (std::uint64_t i = 0; i < cases; ++i) {
    const std::string line = generator.next(i);
    if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size()) return 5;
  }
  return std::fflush(stdout) == 0 ? 0 : 5;
}
