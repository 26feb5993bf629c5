#include "app/activation_service.hpp"

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "activation/activation.hpp"
#include "app/clock.hpp"
#include "app/difference_text.hpp"
#include "app/log.hpp"
#include "app/policy_hashes.hpp"
#include "app/random_id.hpp"
#include "app/texts.hpp"
#include "codec/difference_json.hpp"
#include "http/activation/router.hpp"
#include "policy/difference.hpp"
#include "policy/space.hpp"
#include "storage/activation/stored_activations.hpp"
#include "storage/booking/planned_visits.hpp"
#include "witness/difference.hpp"

namespace skranke::app {
namespace {

// Of each server, at what others were told.
constexpr std::chrono::seconds between_looks{2};

using Languages = std::map<std::string, Texts>;

base::Result<Languages> complete_languages(const std::filesystem::path& home) {
  Languages all;
  for (const std::string& language : languages(home)) {
    auto texts = Texts::load(home, language);
    if (!texts) return std::unexpected{std::move(texts.error())};
    if (texts->is_complete()) all.emplace(language, std::move(*texts));
  }
  return all;
}

base::Result<http::activation::Difference> difference(const Languages& languages,
                                                      const policy::Edition& before,
                                                      const policy::Edition& after,
                                                      const std::string& language) {
  const auto texts = languages.find(language);
  if (texts == languages.end())
    return base::fail(base::Fault::invalid_value,
                      "lang: expected a language that the program speaks, as en.");
  const policy::Space space{{&before.program, &after.program}};
  const auto documents = policy::differences(space);
  const auto witnesses = witness::differences(before, after);
  return http::activation::Difference{
      .json = codec::differences_json(space, documents, witnesses),
      .sentences = difference_sentences(after.program.id, space, documents, witnesses, texts->second)};
}

base::Result<std::vector<counter::PlannedVisit>> visits(storage::Database& database, base::Day from,
                                                        const std::string& after, std::int64_t most) {
  constexpr booking::Instant minutes_a_day = 24 * 60;
  const auto found = storage::planned_visits(database, booking::Instant{from} * minutes_a_day, after, most);
  if (!found) return std::unexpected{found.error()};
  std::vector<counter::PlannedVisit> all;
  constexpr std::int64_t seconds_a_minute = 60;
  for (const storage::PlannedTime& time : *found)
    all.push_back({.booking_id = time.booking_id,
                   .centre_id = time.centre_id,
                   .day = day_of(time.start * seconds_a_minute),
                   .plan = time.plan});
  return all;
}

std::string_view said_of(policy::Standing standing) {
  switch (standing) {
    case policy::Standing::counts:
      return " is active";
    case policy::Standing::held:
      return " is held: two administrators activate it";
    case policy::Standing::altered:
      return " is not the text that was activated: nothing decides on its days";
  }
  std::unreachable();
}

}  // namespace

struct ActivationService::State {
  storage::Database& database;
  Languages languages;
  PolicyHashes hashes;
  storage::StoredActivations store;
  activation::Tools tools;
  std::mutex turn;
  std::map<const policy::Edition*, policy::Standing> told;  // to whoever reads the server's log

  // What decides, and what does not, where whoever runs the server looks: at the start and when it changes.
  void tell() {
    for (const auto& edition : tools.catalogue.all()) {
      const policy::Standing standing = tools.catalogue.standing(*edition);
      if (std::exchange(told[edition.get()], standing) == standing) continue;
      std::string text{"policy "};
      text.append(edition->program.id).append(" ").append(edition->program.version);
      log(standing == policy::Standing::counts ? Level::notice : Level::warning,
          text.append(said_of(standing)));
    }
  }

  State(policy::Catalogue& catalogue, storage::Database& of, Languages texts, http::api::Clock today)
      : database{of},
        languages{std::move(texts)},
        hashes{hashes_of(catalogue)},
        store{of},
        tools{.store = store,
              .catalogue = catalogue,
              .sha256 = [this](const policy::Edition& edition) { return hashes.at(&edition); },
              .new_id = random_id,
              .today = std::move(today)} {}
};

base::Result<std::unique_ptr<ActivationService>> ActivationService::open(const std::filesystem::path& home,
                                                                         policy::Catalogue& catalogue,
                                                                         storage::Database& database,
                                                                         http::api::Clock today) {
  auto texts = complete_languages(home);
  if (!texts) return std::unexpected{std::move(texts.error())};
  auto state = std::make_unique<State>(catalogue, database, std::move(*texts), std::move(today));
  if (auto begun = activation::begin(state->tools, now_seconds()); !begun)
    return std::unexpected{std::move(begun.error())};
  state->tell();
  return std::unique_ptr<ActivationService>{new ActivationService{std::move(state)}};
}

ActivationService::ActivationService(std::unique_ptr<State> state) : state_{std::move(state)} {}
ActivationService::~ActivationService() = default;

Rounds::Round ActivationService::round() const {
  return {.name = "looking which rules are active",
          .every = between_looks,
          .work = [&state = *state_]() -> base::Result<Rounds::Came> {
            const std::scoped_lock turn{state.turn};
            if (auto done = activation::refresh(state.tools); !done)
              return std::unexpected{std::move(done.error())};
            state.tell();
            return Rounds::Came::to_the_end;
          }};
}

http::Handler ActivationService::desk_handler(const StaffService& staff, cases::CaseBook& book,
                                              http::Handler rest) const {
  State& state = *state_;
  return http::activation::make_activation_router(
      {.tools = state.tools,
       .turn = state.turn,
       .book = book,
       .gate = staff.gate(),
       .now = now_seconds,
       .day_of = day_of,
       .name_of =
           [&store = staff.store()](const std::string& account_id) {
             const auto account = store.by_id(account_id);
             return account && *account ? (*account)->shown_name : std::string{};
           },
       .difference =
           [&state](const policy::Edition& before, const policy::Edition& after,
                    const std::string& language) {
             return difference(state.languages, before, after, language);
           },
       .visits = [&state](base::Day from, const std::string& after,
                          std::int64_t most) { return visits(state.database, from, after, most); }},
      std::move(rest));
}

}  // namespace skranke::app
