#include "app/case_service.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <utility>

#include "app/clock.hpp"
#include "app/home.hpp"
#include "app/policy_hashes.hpp"
#include "app/present_colleagues.hpp"
#include "app/proof_text.hpp"
#include "app/random_id.hpp"
#include "app/texts.hpp"
#include "appointments/appointments.hpp"
#include "connect/keys/key_folder.hpp"
#include "connect/keys/record_key_folder.hpp"
#include "counter/issuing.hpp"
#include "http/cases/own_router.hpp"
#include "http/cases/router.hpp"
#include "storage/cases/stored_case_book.hpp"
#include "storage/cases/stored_case_orders.hpp"
#include "storage/cases/stored_samples.hpp"

namespace skranke::app {
namespace {

// Of the operating system, since a draw decides who looks at whom.
std::uint64_t draw(std::uint64_t below) {
  thread_local std::random_device device;
  return std::uniform_int_distribution<std::uint64_t>{0, below - 1}(device);
}

base::Result<cases::FeatureList> features_of(const std::filesystem::path& home) {
  const std::filesystem::path file = home / "data" / "features.toml";
  const auto text = read_file(file, base::limits::case_bytes_max);
  if (!text) return std::unexpected{text.error()};
  std::vector<base::Finding> findings;
  auto list = cases::read_features(file.string(), *text, findings);
  if (list) return std::move(*list);
  return base::fail(base::Fault::invalid_value, lines_of(std::move(findings)));
}

// A centre that the policy of today doesn't name is one as any.
std::string place_of(const policy::Catalogue& catalogue, base::Day today, std::string_view centre) {
  const auto edition = catalogue.in_force("mitid", today);
  if (!edition) return "citizen-service";
  const auto& places = (*edition)->tree.places;
  const bool is_named =
      std::ranges::any_of(places, [&](const auto& place) { return place.id.text == centre; });
  return is_named || places.empty() ? std::string{centre} : places.front().id.text;
}

counter::CivilTime local_time(counter::Moment at) {
  const auto minute = minute_of(at);
  return {.day = day_of(at), .minute = minute};
}

// The first time that can be booked at the centre in the next two weeks.
std::optional<letters::LocalTime> next_free(const appointments::Tools& visits, std::string_view centre,
                                            base::Day today) {
  constexpr base::Day days = 14;
  const auto free = appointments::free_slots(visits, centre, today, today + days, {}, now_seconds());
  if (!free || free->refusal) return std::nullopt;
  for (const appointments::FreeSlot& slot : free->value.slots) {
    if (slot.free == 0) continue;
    const booking::TimeZone& zone = *free->value.place->zone;
    const auto local = slot.start + zone.offset(slot.start);
    return letters::LocalTime{.day = booking::day_of(slot.start, zone),
                              .minute = static_cast<std::int32_t>(local % (24 * 60))};
  }
  return std::nullopt;
}

}  // namespace

struct CaseService::State {
  CaseParts parts;
  std::map<std::string, Texts> texts;
  std::unique_ptr<keys::RecordKeyFolder> record_keys;
  std::optional<cases::FeatureList> features;
  std::optional<storage::StoredCaseBook> book;
  std::optional<PresentColleagues> colleagues;
  std::optional<counter::Issuing> issuing;
  std::optional<counter::Tools> tools;
  std::optional<storage::StoredSamples> samples;
  std::optional<counter::SampleTools> sample_tools;
  std::optional<storage::StoredCaseOrders> orders;
  std::optional<http::gate::Gate> gate;

  explicit State(const CaseParts& of) : parts{of} {}
};

base::Result<std::unique_ptr<CaseService>> CaseService::open(const CaseParts& parts) {
  auto state = std::make_unique<State>(parts);
  auto record_keys = keys::RecordKeyFolder::open(parts.keys);
  if (!record_keys) return std::unexpected{std::move(record_keys.error())};
  state->record_keys = std::move(*record_keys);
  auto features = features_of(parts.home);
  if (!features) return std::unexpected{std::move(features.error())};
  state->features.emplace(std::move(*features));
  state->book.emplace(parts.database, parts.sealer);
  state->colleagues.emplace(parts.staff.store(), parts.witnesses.tools().ledger, parts.today);
  const auto place = [&catalogue = parts.catalogue, today = parts.today](std::string_view centre) {
    return place_of(catalogue, today(), centre);
  };
  state->issuing.emplace(counter::IssuingParts{
      .witnesses = parts.witnesses.tools(),
      .catalogue = parts.catalogue,
      .keys = *state->record_keys,
      .issuer = [&url = parts.public_url] { return url; },
      .questions_policy = "cpr-1",
      .questions_policy_version = "cpr-1",
      .today = parts.today,
      .place_of = place,
      .centre_name =
          [&centres = parts.centres](std::string_view id) {
            const centre::Centre* found = centres.find(id);
            return found == nullptr ? std::string{id} : found->name;
          },
      .local_time = local_time,
      .policy_sha256 = [hashes = hashes_of(parts.catalogue)](
                           const policy::Edition& edition) { return hashes.at(&edition); }});
  state->tools.emplace(counter::Tools{.book = *state->book,
                                      .colleagues = *state->colleagues,
                                      .records = *state->issuing,
                                      .witnesses = parts.witnesses.tools(),
                                      .verifier = parts.witnesses.verifier(),
                                      .catalogue = parts.catalogue,
                                      .features = *state->features,
                                      .draw = draw,
                                      .today = parts.today,
                                      .day_of = day_of,
                                      .place_of = place});
  state->samples.emplace(parts.database, parts.sealer);
  state->orders.emplace(parts.database);
  state->sample_tools.emplace(counter::SampleTools{.samples = *state->samples,
                                                   .book = *state->book,
                                                   .draw = draw,
                                                   .percent = parts.sample_percent,
                                                   .today = parts.today,
                                                   .day_of = day_of});
  state->gate.emplace(parts.staff.gate());
  for (const std::string& language : languages(parts.home)) {
    auto texts = Texts::load(parts.home, language);
    if (!texts) return std::unexpected{std::move(texts.error())};
    if (texts->is_complete()) state->texts.emplace(language, std::move(*texts));
  }
  return std::unique_ptr<CaseService>{new CaseService{std::move(state)}};
}

CaseService::CaseService(std::unique_ptr<State> state) : state_{std::move(state)} {}
CaseService::~CaseService() = default;

cases::CaseBook& CaseService::book() const { return *state_->book; }

http::Handler CaseService::citizen_handler(http::desk::CitizenContext citizens, http::Handler rest) const {
  const auto prove = [&database = state_->parts.database](
                         const std::string& case_id) -> base::Result<std::optional<std::string>> {
    const auto proven = storage::prove(database, "desk_record", case_id);
    if (!proven) return std::unexpected{proven.error()};
    return *proven ? std::optional{proof_text(**proven)} : std::nullopt;
  };
  return http::cases::make_own_router(
      {.book = *state_->book, .citizens = std::move(citizens), .prove = prove}, std::move(rest));
}

http::desk::LookUpNote CaseService::look_up_note() const {
  return [&state = *state_](const desk::QuestionCase& about,
                            const desk::Officer& officer) -> base::Result<void> {
    const desk::WitnessTools& tools = state.tools->witnesses;
    const auto keys = desk::keys_of(tools, about.number);
    if (!keys) return std::unexpected{keys.error()};
    auto person = tools.ledger.person_of(*keys);
    if (!person) return std::unexpected{std::move(person.error())};
    return state.book->note({.look_up_id = random_id(),
                             .person_id = std::move(*person),
                             .case_id = about.case_id,
                             .centre_id = officer.centre_id,
                             .officer_id = officer.officer_id,
                             .purpose = "other",
                             .reason = "questions",
                             .what = "questions",
                             .at = now_seconds()});
  };
}

http::Handler CaseService::desk_handler(http::Handler rest) const {
  State& state = *state_;
  const auto words = [&state](const std::string& language) -> std::optional<letters::Words> {
    const auto found = state.texts.find(language);
    if (found == state.texts.end()) return std::nullopt;
    return letters::Words{.code = language, .text = [&texts = found->second](std::string_view key) {
                            return texts.has(key) ? texts.get(key) : std::string{};
                          }};
  };
  const auto paper_words = [&state]() -> counter::PaperWords {
    const CaseParts& parts = state.parts;
    return {
        .local_time =
            [](counter::Moment at) { return letters::LocalTime{.day = day_of(at), .minute = minute_of(at)}; },
        .centre_name =
            [&centres = parts.centres](std::string_view id) {
              const centre::Centre* found = centres.find(id);
              return found == nullptr ? std::string{id} : found->name;
            },
        .next_free =
            [&parts](std::string_view centre) {
              return next_free(parts.bookings.tools(), centre, parts.today());
            },
        .public_url = parts.public_url,
        .log_proof = [&parts](const std::string& case_id) -> base::Result<std::optional<letters::LogProof>> {
          const auto proven = storage::prove(parts.database, "desk_record", case_id);
          if (!proven) return std::unexpected{proven.error()};
          if (!*proven) return std::nullopt;
          return letters::LogProof{.place = (*proven)->place, .text = tlog_proof(**proven)};
        }};
  };
  return http::cases::make_case_router({.tools = *state.tools,
                                        .samples = *state.sample_tools,
                                        .orders = {.orders = *state.orders, .new_id = random_id},
                                        .gate = *state.gate,
                                        .now = now_seconds,
                                        .day_of = day_of,
                                        .words = words,
                                        .paper_words = paper_words},
                                       std::move(rest));
}

}  // namespace skranke::app
