#include "connect/cpr_direkte/client.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "connect/cpr_direkte/answered_person.hpp"
#include "connect/cpr_direkte/exchange.hpp"
#include "connect/cpr_direkte/session.hpp"

namespace skranke::cpr_direkte {
namespace {

using std::chrono::steady_clock;

Failure failure(FailureKind kind, std::string_view what) {
  std::string text = "CPR Direkte: ";
  return {.kind = kind, .text = std::move(text += what)};
}

}  // namespace

struct Client::State {
  State(Config with, TlsContext tls, Clock now)
      : config{std::move(with)}, exchange{config, std::move(tls)}, clock{std::move(now)} {}

  std::expected<base::PersonalText, Failure> log_on(const base::PersonalText& password,
                                                    const base::PersonalText& new_password, Time until);
  // The person under exactly this number.
  std::expected<std::optional<cpr::Person>, Failure> look_up(const proofing::CprNumber& number, Time until);

  const Config config;
  Exchange exchange;
  Clock clock;
  Session session{config.password,
                  [this](const base::PersonalText& password, const base::PersonalText& new_password,
                         Time until) { return log_on(password, new_password, until); }};
};

std::expected<base::PersonalText, Failure> Client::State::log_on(const base::PersonalText& password,
                                                                 const base::PersonalText& new_password,
                                                                 Time until) {
  const auto answer =
      exchange.ask(Request::log_on, log_on_request(config.account, password, new_password), until);
  if (!answer) return std::unexpected{answer.error()};
  if (answer->error != ErrorCode::ok) return std::unexpected{answered(answer->error)};
  return answer->token;
}

std::expected<std::optional<cpr::Person>, Failure> Client::State::look_up(const proofing::CprNumber& number,
                                                                          Time until) {
  bool was_deadlocked = false;
  for (int tries = 0; tries < base::limits::cpr_direkte_tries_max;) {
    const auto ticket = session.ticket(until);
    if (!ticket) return std::unexpected{ticket.error()};
    const auto answer =
        exchange.ask(Request::look_up, look_up_request(config.account, ticket->token, number), until);
    if (!answer) return std::unexpected{answer.error()};
    switch (answer->error) {
      case ErrorCode::ok: {
        auto person = person_of(answer->data, number);
        if (!person) return std::unexpected{std::move(person.error())};
        return std::move(*person);
      }
      case ErrorCode::number_unknown:
        return std::nullopt;
      case ErrorCode::token_expired:
        session.expire(ticket->log_on);
        ++tries;
        continue;
      case ErrorCode::deadlock:
        if (was_deadlocked) return std::unexpected{answered(answer->error)};
        was_deadlocked = true;
        std::this_thread::sleep_until(std::min(until, steady_clock::now() + config.deadlock_pause));
        continue;
      case ErrorCode::password_refused:
      case ErrorCode::password_expired:
        session.refuse(answered(answer->error));
        return std::unexpected{answered(answer->error)};
      case ErrorCode::new_password_refused:
      case ErrorCode::closed:
      case ErrorCode::customer_unknown:
      case ErrorCode::no_connection:
      case ErrorCode::subscription_unknown:
      case ErrorCode::data_unknown:
      case ErrorCode::address_refused:
      case ErrorCode::number_missing:
      case ErrorCode::no_access:
        break;
    }
    return std::unexpected{answered(answer->error)};
  }
  return std::unexpected{answered(ErrorCode::token_expired)};
}

Client::Client(std::unique_ptr<State> state) : state_{std::move(state)} {}
Client::~Client() = default;

std::expected<std::optional<desk::Found>, Failure> Client::look_up(const proofing::CprNumber& number) {
  const Time until = steady_clock::now() + state_->config.call_deadline;
  proofing::CprNumber asked = number;
  for (int numbers = 0; numbers < base::limits::cpr_direkte_numbers_max; ++numbers) {
    auto person = state_->look_up(asked, until);
    if (!person) return std::unexpected{std::move(person.error())};
    if (!*person) {
      if (numbers == 0) return std::nullopt;
      return std::unexpected{
          failure(FailureKind::malformed, "a changed number points to one that the register doesn't know")};
    }
    const auto current = (*person)->current_number;
    if (!current || *current == asked) {
      return desk::Found{.person_id = {}, .person = std::move(**person), .as_of = state_->clock()};
    }
    asked = *current;
  }
  return std::unexpected{
      failure(FailureKind::malformed, "a changed number leads to no current one within 4 look-ups")};
}

base::Result<std::optional<desk::Found>> Client::find(const proofing::CprNumber& number) {
  auto found = look_up(number);
  if (!found) return base::fail(base::Fault::unavailable, std::move(found.error().text));
  return std::move(*found);
}

std::expected<void, Failure> Client::change_password(const base::PersonalText& new_password) {
  if (!is_good_password(new_password)) return std::unexpected{answered(ErrorCode::new_password_refused)};
  return state_->session.change_password(new_password, steady_clock::now() + state_->config.call_deadline);
}

base::Result<std::unique_ptr<Client>> make_client(Config config, Clock clock) {
  if (auto checked = check(config); !checked) return std::unexpected{checked.error()};
  auto tls = TlsContext::client(config.ca_file);
  if (!tls) {
    std::string text = "CPR Direkte: ca_file: ";
    return base::fail(base::Fault::not_found, text += tls.error());
  }
  return std::unique_ptr<Client>{
      new Client{std::make_unique<Client::State>(std::move(config), std::move(*tls), std::move(clock))}};
}

}  // namespace skranke::cpr_direkte
