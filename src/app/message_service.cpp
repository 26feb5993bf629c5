#include "app/message_service.hpp"

#include <list>
#include <mutex>
#include <optional>
#include <utility>

#include "app/clock.hpp"
#include "app/home.hpp"
#include "app/log.hpp"
#include "app/message_sender.hpp"
#include "app/notices.hpp"
#include "base/service_limits.hpp"
#include "base/whole_number.hpp"
#include "codec/booking_bodies.hpp"
#include "connect/mail/smtp.hpp"
#include "connect/spool/spool.hpp"
#include "storage/booking/stored_outbox.hpp"

namespace skranke::app {
namespace {

using base::fail;
using base::Fault;
using base::Result;
using booking::DueMessage;
using booking::Trouble;

// Of an installation that sends no mail: its visits need an organizer all the same.
constexpr std::string_view nobodys_mailbox = "no-reply@skranke.invalid";

Result<booking::Moment> pause_of(const std::string& text) {
  if (text.empty()) return base::limits::message_pause.count();
  if (const auto seconds = base::read_whole_number(text, std::size_t{1}, base::limits::message_pause_max))
    return static_cast<booking::Moment>(*seconds);
  return fail(Fault::invalid_value, "--message-pause: expected a whole number of seconds from 1 to 86400");
}

Result<base::PersonalText> password_of(const MessageSettings& settings) {
  if (settings.smtp_password_file.empty()) return base::PersonalText{};
  auto text = read_file(settings.smtp_password_file, base::limits::smtp_password_bytes_max);
  if (!text) return fail(text.error().fault, "--smtp-password-file: " + text.error().text);
  text->resize(std::min(text->size(), text->find_first_of("\r\n")));
  return base::PersonalText{std::move(*text)};
}

// Null: mails wait.
Result<std::unique_ptr<messages::MailCarrier>> mail_carrier(const MessageSettings& settings) {
  if (settings.smtp.empty() && settings.mail_spool.empty()) return std::unique_ptr<messages::MailCarrier>{};
  if (!settings.smtp.empty() && !settings.mail_spool.empty())
    return fail(Fault::invalid_value, "--mail-spool: expected without --smtp: a mail goes one way");
  if (settings.smtp.empty()) {
    auto folder = spool::open_folder(settings.mail_spool);
    if (!folder) return fail(folder.error().fault, "--mail-spool: " + folder.error().text);
    return std::make_unique<spool::MailFolder>(std::move(*folder));
  }
  if (settings.mail_from.empty())
    return fail(Fault::invalid_value, "--smtp: expected with --mail-from, the mailbox that mails are from");
  if (settings.smtp_user.empty() != settings.smtp_password_file.empty())
    return fail(Fault::invalid_value, "--smtp-user: expected with --smtp-password-file, both or neither");
  auto password = password_of(settings);
  if (!password) return std::unexpected{std::move(password.error())};
  mail::SmtpSettings smtp;
  smtp.url = settings.smtp;
  smtp.user = settings.smtp_user;
  smtp.password = std::move(*password);
  smtp.ca_file = settings.smtp_ca;
  auto carrier = mail::SmtpCarrier::make(std::move(smtp));
  if (!carrier) return fail(carrier.error().fault, "--smtp: " + carrier.error().text);
  return std::move(*carrier);
}

Result<std::unique_ptr<messages::TextMessageCarrier>> text_message_carrier(const MessageSettings& settings) {
  if (settings.sms_spool.empty()) return std::unique_ptr<messages::TextMessageCarrier>{};
  auto folder = spool::open_folder(settings.sms_spool);
  if (!folder) return fail(folder.error().fault, "--sms-spool: " + folder.error().text);
  return std::make_unique<spool::TextMessageFolder>(std::move(*folder));
}

}  // namespace

struct MessageService::State {
  Notices notices;
  storage::StoredOutbox outbox;
  storage::StoredOutbox others;  // to who waits, and to witnesses
  std::string mail_from;
  booking::Moment pause = 0;
  std::unique_ptr<messages::MailCarrier> mails;
  std::unique_ptr<messages::TextMessageCarrier> text_messages;
  mutable std::mutex mails_in_use;
  mutable std::mutex text_messages_in_use;
  std::list<MessageSender> senders;  // last: they use all of the above

  State(Notices with, storage::Database& database)
      : notices{std::move(with)}, outbox{database}, others{database, storage::Recipients::others} {}

  std::optional<Trouble> send_mail(const DueMessage& message) const {
    const auto notice = notices.of(message);
    if (!notice) return Trouble::unwritable;
    const auto mail = messages::write_mail(*notice, notices.language(message.booking.language),
                                           notices.english(), mail_from, now_seconds());
    if (!mail) return Trouble::unwritable;
    const std::scoped_lock lock{mails_in_use};
    return mails->carry(*mail);
  }

  std::optional<Trouble> send_text_message(const DueMessage& message) const {
    const auto notice = notices.of(message);
    if (!notice) return Trouble::unwritable;
    const auto text =
        messages::write_text_message(*notice, notices.language(message.booking.language), notices.english());
    if (!text) return Trouble::unwritable;
    const std::scoped_lock lock{text_messages_in_use};
    return text_messages->carry(*text);
  }
};

Result<std::unique_ptr<MessageService>> MessageService::open(
    const MessageSettings& settings, const std::filesystem::path& home, const centre::Directory& centres,
    const appointments::Tools& tools, const std::string& public_url, storage::Database& database) {
  auto notices = Notices::load(home, centres, tools, public_url);
  if (!notices) return std::unexpected{std::move(notices.error())};
  auto state = std::make_unique<State>(std::move(*notices), database);
  if (!settings.mail_from.empty() && !codec::is_mailbox(settings.mail_from))
    return fail(Fault::invalid_value, "--mail-from: expected a mailbox, as in no-reply@example.org");
  state->mail_from = settings.mail_from.empty() ? std::string{nobodys_mailbox} : settings.mail_from;
  const auto pause = pause_of(settings.pause);
  if (!pause) return std::unexpected{pause.error()};
  state->pause = *pause;
  auto mails = mail_carrier(settings);
  if (!mails) return std::unexpected{std::move(mails.error())};
  state->mails = std::move(*mails);
  auto text_messages = text_message_carrier(settings);
  if (!text_messages) return std::unexpected{std::move(text_messages.error())};
  state->text_messages = std::move(*text_messages);
  return std::unique_ptr<MessageService>{new MessageService{std::move(state)}};
}

MessageService::MessageService(std::unique_ptr<State> state) : state_{std::move(state)} {}
MessageService::~MessageService() = default;

void MessageService::start() {
  State& state = *state_;
  if (state.mails) {
    for (booking::Outbox* outbox : {&state.outbox, &state.others}) {
      state.senders.emplace_back(*outbox, booking::Channel::mail, state.pause,
                                 [&state](const DueMessage& message) { return state.send_mail(message); });
    }
  } else {
    log(Level::warning, "mails wait in the outbox: neither --smtp nor --mail-spool is given");
  }
  if (state.text_messages) {
    for (booking::Outbox* outbox : {&state.outbox, &state.others}) {
      state.senders.emplace_back(
          *outbox, booking::Channel::sms, state.pause,
          [&state](const DueMessage& message) { return state.send_text_message(message); });
    }
  } else {
    log(Level::warning, "text messages wait in the outbox: --sms-spool is not given");
  }
}

std::function<std::string(const booking::Booking&)> MessageService::calendar() const {
  return [&state = *state_](const booking::Booking& booking) {
    return state.notices.calendar(booking, state.mail_from);
  };
}

}  // namespace skranke::app
