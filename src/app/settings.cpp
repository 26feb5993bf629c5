// The settings that a flag, the environment and a file can give.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string_view>

#include <CLI/CLI.hpp>

#include "app/command_line.hpp"

namespace skranke::app {

void Settings::add(const CLI::Option* flag, std::string key, std::string* value) {
  entries_.push_back({.flag = flag, .key = std::move(key), .value = value});
}

void Settings::add(CLI::App& command, const std::string& key, std::string& value, const std::string& what) {
  add(command.add_option("--" + key, value, what)->capture_default_str(), key, &value);
}

void Settings::read(const std::string& file) {
  if (!std::filesystem::is_regular_file(file))
    throw CLI::FileError("--config: " + file + ": expected a readable file");
  for (const CLI::ConfigItem& item : CLI::ConfigTOML{}.from_file(file)) {
    const bool is_known = item.parents.empty() && item.name != "config" &&
                          std::ranges::find(entries_, item.name, &Entry::key) != entries_.end();
    if (!is_known || item.inputs.size() != 1) {
      std::string known;
      std::set<std::string_view> named{"config"};
      for (const Entry& entry : entries_)
        if (named.insert(entry.key).second) known.append(known.empty() ? "" : ", ").append(entry.key);
      throw CLI::FileError("--config: " + file + ": " + item.fullname() + ": expected one of " + known +
                           ", each once, with one value");
    }
    from_file_[item.name] = item.inputs.front();
  }
}

void Settings::fill() const {
  for (const Entry& entry : entries_) {
    if (entry.flag->count() > 0) continue;
    std::string variable{"SKRANKE_"};
    std::ranges::transform(entry.key, std::back_inserter(variable), [](char c) {
      return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c == '-' ? '_' : c;
    });
    if (const char* from_environment = std::getenv(variable.c_str())) {
      *entry.value = from_environment;
    } else if (const auto found = from_file_.find(entry.key); found != from_file_.end()) {
      *entry.value = found->second;
    }
  }
}

}  // namespace skranke::app
