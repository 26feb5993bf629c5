// Whether the database would do its work now: it answers, it takes changes, and its disk has room.
#pragma once

#include <filesystem>
#include <string_view>

#include "app/bounded_question.hpp"
#include "storage/database.hpp"

namespace skranke::app {

class Readiness {
 public:
  // `database` outlives this. `folder` is where an SQLite database lies; empty: there is none on this
  // machine. `nothing_changed` changes no row, and is refused by what takes no changes; of static duration.
  Readiness(storage::Database& database, std::filesystem::path folder,
            std::string_view nothing_changed =
                "update register_current set only_row = only_row where only_row = 2");

  // What is missing, a sentence of static duration; empty: nothing. From any thread, within
  // limits::ready_deadline. What was found is good for limits::ready_again.
  [[nodiscard]] std::string_view missing();

 private:
  storage::Database& database_;
  std::filesystem::path folder_;
  BoundedQuestion<std::string_view> question_;
};

// The folder of "sqlite:PATH"; empty for other addresses.
[[nodiscard]] std::filesystem::path folder_of_database(std::string_view url);

// What is wrong with the disk of a folder: it is full or read-only. Empty: nothing.
[[nodiscard]] std::string_view wrong_with_disk(const std::filesystem::path& folder);

}  // namespace skranke::app
