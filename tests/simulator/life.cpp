#include "life.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/ensure.hpp"
#include "base/hex.hpp"
#include "policy/load.hpp"

namespace skranke::simulator {
namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{}};
  base::ensure(!text.empty(), "the source's own files are there: begin it in the source's folder");
  return text;
}

base::Day day_of(std::int64_t moment) { return static_cast<base::Day>(moment / 86'400); }

House made() {
  std::vector<base::Finding> findings;
  const std::filesystem::path source{SKRANKE_SOURCE_DIR};
  auto features = cases::read_features("features.toml", text_of(source / "data/features.toml"), findings);
  base::ensure(features.has_value(), "data/features.toml has no mistakes");
  House house{.catalogue = {}, .features = std::move(*features)};
  auto loaded = policy::load(text_of(source / "policies/mitid/2024-01-01.toml"), "mitid");
  base::ensure(loaded.edition.has_value(), "the policy has no mistakes");
  base::ensure(house.catalogue.add(std::move(*loaded.edition)).has_value(), "one version");
  return house;
}

desk::StatementText statement_text() {
  return {.version = "1",
          .language = "da",
          .title = "Erklæring",
          .text = "Jeg kender",
          .sha256 = std::string(64, '0'),
          .reference_text = "{case} {initials}"};
}

}  // namespace

const House& house() {
  static const House the_house = made();
  return the_house;
}

std::string drawn_id(Chance& ids) {
  std::string id;
  for (int i = 0; i < 2; ++i) {
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(ids.next()));
    id.append(digits);
  }
  return id;
}

storage::Outcome<void> LockStep::write(const storage::Work& work) {
  auto written = database_->write(work);
  // The writer takes this one when it has answered and looked after its log.
  static_cast<void>(database_->write([](storage::Transaction&) { return storage::Outcome<void>{}; }));
  if (!written && is_early_ && written.error().kind != storage::FaultKind::check) return {};
  return written;
}

Life::Life(std::unique_ptr<storage::Database> database, bool is_early, Chance& ids, const Clock& clock,
           int number)
    : database_{std::move(database), is_early},
      broker_{[&ids] { return drawn_id(ids); }},
      bookings_{database_},
      booth_{bookings_, 2, "b" + std::to_string(number) + "-"},
      queue_{database_},
      reception_{.visits = booth_.tools(), .store = queue_},
      vouchings_{database_, seal_, [&ids]() -> storage::Outcome<std::string> { return drawn_id(ids); }},
      witnesses_{.ledger = vouchings_,
                 .broker = &broker_,
                 .people = &register_,
                 .pseudonyms = keys_,
                 .signer = keys_,
                 .texts = {{"da", statement_text()}},
                 .new_id = [&ids] { return drawn_id(ids); }},
      book_{database_, seal_},
      issuing_{{.witnesses = witnesses_,
                .catalogue = house().catalogue,
                .keys = keys_,
                .issuer = [] { return std::string{"https://skranke.example"}; },
                .questions_policy = "cpr-1",
                .questions_policy_version = "cpr-1",
                .today = [&clock] { return day_of(clock.now); },
                .place_of = [](std::string_view) { return std::string{"citizen-service"}; },
                .centre_name = [](std::string_view id) { return std::string{id}; },
                .local_time =
                    [](counter::Moment at) {
                      return counter::CivilTime{.day = day_of(at),
                                                .minute = static_cast<std::int32_t>(at / 60 % 1440)};
                    },
                .policy_sha256 = [](const policy::Edition&) { return std::string(64, '0'); }}},
      cases_{.book = book_,
             .colleagues = colleagues_,
             .records = issuing_,
             .witnesses = witnesses_,
             .verifier = nullptr,
             .catalogue = house().catalogue,
             .features = house().features,
             .draw = [&ids](std::uint64_t below) { return ids.below(below); },
             .today = [&clock] { return day_of(clock.now); },
             .day_of = day_of,
             .place_of = [](std::string_view) { return std::string{"citizen-service"}; }},
      log_{database_, "simulated.example", [](const std::string& text) {
             return text + "\n\u2014 simulated.example " + std::string(90, 'A') + "==\n";
           }} {}

}  // namespace skranke::simulator
