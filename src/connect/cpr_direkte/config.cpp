#include "connect/cpr_direkte/config.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <string_view>

#include "base/toml_reader.hpp"

namespace skranke::cpr_direkte {
namespace {

using base::Fault;

struct Key {
  std::string_view name;
  std::string_view expected;
  // Puts a value into a configuration; false if it can't be one.
  bool (*put)(Config& config, const std::string& value);
};

template <class Number>
bool read_number(const std::string& text, Number least, Number most, Number& number) {
  Number value{};
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  if (error != std::errc{} || end != last || value < least || value > most) return false;
  number = value;
  return true;
}

template <auto member>
bool put_text(Config& config, const std::string& value) {
  config.*member = value;
  return !value.empty();
}

template <auto member>
bool put_milliseconds(Config& config, const std::string& value) {
  constexpr std::chrono::milliseconds most = base::limits::cpr_direkte_deadline_max;
  std::int64_t count = 0;
  if (!read_number<std::int64_t>(value, 0, most.count(), count)) return false;
  config.*member = std::chrono::milliseconds{count};
  return true;
}

bool put_password(Config& config, const std::string& file) {
  const auto secret = read_secret(file);
  if (secret) config.password = *secret;
  return secret.has_value();
}

constexpr std::array keys{
    Key{"ca_file", "a file of certificates as PEM", put_text<&Config::ca_file>},
    Key{"call_deadline_ms", "milliseconds, 0 to 120000", put_milliseconds<&Config::call_deadline>},
    Key{"connect_deadline_ms", "milliseconds, 0 to 120000", put_milliseconds<&Config::connect_deadline>},
    Key{"connections", "a whole number, 1 to 64",
        [](Config& config, const std::string& value) {
          return read_number(value, std::size_t{1}, base::limits::cpr_direkte_connections_max,
                             config.connections);
        }},
    Key{"customer", "the four digits of the agreement",
        [](Config& config, const std::string& value) {
          config.account.customer = value;
          return true;
        }},
    Key{"deadlock_pause_ms", "milliseconds, 0 to 120000", put_milliseconds<&Config::deadlock_pause>},
    Key{"host", "a host name or an IP address", put_text<&Config::host>},
    Key{"password_file", "a file whose first line is the password", put_password},
    Key{"port", "a port, 1 to 65535",
        [](Config& config, const std::string& value) {
          return read_number(value, std::uint16_t{1}, std::uint16_t{65'535}, config.port);
        }},
    Key{"read_deadline_ms", "milliseconds, 0 to 120000", put_milliseconds<&Config::read_deadline>},
    Key{"server_name", "the name in the service's certificate", put_text<&Config::server_name>},
    Key{"transaction", "four characters: OFF4 for authorities",
        [](Config& config, const std::string& value) {
          config.account.transaction = value;
          return true;
        }},
    Key{"user", "the user id of the agreement, at most 8 characters",
        [](Config& config, const std::string& value) {
          config.account.user = base::PersonalText{value};
          return true;
        }},
};

const Key* find_key(std::string_view name) {
  const auto* const found = std::ranges::find(keys, name, &Key::name);
  return found == keys.end() ? nullptr : found;
}

std::unexpected<base::Problem> wrong(Fault fault, std::string_view key, std::string_view expected) {
  std::string text = "CPR Direkte: ";
  text.append(key).append(": expected ").append(expected);
  return base::fail(fault, std::move(text));
}

bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

base::Result<void> add(Settings& settings, std::string_view name, const toml::node& node) {
  if (find_key(name) == nullptr)
    return wrong(Fault::unknown_key, name, "one of the keys of docs/cpr-direkte.md");
  if (const auto* text = node.as_string()) {
    settings[std::string{name}] = text->get();
  } else if (const auto* number = node.as_integer()) {
    settings[std::string{name}] = std::to_string(number->get());
  } else {
    return wrong(Fault::invalid_value, name, "a text or a whole number");
  }
  return {};
}

}  // namespace

base::Result<base::PersonalText> read_secret(const std::string& file) {
  std::ifstream stream{file, std::ios::binary};
  std::string line;
  if (!stream || !std::getline(stream, line)) {
    std::string text = file;
    return base::fail(Fault::not_found, text += ": expected a readable file whose first line is the secret");
  }
  if (line.ends_with('\r')) line.pop_back();
  return base::PersonalText{std::move(line)};
}

base::Result<Settings> read_settings(const std::string& file, const Environment& environment) {
  Settings settings;
  if (!file.empty()) {
    const toml::parse_result parsed = toml::parse_file(file);
    if (!parsed) {
      std::string text = file;
      text += ':';
      text += std::to_string(parsed.error().source().begin.line);
      return base::fail(Fault::invalid_value, text += ": expected a readable file of settings as TOML");
    }
    for (const auto& [name, node] : parsed.table()) {
      if (auto added = add(settings, name.str(), node); !added) return std::unexpected{added.error()};
    }
  }
  for (const Key& key : keys) {
    std::string name = "SKRANKE_CPR_DIREKTE_";
    for (const char c : key.name) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (auto value = environment(name)) settings[std::string{key.name}] = std::move(*value);
  }
  return settings;
}

base::Result<Config> make_config(const Settings& settings) {
  Config config;
  for (const auto& [name, value] : settings) {
    const Key* key = find_key(name);
    if (key == nullptr) return wrong(Fault::unknown_key, name, "one of the keys of docs/cpr-direkte.md");
    if (!key->put(config, value)) return wrong(Fault::invalid_value, name, key->expected);
  }
  for (const std::string_view needed : {"customer", "password_file", "user"}) {
    if (!settings.contains(needed)) return wrong(Fault::missing_key, needed, find_key(needed)->expected);
  }
  if (auto checked = check(config); !checked) return std::unexpected{checked.error()};
  return config;
}

base::Result<void> check(const Config& config) {
  const auto refuse = [](std::string_view name) {
    return wrong(Fault::invalid_value, name, find_key(name)->expected);
  };
  const Account& account = config.account;
  const bool are_digits = std::ranges::all_of(account.customer, [](char c) { return c >= '0' && c <= '9'; });
  if (account.customer.size() != 4 || !are_digits) return refuse("customer");
  if (account.transaction.size() != 4 || !is_printable(account.transaction)) return refuse("transaction");
  const std::string& user = account.user.reveal();
  if (user.empty() || user.size() > credential_bytes || !is_printable(user)) return refuse("user");
  const std::string& password = config.password.reveal();
  if (password.empty() || password.size() > credential_bytes || !is_printable(password)) {
    return wrong(Fault::invalid_value, "password_file", "a password of at most 8 characters of ASCII");
  }
  if (config.host.empty()) return refuse("host");
  if (config.connections < 1 || config.connections > base::limits::cpr_direkte_connections_max) {
    return refuse("connections");
  }
  return {};
}

}  // namespace skranke::cpr_direkte
