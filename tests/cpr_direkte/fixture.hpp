// A register of the CPR office's own fictitious persons, a stand-in over it, and clients of that.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "connect/cpr_direkte/client.hpp"
#include "connect/cpr_direkte/config.hpp"
#include "connect/cpr_direkte/stand_in/server.hpp"

namespace skranke::cpr_direkte::test {

// Of domain persons: resident; deleted in favour of the next; changed to the next but one.
inline constexpr std::string_view resident = "0101429059";
inline constexpr std::string_view duplicate = "0101520013";     // status 50
inline constexpr std::string_view duplicate_of = "0107529039";  // its current number
inline constexpr std::string_view changed = "0108610069";       // status 60
inline constexpr std::string_view changed_to = "0709610015";    // its current number
inline constexpr std::string_view nobody = "3112999990";        // no such record

[[nodiscard]] proofing::CprNumber number(std::string_view digits);

// A record 001; `current` where the number was changed.
[[nodiscard]] std::string person_record(std::string_view digits, std::string_view status,
                                        std::string_view current = "");
// A record 008.
[[nodiscard]] std::string name_record(std::string_view digits, std::string_view given,
                                      std::string_view family);
// The lines of an extract that holds the persons above.
[[nodiscard]] std::vector<std::string> extract_lines();

// A folder that ends with the test.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  // Writes a file and says where.
  [[nodiscard]] std::string file(const std::string& name, const std::string& bytes) const;
  [[nodiscard]] std::string path(const std::string& name) const;

 private:
  std::string path_;
};

// A stand-in on a free port of the loopback interface, with its own certificate for "localhost".
class RunningStandIn {
 public:
  explicit RunningStandIn(const std::vector<std::string>& faults = {});

  // Reaches the stand-in with the right account, patiently: what is not about time waits long.
  [[nodiscard]] Config config() const;
  [[nodiscard]] stand_in::Statistics statistics() const { return server_->statistics(); }
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] const Folder& folder() const { return folder_; }
  void stop() { server_.reset(); }

 private:
  Folder folder_;
  std::unique_ptr<stand_in::Server> server_;
};

// At a clock that stands at 2026-11-24T10:00:00Z.
[[nodiscard]] std::unique_ptr<Client> client_of(const Config& config);

// Runs `work` on so many threads at once, and returns when all are done.
void on_threads(int count, const std::function<void()>& work);

// That a text tells nothing of an account or a person.
void expect_no_secret(const std::string& text);

}  // namespace skranke::cpr_direkte::test
