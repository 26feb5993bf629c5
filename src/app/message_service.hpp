// What messages of bookings need, put together: the outbox, the words, who carries mails and text messages
// away.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "app/message_settings.hpp"
#include "appointments/appointments.hpp"
#include "base/result.hpp"
#include "centre/directory.hpp"
#include "storage/database.hpp"

namespace skranke::app {

class MessageService {
 public:
  // What is referred to outlives the service; `public_url` may still change until start(). Problems: settings
  // that can't be (invalid_value, with the flag's name), a folder or file that can't be used.
  [[nodiscard]] static base::Result<std::unique_ptr<MessageService>> open(
      const MessageSettings& settings, const std::filesystem::path& home, const centre::Directory& centres,
      const appointments::Tools& tools, const std::string& public_url, storage::Database& database);
  // Ends what is being sent, and sends no more.
  ~MessageService();
  MessageService(const MessageService&) = delete;
  MessageService& operator=(const MessageService&) = delete;
  MessageService(MessageService&&) = delete;
  MessageService& operator=(MessageService&&) = delete;

  // Sends from now on, a thread for each way that there is.
  void start();

  // The visit as an iCalendar object (text/calendar), for its page; empty where it can't be written.
  [[nodiscard]] std::function<std::string(const booking::Booking&)> calendar() const;

 private:
  struct State;
  explicit MessageService(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace skranke::app
