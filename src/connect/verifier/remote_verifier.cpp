#include "connect/verifier/remote_verifier.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <boost/json.hpp>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/limits.hpp"

namespace skranke::connect {
namespace {

namespace json = boost::json;
using base::fail;
using base::Fault;

constexpr std::size_t reply_bytes_max = 256UL * 1024;

std::unexpected<base::Problem> lost() {
  return fail(Fault::unavailable, "the verifier of answers can't be reached; is `skranke verifier` running?");
}

std::unexpected<base::Problem> strange() {
  return fail(Fault::unavailable, "the verifier of answers said what this program doesn't understand");
}

std::string text_of(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  const json::string* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
}

Fault fault_of(std::string_view name) {
  for (const Fault fault : {Fault::not_found, Fault::too_large, Fault::too_many, Fault::invalid_value}) {
    if (base::name(fault) == name) return fault;
  }
  return Fault::unavailable;
}

json::object request_of(std::string_view verb, const desk::QuestionCase& about) {
  return {{"do", verb},
          {"number", about.number.reveal()},
          {"shown", json::array(about.shown.begin(), about.shown.end())},
          {"case", about.case_id}};
}

std::optional<desk::AskedQuestion> question_of(const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr) return std::nullopt;
  const json::value* ordinal = object->if_contains("ordinal");
  const json::value* options = object->if_contains("options");
  if (ordinal == nullptr || !ordinal->is_int64() || options == nullptr || !options->is_array())
    return std::nullopt;
  desk::AskedQuestion asked{.id = text_of(*object, "id"),
                            .ordinal = static_cast<std::uint8_t>(ordinal->get_int64()),
                            .form = text_of(*object, "form"),
                            .options = {}};
  for (const json::value& option : options->get_array()) {
    if (!option.is_string()) return std::nullopt;
    asked.options.emplace_back(option.get_string().data(), option.get_string().size());
  }
  return asked;
}

}  // namespace

// One connection, one request at a time.
class RemoteVerifier::Line {
 public:
  explicit Line(std::filesystem::path path) : path_{std::move(path)} {}
  ~Line() { hang_up(); }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  Line(Line&&) = delete;
  Line& operator=(Line&&) = delete;

  base::Result<json::object> ask(const json::object& request) {
    const std::scoped_lock lock{mutex_};
    std::string line = json::serialize(request);
    line.push_back('\n');
    const bool fresh = socket_ < 0;
    auto reply = say(line);
    // A verifier that was started anew has closed the old connection before it read anything.
    if (!reply && !fresh && !timed_out_) reply = say(line);
    if (!reply) return lost();
    boost::system::error_code error;
    const json::value value = json::parse(*reply, error);
    if (error || !value.is_object()) return strange();
    const json::object& object = value.get_object();
    const json::value* problem = object.if_contains("error");
    if (problem == nullptr) return object;
    if (!problem->is_object()) return strange();
    return fail(fault_of(text_of(problem->get_object(), "code")), text_of(problem->get_object(), "message"),
                text_of(problem->get_object(), "path"));
  }

 private:
  std::optional<std::string> say(std::string_view line) {
    timed_out_ = false;
    if (socket_ < 0 && !connect()) return std::nullopt;
    while (!line.empty()) {
      const ssize_t count = ::send(socket_, line.data(), line.size(), MSG_NOSIGNAL);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return hang_up(), std::nullopt;
      line.remove_prefix(static_cast<std::size_t>(count));
    }
    std::string reply;
    std::array<char, 4096> piece{};
    while (reply.empty() || reply.back() != '\n') {
      const ssize_t count = ::recv(socket_, piece.data(), piece.size(), 0);
      if (count < 0 && errno == EINTR) continue;
      timed_out_ = count < 0 && errno == EAGAIN;
      if (count <= 0 || reply.size() > reply_bytes_max) return hang_up(), std::nullopt;
      reply.append(piece.data(), static_cast<std::size_t>(count));
    }
    reply.pop_back();
    return reply;
  }

  bool connect() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path_.native().size() >= sizeof address.sun_path) return false;
    std::ranges::copy(path_.native(), std::begin(address.sun_path));
    socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{.tv_sec = base::limits::verifier_call_deadline.count(), .tv_usec = 0};
    const auto* generic =
        reinterpret_cast<const sockaddr*>(&address);  // NOLINT(*-reinterpret-cast): the sockets API
    if (socket_ >= 0 && ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0 &&
        ::connect(socket_, generic, sizeof address) == 0) {
      return true;
    }
    hang_up();
    return false;
  }

  void hang_up() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }

  std::filesystem::path path_;
  std::mutex mutex_;
  int socket_ = -1;
  bool timed_out_ = false;  // it may still do what was asked: asking again could spend questions twice
};

RemoteVerifier::RemoteVerifier(std::filesystem::path socket)
    : line_{std::make_unique<Line>(std::move(socket))} {}
RemoteVerifier::~RemoteVerifier() = default;

base::Result<bool> RemoteVerifier::feasible(const desk::QuestionCase& about) {
  const auto reply = line_->ask(request_of("feasible", about));
  if (!reply) return std::unexpected{reply.error()};
  const std::string state = text_of(*reply, "state");
  if (state != "yes" && state != "no") return strange();
  return state == "yes";
}

base::Result<desk::OpenedQuestions> RemoteVerifier::open(const desk::QuestionCase& about) {
  const auto reply = line_->ask(request_of("open", about));
  if (!reply) return std::unexpected{reply.error()};
  const std::string state = text_of(*reply, "state");
  desk::OpenedQuestions opened;
  if (state == "witness-needed") return opened;
  if (state == "locked") {
    opened.opening = desk::Opening::locked;
    opened.locked_until = text_of(*reply, "until");
    return opened;
  }
  const json::value* questions = reply->if_contains("questions");
  if (state != "opened" || questions == nullptr || !questions->is_array()) return strange();
  opened.opening = desk::Opening::opened;
  opened.session = text_of(*reply, "session");
  for (const json::value& each : questions->get_array()) {
    auto asked = question_of(each);
    if (!asked) return strange();
    opened.questions.push_back(std::move(*asked));
  }
  return opened;
}

base::Result<void> RemoteVerifier::answer(const std::string& session, std::size_t question,
                                          const base::PersonalText& text) {
  const auto reply =
      line_->ask({{"do", "answer"}, {"session", session}, {"question", question}, {"text", text.reveal()}});
  if (!reply) return std::unexpected{reply.error()};
  if (text_of(*reply, "state") != "recorded") return strange();
  return {};
}

base::Result<bool> RemoteVerifier::conclude(const std::string& session) {
  const auto reply = line_->ask({{"do", "conclude"}, {"session", session}});
  if (!reply) return std::unexpected{reply.error()};
  const std::string state = text_of(*reply, "state");
  if (state != "passed" && state != "not-passed") return strange();
  return state == "passed";
}

}  // namespace skranke::connect
