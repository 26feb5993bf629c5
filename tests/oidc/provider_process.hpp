// The real OpenID provider (tools/identity-provider) as a process, and a browser without a person.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace skranke::oidc::test {

// Started on a free port of the loopback interface; ends with the test.
class ProviderProcess {
 public:
  explicit ProviderProcess(const std::vector<std::string>& arguments = {});
  ~ProviderProcess();
  ProviderProcess(const ProviderProcess&) = delete;
  ProviderProcess& operator=(const ProviderProcess&) = delete;

  [[nodiscard]] const std::string& issuer() const { return issuer_; }  // empty: it did not start
  // SIGTERM; the exit code, or 128 and the signal.
  int stop();

 private:
  pid_t process_ = -1;
  int said_ = -1;
  std::string issuer_;
};

inline constexpr const char* redirect_uri = "http://127.0.0.1:9/callback";

// Follows redirects with cookies from an address until one leads to redirect_uri, and gives that one's query.
// Where a page comes instead: posts `form` to it if there is one, else gives "page " and the page.
[[nodiscard]] std::string browse(std::string address, const std::string& form = {});

}  // namespace skranke::oidc::test
