#include "app/handover_service.hpp"

#include <cstdint>
#include <list>
#include <utility>

#include "app/clock.hpp"
#include "app/handover_sender.hpp"
#include "app/home.hpp"
#include "app/log.hpp"
#include "app/post_office.hpp"
#include "base/whole_number.hpp"
#include "connect/keys/record_key_folder.hpp"
#include "connect/webhook/webhook.hpp"
#include "http/api/record_keys.hpp"

namespace skranke::app {
namespace {

using base::fail;
using base::Fault;
using base::Result;
using storage::Handover;
using storage::HandoverTarget;
using storage::HandoverTrouble;

constexpr std::int64_t default_pause = 5;
constexpr std::uint64_t pause_max = 86'400;
constexpr std::size_t secret_file_bytes_max = 4096;
constexpr long gone = 410;

Result<std::int64_t> pause_of(const std::string& text) {
  if (text.empty()) return default_pause;
  if (const auto seconds = base::read_whole_number(text, std::uint64_t{1}, pause_max))
    return static_cast<std::int64_t>(*seconds);
  return fail(Fault::invalid_value, "--handover-pause: expected a whole number of seconds from 1 to 86400");
}

// Null: events wait.
Result<std::unique_ptr<webhook::Webhook>> webhook_of(const HandoverSettings& settings) {
  if (settings.url.empty() && settings.secret_file.empty()) return std::unique_ptr<webhook::Webhook>{};
  if (settings.url.empty() || settings.secret_file.empty())
    return fail(Fault::invalid_value, "--handover: expected with --handover-secret-file, both or neither");
  const auto text = read_file(settings.secret_file, secret_file_bytes_max);
  if (!text) return fail(text.error().fault, "--handover-secret-file: " + text.error().text);
  auto secrets = webhook::read_secrets(*text);
  if (!secrets) return fail(Fault::invalid_value, "--handover-secret-file: " + secrets.error().text);
  auto made =
      webhook::Webhook::make({.url = settings.url, .secrets = std::move(*secrets), .ca_file = settings.ca});
  if (!made) return fail(made.error().fault, "--handover: " + made.error().text);
  return made;
}

Carried post(const webhook::Webhook& webhook, const Handover& event, const base::PersonalText& payload) {
  webhook::Delivery delivery = webhook.post(event.event_id, now_seconds(), payload);
  if (delivery.status == 0) {
    return {.trouble = HandoverTrouble::unreachable,
            .is_final = false,
            .answer = {.status = 0, .body = std::string{delivery.trouble}}};
  }
  Carried result{.trouble = std::nullopt,
                 .is_final = delivery.status == gone,
                 .answer = {.status = delivery.status, .body = std::move(delivery.body)}};
  if (delivery.status < 200 || delivery.status > 299) result.trouble = HandoverTrouble::refused;
  return result;
}

}  // namespace

struct HandoverService::State {
  storage::StoredHandovers outbox;
  const desk::Sealer& sealer;
  std::unique_ptr<keys::RecordKeyFolder> record_keys;
  std::int64_t pause = default_pause;
  std::unique_ptr<webhook::Webhook> webhook;
  std::unique_ptr<PostOffice> post;
  std::list<HandoverSender> senders;  // last: they use all of the above

  State(storage::Database& database, const desk::Sealer& with) : outbox{database}, sealer{with} {}
};

Result<std::unique_ptr<HandoverService>> HandoverService::open(const HandoverSettings& settings,
                                                               const std::filesystem::path& home,
                                                               const std::filesystem::path& keys,
                                                               const desk::Sealer& sealer,
                                                               storage::Database& database) {
  auto state = std::make_unique<State>(database, sealer);
  auto record_keys = keys::RecordKeyFolder::open(keys);
  if (!record_keys) return std::unexpected{std::move(record_keys.error())};
  state->record_keys = std::move(*record_keys);
  const auto pause = pause_of(settings.pause);
  if (!pause) return std::unexpected{pause.error()};
  state->pause = *pause;
  auto made = webhook_of(settings);
  if (!made) return std::unexpected{std::move(made.error())};
  state->webhook = std::move(*made);
  auto office = PostOffice::open(settings, home);
  if (!office) return std::unexpected{std::move(office.error())};
  state->post = std::move(*office);
  return std::unique_ptr<HandoverService>{new HandoverService{std::move(state)}};
}

HandoverService::HandoverService(std::unique_ptr<State> state) : state_{std::move(state)} {}
HandoverService::~HandoverService() = default;

const desk::RecordKeys& HandoverService::record_keys() const { return *state_->record_keys; }

http::Handler HandoverService::citizen_handler(http::Handler rest) const {
  return http::api::before_record_keys(state_->record_keys->key_set(), std::move(rest));
}

void HandoverService::start() {
  State& state = *state_;
  if (state.webhook) {
    state.senders.emplace_back(state.outbox, state.sealer, HandoverTarget::registration, state.pause,
                               [&state](const Handover& event, const base::PersonalText& payload) {
                                 return post(*state.webhook, event, payload);
                               });
  } else {
    log(Level::warning, "decided cases wait in the outbox: --handover is not given");
  }
  if (state.post) {
    state.senders.emplace_back(state.outbox, state.sealer, HandoverTarget::post, state.pause,
                               [&state](const Handover& event, const base::PersonalText& payload) {
                                 return state.post->carry(event, payload);
                               });
  } else {
    log(Level::warning, "notices by Digital Post wait in the outbox: --post-spool is not given");
  }
}

}  // namespace skranke::app
