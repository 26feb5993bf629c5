#include "desk/kept_login.hpp"

#include <array>
#include <charconv>
#include <vector>

namespace skranke::desk {
namespace {

// Each field is its size in decimal digits, a colon, and its bytes.
void append_field(std::string& bytes, std::string_view field) {
  bytes.append(std::to_string(field.size())).append(":").append(field);
}

std::optional<std::string_view> take_field(std::string_view& bytes) {
  std::size_t size = 0;
  const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), size);
  if (error != std::errc{}) return std::nullopt;
  bytes.remove_prefix(static_cast<std::size_t>(end - bytes.data()));
  if (!bytes.starts_with(':') || bytes.size() - 1 < size) return std::nullopt;
  const std::string_view field = bytes.substr(1, size);
  bytes.remove_prefix(size + 1);
  return field;
}

constexpr std::array levels{AssuranceLevel::low, AssuranceLevel::substantial, AssuranceLevel::high};

}  // namespace

std::string to_bytes(const BegunLogin& login) {
  std::string bytes;
  append_field(bytes, login.address);
  append_field(bytes, login.state.reveal());
  append_field(bytes, login.nonce.reveal());
  append_field(bytes, login.code_verifier.reveal());
  append_field(bytes, std::to_string(login.began));
  append_field(bytes, login.wish.reference_text.reveal());
  append_field(bytes, login.wish.language);
  append_field(bytes, name(login.wish.level));
  append_field(bytes, login.wish.is_cpr_number_wanted ? "1" : "0");
  return bytes;
}

std::optional<BegunLogin> login_from(std::string_view bytes) {
  std::array<std::string, 9> fields;
  for (std::string& field : fields) {
    const auto taken = take_field(bytes);
    if (!taken) return std::nullopt;
    field = *taken;
  }
  if (!bytes.empty()) return std::nullopt;
  BegunLogin login;
  login.address = fields[0];
  login.state = base::PersonalText{fields[1]};
  login.nonce = base::PersonalText{fields[2]};
  login.code_verifier = base::PersonalText{fields[3]};
  const std::string& began = fields[4];
  if (std::from_chars(began.data(), began.data() + began.size(), login.began).ec != std::errc{})
    return std::nullopt;
  login.wish.reference_text = base::PersonalText{fields[5]};
  login.wish.language = fields[6];
  for (const AssuranceLevel level : levels) {
    if (name(level) == fields[7]) login.wish.level = level;
  }
  login.wish.is_cpr_number_wanted = fields[8] == "1";
  return login;
}

}  // namespace skranke::desk
