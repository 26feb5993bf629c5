// What waiting rooms and officers are shown, kept up to date: a channel of events for each centre that
// somebody looks at.
//
// Who changes a day on this server says so, and the event goes out at once. What other servers change is
// found by looking at the days' sequences twice a second, with one question for all centres, and only while
// somebody looks. Estimates grow old without any change, so boards are also made anew once a minute.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "base/result.hpp"
#include "http/server/event_channel.hpp"
#include "reception/reception.hpp"

namespace skranke::http::queue {

// The channels of one centre.
struct Channels {
  std::shared_ptr<EventChannel> board;  // event "board": what everybody may see
  std::shared_ptr<EventChannel> desk;   // event "queue": that something has changed
};

class Boards {
 public:
  using Clock = std::function<skranke::queue::Moment()>;

  // `tools` are borrowed and outlive the boards.
  Boards(const reception::Tools& tools, Clock now);
  Boards(const Boards&) = delete;
  Boards& operator=(const Boards&) = delete;
  ~Boards();

  // The channels of a centre that there is, with its latest events in them. Waits for the database.
  [[nodiscard]] base::Result<Channels> open(const std::string& centre);

  // The board of a centre that there is, as text: that which was made last, unless the day has changed since
  // or a minute is over. So asking often costs little. Waits for the database.
  [[nodiscard]] base::Result<std::string> board(const std::string& centre);

  // The day of the centre has changed: tells whoever looks. Waits for the database where anybody does.
  void changed(const std::string& centre);

 private:
  struct Entry {
    Channels channels;
    std::mutex mutex;  // of what follows, while it is made and published
    base::Day day = 0;
    std::int64_t sequence = -1;  // of what was published last; -1: nothing was
    skranke::queue::Moment made_at = 0;
    std::string board;
  };

  std::shared_ptr<Entry> entry_of(const std::string& centre);
  // Whether what was made last is still what there is to say, where the day is that far.
  static bool is_current(Entry& entry, base::Day day, std::int64_t sequence, skranke::queue::Moment now);
  base::Result<void> refresh(Entry& entry, const std::string& centre);
  void watch();
  void look_at_all();

  const reception::Tools& tools_;
  Clock now_;
  std::mutex mutex_;  // of what follows
  std::map<std::string, std::shared_ptr<Entry>> entries_;
  std::condition_variable stopped_;
  bool is_stopping_ = false;
  std::thread watcher_;
};

}  // namespace skranke::http::queue
