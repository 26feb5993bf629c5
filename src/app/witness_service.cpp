#include "app/witness_service.hpp"

#include <optional>
#include <utility>

#include "app/broker.hpp"
#include "app/clock.hpp"
#include "app/home.hpp"
#include "app/random_id.hpp"
#include "app/register_keys.hpp"
#include "app/texts.hpp"
#include "app/witness_patterns_command.hpp"
#include "base/limits.hpp"
#include "connect/keys/key_folder.hpp"
#include "connect/verifier/remote_verifier.hpp"
#include "storage/register/imported_register.hpp"
#include "storage/witness/seal_proofs.hpp"
#include "storage/witness/stored_sessions.hpp"
#include "storage/witness/stored_vouchings.hpp"

namespace skranke::app {
namespace {

base::Result<std::map<std::string, desk::StatementText>> statement_texts(const std::filesystem::path& home) {
  std::map<std::string, desk::StatementText> all;
  for (const std::string& language : languages(home)) {
    const auto texts = Texts::load(home, language);
    if (!texts) return std::unexpected{texts.error()};
    if (!texts->is_complete()) continue;
    desk::StatementText text{.version = texts->get("statement.version"),
                             .language = language,
                             .title = texts->get("statement.title"),
                             .text = texts->get("statement.text"),
                             .sha256 = {},
                             .reference_text = texts->get("statement.reference")};
    std::string whole = text.title;
    text.sha256 = keys::sha256_hex(whole.append("\n").append(text.text));
    all.emplace(language, std::move(text));
  }
  return all;
}

}  // namespace

struct WitnessService::State {
  storage::Database& database;
  storage::StoredVouchings ledger;
  storage::StoredSessions sessions;
  std::unique_ptr<keys::RegisterKey> register_key;
  storage::ImportedRegister people;
  std::map<std::string, std::string> sign_in_texts;
  std::map<std::string, std::string> questions_texts;
  std::unique_ptr<connect::RemoteVerifier> verifier;
  bool is_secure = false;
  std::unique_ptr<keys::KeyFolder> keys;
  std::unique_ptr<oidc::Broker> broker;
  std::optional<desk::WitnessTools> tools;

  State(storage::Database& of, const desk::Sealer& sealer, std::unique_ptr<keys::RegisterKey> key)
      : database{of},
        ledger{of, sealer},
        sessions{of},
        register_key{std::move(key)},
        people{of, register_key.get()} {}
};

base::Result<std::unique_ptr<WitnessService>> WitnessService::open(const WitnessSettings& settings,
                                                                   const std::filesystem::path& home,
                                                                   const desk::Sealer& sealer,
                                                                   storage::Database& database) {
  auto register_key = register_key_to_write(settings.keys, database);
  if (!register_key) return std::unexpected{std::move(register_key.error())};
  auto state = std::make_unique<State>(database, sealer, std::move(*register_key));
  auto keys = keys::KeyFolder::open(settings.keys);
  if (!keys) return std::unexpected{std::move(keys.error())};
  state->keys = std::move(*keys);
  if (const auto sealed = storage::seal_proofs(database, sealer); !sealed)
    return base::fail(base::Fault::unavailable, "the database: " + sealed.error().text);
  auto broker = open_broker(settings.broker);
  if (!broker) return std::unexpected{std::move(broker.error())};
  state->broker = std::move(broker->broker);
  state->is_secure = broker->is_secure;
  for (const std::string& language : languages(home)) {
    const auto words = Texts::load(home, language);
    if (!words || !words->is_complete()) continue;
    state->sign_in_texts.emplace(language, words->get("statement.sign_in_reference"));
    state->questions_texts.emplace(language, words->get("questions.sign_in_reference"));
  }
  if (!settings.verifier.empty())
    state->verifier = std::make_unique<connect::RemoteVerifier>(settings.verifier);
  auto texts = statement_texts(home);
  if (!texts) return std::unexpected{std::move(texts.error())};
  state->tools.emplace(desk::WitnessTools{.ledger = state->ledger,
                                          .broker = state->broker.get(),
                                          .people = &state->people,
                                          .pseudonyms = *state->keys,
                                          .signer = *state->keys,
                                          .texts = std::move(*texts),
                                          .new_id = random_id});
  return std::unique_ptr<WitnessService>{new WitnessService{std::move(state)}};
}

WitnessService::WitnessService(std::unique_ptr<State> state) : state_{std::move(state)} {}
WitnessService::~WitnessService() = default;

const desk::WitnessTools& WitnessService::tools() const { return *state_->tools; }

desk::QuestionVerifier* WitnessService::verifier() const { return state_->verifier.get(); }

http::desk::CitizenContext WitnessService::citizen_context(const policy::Catalogue& catalogue,
                                                           http::api::Clock today) const {
  return {.catalogue = catalogue,
          .tools = tools(),
          .sessions = state_->sessions,
          .verifier = state_->verifier.get(),
          .sign_in_texts = state_->sign_in_texts,
          .questions_texts = state_->questions_texts,
          .is_secure = state_->is_secure,
          .today = std::move(today),
          .now = now_seconds};
}

http::Handler WitnessService::citizen_handler(const policy::Catalogue& catalogue, http::api::Clock today,
                                              http::Handler rest) const {
  return http::desk::make_citizen_router(citizen_context(catalogue, std::move(today)), std::move(rest));
}

http::Handler WitnessService::desk_handler(const policy::Catalogue& catalogue, http::gate::Gate gate,
                                           http::api::Clock today, http::desk::LookUpNote note_look_up,
                                           http::Handler rest) const {
  return http::desk::make_desk_router(
      {.catalogue = catalogue,
       .tools = tools(),
       .verifier = state_->verifier.get(),
       .gate = std::move(gate),
       .today = std::move(today),
       .now = now_seconds,
       .patterns = [&database = state_->database] { return patterns_as_lines(database, {}); },
       .note_look_up = std::move(note_look_up)},
      std::move(rest));
}

}  // namespace skranke::app
