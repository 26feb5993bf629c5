// What an installation says of how messages of bookings leave the house.
#pragma once

#include <string>

namespace skranke::app {

struct MessageSettings {
  std::string smtp;                // smtp://HOST:PORT or smtps://HOST:PORT; empty: none
  std::string smtp_user;           // empty: no login
  std::string smtp_password_file;  // its first line is the password
  std::string smtp_ca;             // PEM; empty: the system's
  std::string mail_from;           // a mailbox: sender of mails, organizer of visits
  std::string mail_spool;          // a folder for mails instead of a server; empty: none
  std::string sms_spool;           // a folder for text messages; empty: none
  std::string pause;               // seconds after a first failed try; empty: a minute
};

}  // namespace skranke::app
