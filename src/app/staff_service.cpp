#include "app/staff_service.hpp"

#include <array>
#include <map>
#include <optional>
#include <utility>

#include "app/broker.hpp"
#include "app/clock.hpp"
#include "app/home.hpp"
#include "app/texts.hpp"
#include "base/limits.hpp"
#include "codec/staff_text.hpp"
#include "connect/factors/real_factors.hpp"
#include "connect/keys/key_folder.hpp"
#include "http/staff/router.hpp"
#include "storage/staff/stored_staff.hpp"

namespace skranke::app {
namespace {

using staff::Role;

// What an access token may: what the file says, or for files that say no roles what they gave before there
// were any.
std::vector<staff::RolesAt> roles_of(const codec::StaffEntry& entry) {
  staff::Roles here;
  for (const std::string& named : entry.roles) {
    if (const auto role = staff::role_named(named)) here = here | *role;
  }
  if (entry.roles.empty() && !entry.is_device) here = Role::officer | Role::second_officer;
  std::vector<staff::RolesAt> roles{{.centre_id = entry.centre_id, .roles = here}};
  if (entry.is_administrator) {
    staff::Roles everywhere = Role::administrator;
    if (entry.roles.empty()) everywhere = everywhere | here | Role::supervisor;
    roles.push_back({.centre_id = std::string{staff::every_centre}, .roles = everywhere});
  }
  return roles;
}

base::Result<std::vector<http::gate::TokenHolder>> holders_of(const std::string& file,
                                                              const desk::Pseudonyms& keys) {
  std::vector<http::gate::TokenHolder> holders;
  if (file.empty()) return holders;
  const auto text = read_file(file, base::limits::case_bytes_max);
  if (!text) return std::unexpected{text.error()};
  auto entries = codec::read_staff(*text);
  if (!entries) {
    std::string where = file;
    return base::fail(entries.error().fault, where.append(": ").append(entries.error().text),
                      entries.error().path);
  }
  for (codec::StaffEntry& entry : *entries) {
    http::gate::StaffMember member;
    member.roles = roles_of(entry);
    member.is_device = entry.is_device;
    member.officer = {.officer_id = std::move(entry.officer_id),
                      .centre_id = std::move(entry.centre_id),
                      .centre_name = std::move(entry.centre_name),
                      .mitid = entry.mitid_uuid ? keys.of("mitid", *entry.mitid_uuid) : std::string{}};
    holders.push_back({.member = std::move(member), .token_sha256 = std::move(entry.token_sha256)});
  }
  return holders;
}

}  // namespace

Origin origin_of(const std::string& url) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!url.starts_with(scheme)) continue;
    const std::string_view rest = std::string_view{url}.substr(scheme.size());
    const std::string_view authority = rest.substr(0, rest.find('/'));
    const std::size_t after = authority.starts_with('[') ? authority.find(']') : 0;
    if (authority.empty() || after == std::string_view::npos ||
        authority.find_first_of("@?# ") != std::string_view::npos)
      return {};
    return {.origin = std::string{scheme}.append(authority),
            .host = std::string{authority.substr(0, authority.find(':', after))}};
  }
  return {};
}

struct StaffService::State {
  StaffSettings settings;
  const centre::Directory& centres;
  storage::StoredStaff store;
  std::unique_ptr<factors::RealFactors> factors;
  std::optional<staff::Tools> tools;
  std::optional<http::gate::Gate> gate;
  std::unique_ptr<oidc::Broker> broker;
  std::map<std::string, std::string> login_texts;

  State(StaffSettings of, const centre::Directory& all, storage::Database& database)
      : settings{std::move(of)}, centres{all}, store{database} {}
};

base::Result<std::unique_ptr<StaffService>> StaffService::open(StaffSettings settings,
                                                               const desk::Pseudonyms& keys,
                                                               const centre::Directory& centres,
                                                               storage::Database& database,
                                                               http::api::Clock today) {
  const Origin origin = origin_of(settings.url);
  if (!settings.url.empty() && origin.host.empty())
    return base::fail(base::Fault::invalid_value,
                      "--desk-url: expected https://NAME, as officers reach the desk");
  auto state = std::make_unique<State>(std::move(settings), centres, database);
  auto factors = factors::RealFactors::open(keys);
  if (!factors) return std::unexpected{std::move(factors.error())};
  state->factors = std::move(*factors);
  auto broker = open_broker(state->settings.broker);
  if (!broker) return std::unexpected{std::move(broker.error())};
  state->broker = std::move(broker->broker);
  for (const std::string& language : languages(state->settings.home)) {
    const auto words = Texts::load(state->settings.home, language);
    if (words && words->is_complete())
      state->login_texts.emplace(language, words->get("statement.desk_reference"));
  }
  auto holders = holders_of(state->settings.file, keys);
  if (!holders) return std::unexpected{std::move(holders.error())};
  state->tools.emplace(staff::Tools{.store = state->store,
                                    .factors = *state->factors,
                                    .origin = origin.origin,
                                    .relying_party = origin.host});
  state->gate.emplace(
      http::gate::GateParts{.tokens = http::gate::Tokens{std::move(*holders), keys::sha256_hex},
                            .accounts = *state->tools,
                            .is_secure = origin.origin.starts_with("https://"),
                            .centre_name =
                                [&centres](std::string_view id) {
                                  const centre::Centre* found = centres.find(id);
                                  return found == nullptr ? std::string{id} : found->name;
                                },
                            .today = std::move(today),
                            .now = now_seconds});
  return std::unique_ptr<StaffService>{new StaffService{std::move(state)}};
}

StaffService::StaffService(std::unique_ptr<State> state) : state_{std::move(state)} {}
StaffService::~StaffService() = default;

void StaffService::set_url(const std::string& url) {
  if (!state_->settings.url.empty()) return;
  state_->settings.url = url;
  const Origin origin = origin_of(url);
  state_->tools->origin = origin.origin;
  state_->tools->relying_party = origin.host;
}

const http::gate::Gate& StaffService::gate() const { return *state_->gate; }

staff::StaffStore& StaffService::store() const { return state_->store; }

http::Handler StaffService::handler(http::Handler rest) const {
  State& state = *state_;
  return http::staff::make_staff_router(
      {.tools = *state.tools,
       .gate = *state.gate,
       .trusted_proxies = state.settings.trusted_proxies,
       .is_centre = [&centres = state.centres](std::string_view id) { return centres.find(id) != nullptr; },
       .broker = state.broker.get(),
       .login_texts = state.login_texts,
       .url = [&state] { return origin_of(state.settings.url).origin; },
       .now = now_seconds},
      std::move(rest));
}

}  // namespace skranke::app
