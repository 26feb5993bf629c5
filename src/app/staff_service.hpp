// Who works at the desks, put together: accounts and sessions in the database, access tokens of the staff
// file, the gate that every route of the officers' origin asks.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "centre/directory.hpp"
#include "desk/port/keys.hpp"
#include "http/api/router.hpp"
#include "http/gate/gate.hpp"
#include "http/server/response.hpp"
#include "staff/tools.hpp"
#include "storage/database.hpp"

namespace skranke::app {

struct StaffSettings {
  std::string file;  // access tokens, JSON; empty: none
  std::string url;  // by which officers reach the desk: "https://desk.example.dk"; empty: set once it listens
  std::vector<std::string> trusted_proxies;
  std::string broker;          // of MitID Erhverv, a TOML file; empty: none
  std::filesystem::path home;  // its texts
};

class StaffService {
 public:
  // What is referred to outlives the service. Problems: of the staff file, with its place; an address that is
  // none.
  [[nodiscard]] static base::Result<std::unique_ptr<StaffService>> open(StaffSettings settings,
                                                                        const desk::Pseudonyms& keys,
                                                                        const centre::Directory& centres,
                                                                        storage::Database& database,
                                                                        http::api::Clock today);
  ~StaffService();
  StaffService(const StaffService&) = delete;
  StaffService& operator=(const StaffService&) = delete;
  StaffService(StaffService&&) = delete;
  StaffService& operator=(StaffService&&) = delete;

  // The address, where the settings have none; before requests come.
  void set_url(const std::string& url);

  [[nodiscard]] const http::gate::Gate& gate() const;
  [[nodiscard]] staff::StaffStore& store() const;

  // Signing in and people before the routes of `rest`.
  [[nodiscard]] http::Handler handler(http::Handler rest) const;

 private:
  struct State;
  explicit StaffService(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The part of an address that browsers call its origin, and its host; empty for what is not
// http(s)://HOST[:PORT].
struct Origin {
  std::string origin;
  std::string host;
};
[[nodiscard]] Origin origin_of(const std::string& url);

}  // namespace skranke::app
