// Where it is kept who let which text of a policy into force.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/civil.hpp"
#include "base/result.hpp"

namespace skranke::activation {

using Moment = std::int64_t;  // seconds since 1970-01-01T00:00:00Z

enum class State : std::uint8_t {
  installed,   // was there when the database first heard of activations
  proposed,    // by one administrator
  active,      // and activated by another
  withdrawn,   // before its day
  superseded,  // by another text of the same version, that was proposed or activated
};

// Who did something, and when; nobody: an empty id.
struct Deed {
  std::string by;
  Moment at = 0;
  friend bool operator==(const Deed&, const Deed&) = default;
};

// One text of one version, on its way into force.
struct Activation {
  std::string activation_id;
  std::string policy;
  std::string version;
  std::string sha256;  // of its compiled form
  base::Day effective = 0;
  State state = State::proposed;
  Deed proposed;  // of what was installed: when, by nobody
  Deed activated;
  Deed withdrawn;
  friend bool operator==(const Activation&, const Activation&) = default;
};

// INVARIANT: of a version at most one text is installed or active, and at most one is proposed; and who
// activates is never who proposed. The database holds to both by itself.
class ActivationStore {
 public:
  virtual ~ActivationStore() = default;

  // Keeps these as installed, unless it was asked so before: once in a database's life, whoever asks first.
  [[nodiscard]] virtual base::Result<void> begin(const std::vector<Activation>& installed, Moment now) = 0;

  // Everything that ever was, the newest first.
  [[nodiscard]] virtual base::Result<std::vector<Activation>> all() = 0;

  // In place of a proposal of another text of the version. False, and nothing is kept, where this text is
  // proposed already.
  [[nodiscard]] virtual base::Result<bool> propose(const Activation& activation) = 0;

  // In place of another text of the version. False, and nothing is kept, where it is not proposed any more,
  // or by whom.
  [[nodiscard]] virtual base::Result<bool> activate(const std::string& activation_id, const Deed& deed) = 0;

  // False where it is neither proposed nor active any more.
  [[nodiscard]] virtual base::Result<bool> withdraw(const std::string& activation_id, const Deed& deed) = 0;
};

}  // namespace skranke::activation
