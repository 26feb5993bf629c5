// To the broker of MitID Erhverv, and back from it.
//
// The cookie of a session is not sent along when another site leads here (SameSite=Strict), so a login that
// is under way has one of its own, which is.
#include <utility>

#include "http/api/problems.hpp"
#include "http/staff/answers.hpp"
#include "staff/broker_login.hpp"

namespace skranke::http::staff {
namespace {

namespace rules = skranke::staff;

constexpr Refusal no_broker{404, "no-broker", "MitID Erhverv is not used here",
                            "Sign in with name and password: POST /desk/v1/session."};
constexpr Refusal no_login{404, "login-unknown", "No sign-in waits for this",
                           "It was finished already, or took longer than ten minutes. Begin again."};

void redirect(Response& response, std::string_view address) {
  response.status = 303;
  response.fields.append("Location: ").append(address).append("\r\nCache-Control: no-store\r\n");
}

}  // namespace

void begin_login(const StaffCall& call, Response& response) {
  if (call.context.broker == nullptr) return write_problem(response, no_broker);
  const std::string language = call.query == "lang=da" ? "da" : "en";
  const auto text = call.context.login_texts.find(language);
  const auto begun = rules::begin_broker_login(
      call.context.tools, *call.context.broker, language,
      text == call.context.login_texts.end() ? std::string{"Skranke"} : text->second, call.context.now());
  if (!begun) return api::write_body_problem(response, begun.error());
  response.fields = call.context.gate.login_cookie(begun->secret);
  redirect(response, begun->address);
}

void finish_login(const StaffCall& call, Response& response) {
  if (call.context.broker == nullptr) return write_problem(response, no_broker);
  const auto finished = rules::finish_broker_login(call.context.tools, *call.context.broker, call.query,
                                                   call.credentials.login_secret, call.context.now());
  if (!finished) return api::write_body_problem(response, finished.error());
  if (finished->language.empty()) return write_problem(response, no_login);
  response.fields = call.context.gate.login_cookie({});
  if (finished->refusal.empty()) response.fields.append(call.context.gate.cookie(finished->opened.secret));
  std::string page = "/" + finished->language + "/sign-in/";
  if (!finished->refusal.empty()) page.append("?refused=").append(finished->refusal);
  redirect(response, page);
}

}  // namespace skranke::http::staff
