#include "staff/broker_login.hpp"

#include <utility>

#include "base/hex.hpp"
#include "desk/kept_login.hpp"
#include "desk/login_state.hpp"

namespace skranke::staff {

using base::PersonalText;
using base::Result;

namespace {

constexpr Moment login_seconds = 600;

std::string state_digest(const Tools& tools, const PersonalText& state) {
  return tools.factors.digest(tools.factors.keyed("staff-login", state.reveal()));
}

}  // namespace

std::string employee_key(const Tools& tools, const PersonalText& employee) {
  return tools.factors.keyed("staff-employee", employee.reveal());
}

Result<BegunBrokerLogin> begin_broker_login(const Tools& tools, desk::IdentityBroker& broker,
                                            const std::string& language, const std::string& reference_text,
                                            Moment now) {
  auto login = broker.begin({.reference_text = PersonalText{reference_text},
                             .language = language,
                             .level = desk::AssuranceLevel::substantial,
                             .is_cpr_number_wanted = false},
                            now);
  if (!login) return std::unexpected{std::move(login.error())};
  const PersonalText secret{base::hex_of(tools.factors.random(limits::secret_bytes))};
  const KeptLogin kept{.state = state_digest(tools, login->state),
                       .browser = tools.factors.digest(secret.reveal()),
                       .secrets = tools.factors.seal(desk::to_bytes(*login)),
                       .language = language,
                       .until = now + login_seconds};
  if (auto done = tools.store.begin_login(kept, now); !done) return std::unexpected{std::move(done.error())};
  return BegunBrokerLogin{.address = login->address, .secret = secret};
}

Result<FinishedBrokerLogin> finish_broker_login(const Tools& tools, desk::IdentityBroker& broker,
                                                std::string_view query, const PersonalText& secret,
                                                Moment now) {
  auto kept = tools.store.take_login(state_digest(tools, desk::state_in(query)), now);
  if (!kept) return std::unexpected{std::move(kept.error())};
  FinishedBrokerLogin finished;
  if (!*kept) return finished;
  finished.language = (*kept)->language;
  const auto refused = [&](std::string_view why) {
    finished.refusal = why;
    return finished;
  };
  if (!tools.factors.is_equal((*kept)->browser, tools.factors.digest(secret.reveal())))
    return refused("wrong-state");
  const auto bytes = tools.factors.unseal((*kept)->secrets);
  const auto login = bytes ? desk::login_from(*bytes) : std::nullopt;
  if (!login) return refused("expired");
  const auto outcome = broker.finish(*login, query, now);
  if (!outcome) return refused("broker-unavailable");
  if (!*outcome) return refused(desk::name(outcome->error()));
  const auto account = tools.store.by_employee(employee_key(tools, (*outcome)->mitid_uuid));
  if (!account) return std::unexpected{account.error()};
  if (!*account || !(*account)->is_active) return refused("not-known");
  auto opened = open_session(tools, **account, now);
  if (!opened) return std::unexpected{std::move(opened.error())};
  finished.opened = std::move(*opened);
  return finished;
}

}  // namespace skranke::staff
