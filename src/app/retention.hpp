// What is past its time is destroyed: by a round of the server, and by `skranke retention`.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/rounds.hpp"
#include "base/result.hpp"
#include "cases/case.hpp"
#include "cases/retention.hpp"
#include "storage/cases/shredding.hpp"
#include "storage/database.hpp"

namespace skranke::app {

// The file's classes. Problem (invalid_value): a finding, with its place.
[[nodiscard]] base::Result<std::vector<cases::Retention>> load_retention(const std::filesystem::path& file);

class RetentionService {
 public:
  // `keys` is the folder of `shredded.list`. `database` outlives the service.
  RetentionService(std::vector<cases::Retention> classes, const std::filesystem::path& keys,
                   storage::Database& database)
      : classes_{std::move(classes)}, list_{keys / "shredded.list"}, database_{database} {}

  struct Due {
    std::string_view name;  // of the class
    bool has_period = false;
    std::int64_t count = 0;  // at most due_told_max
  };
  static constexpr std::int64_t due_told_max = 100'000;
  [[nodiscard]] base::Result<std::vector<Due>> due(cases::Moment now) const;

  // Destroys a step's worth of what is due; gives how many were. 0: nothing was.
  [[nodiscard]] base::Result<std::int64_t> destroy_some(cases::Moment now) const;

  // What the list has and the database does not know, as after a backup was restored, is destroyed again;
  // what the database knows and the list has not is written to it.
  [[nodiscard]] base::Result<std::int64_t> agree_with_list(cases::Moment now) const;

  // Both, once an hour. Lives as long as the service.
  [[nodiscard]] Rounds::Round round() const;

 private:
  std::vector<cases::Retention> classes_;
  std::filesystem::path list_;
  storage::Database& database_;
};

struct RetentionArguments {
  std::string file;  // empty: data/retention.toml
  std::string keys = "var/keys";
  std::string database;
  bool is_dry = false;
};

// Tells as JSON what is due, and destroys it unless the run is dry. Returns the exit code.
[[nodiscard]] int run_retention(const RetentionArguments& arguments, const std::string& named_home);

}  // namespace skranke::app
