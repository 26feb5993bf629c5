// The flags of messages, and those of serve that are about messages.
#include "app/message_flags.hpp"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/command_line.hpp"
#include "app/messages_command.hpp"

namespace skranke::app {

void add_message_flags(CLI::App& command, Chosen& chosen, MessageSettings& settings) {
  const auto add = [&](const char* key, std::string& value, const char* what) {
    chosen.settings.add(command, key, value, what);
  };
  add("smtp", settings.smtp, "smtp://HOST:PORT or smtps://HOST:PORT that sends mails (SKRANKE_SMTP)");
  add("smtp-user", settings.smtp_user, "who logs in there (SKRANKE_SMTP_USER)");
  add("smtp-password-file", settings.smtp_password_file,
      "the file with the password (SKRANKE_SMTP_PASSWORD_FILE)");
  add("smtp-ca", settings.smtp_ca,
      "the authority of the server's certificate, PEM; without: the system's (SKRANKE_SMTP_CA)");
  add("mail-from", settings.mail_from,
      "the mailbox that mails are from, and the organizer of visits (SKRANKE_MAIL_FROM)");
  add("mail-spool", settings.mail_spool,
      "a folder for mails as files, instead of a server (SKRANKE_MAIL_SPOOL)");
  add("sms-spool", settings.sms_spool,
      "a folder for text messages as files, for their gateway (SKRANKE_SMS_SPOOL)");
  add("message-pause", settings.pause,
      "seconds after a first failed try; then 5, 30, 120 … times as many (SKRANKE_MESSAGE_PAUSE; default: "
      "60)");
}

void add_message_commands(CLI::App& program, Chosen& chosen) {
  const auto arguments = std::make_shared<MessagesArguments>();
  CLI::App* command = program.add_subcommand("messages", "which messages of bookings wait or were given up");
  chosen.settings.add(*command, "database", arguments->database,
                      "sqlite:PATH or postgresql://… (SKRANKE_DATABASE)");
  command->add_option("--retry", arguments->retry,
                      "the id of one: it is tried again from the beginning; no server may have an SQLite "
                      "database open");
  command->callback([=, &chosen] { chosen.run = [=] { return run_messages(*arguments); }; });
}

}  // namespace skranke::app
