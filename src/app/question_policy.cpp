#include "app/question_policy.hpp"

#include <algorithm>

#include "app/home.hpp"
#include "base/limits.hpp"
#include "questions/parse_toml.hpp"

namespace skranke::app {

base::Result<questions::Policy> load_question_policy(const std::filesystem::path& home,
                                                     const std::string& id) {
  const bool is_id = !id.empty() && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (!is_id) return base::fail(base::Fault::invalid_value, "--policy: expected an id, as in cpr-1");
  const std::filesystem::path file = home / "policies" / "questions" / (id + ".toml");
  const auto text = read_file(file, base::limits::policy_bytes_max);
  if (!text) return std::unexpected{text.error()};
  questions::Loaded loaded = questions::load(*text, file.string());
  if (loaded.policy) return std::move(*loaded.policy);
  return base::fail(base::Fault::invalid_policy, lines_of(std::move(loaded.findings)));
}

}  // namespace skranke::app
