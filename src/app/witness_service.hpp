// What the desk needs about witnesses, put together: the ledger, the keys, the texts, the broker.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "desk/port/sealer.hpp"
#include "desk/witnessing.hpp"
#include "http/desk/citizen_router.hpp"
#include "http/desk/router.hpp"
#include "policy/catalogue.hpp"
#include "storage/database.hpp"

namespace skranke::app {

struct WitnessSettings {
  std::string keys;      // folder
  std::string broker;    // TOML file; empty: none
  std::string verifier;  // the socket of the verifier of answers; empty: none
};

class WitnessService {
 public:
  // `sealer` and `database` outlive the service. Problems as of each part.
  [[nodiscard]] static base::Result<std::unique_ptr<WitnessService>> open(const WitnessSettings& settings,
                                                                          const std::filesystem::path& home,
                                                                          const desk::Sealer& sealer,
                                                                          storage::Database& database);
  ~WitnessService();
  WitnessService(const WitnessService&) = delete;
  WitnessService& operator=(const WitnessService&) = delete;
  WitnessService(WitnessService&&) = delete;
  WitnessService& operator=(WitnessService&&) = delete;

  [[nodiscard]] const desk::WitnessTools& tools() const;
  // Null: no questions are asked.
  [[nodiscard]] desk::QuestionVerifier* verifier() const;

  // What the citizens' routes need.
  [[nodiscard]] http::desk::CitizenContext citizen_context(const policy::Catalogue& catalogue,
                                                           http::api::Clock today) const;

  // The citizens' origin: their routes about witnesses and questions before those of `rest`. The catalogue is
  // borrowed, as is what `today` needs.
  [[nodiscard]] http::Handler citizen_handler(const policy::Catalogue& catalogue, http::api::Clock today,
                                              http::Handler rest) const;

  // The officers' origin.
  [[nodiscard]] http::Handler desk_handler(const policy::Catalogue& catalogue, http::gate::Gate gate,
                                           http::api::Clock today, http::desk::LookUpNote note_look_up,
                                           http::Handler rest) const;

 private:
  struct State;
  explicit WitnessService(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace skranke::app
