// Problem documents, written by hand: six members need no JSON library.
#include "http/server/problem.hpp"

#include <string>

namespace skranke::http {

namespace {

constexpr std::string_view problem_type = "application/problem+json";

void write_members(std::string& out, const Refusal& refusal) {
  out += R"({"type":"urn:skranke:problem:)";
  out += refusal.type;
  out += R"(","title":)";
  append_json_string(out, refusal.title);
  out += R"(,"status":)";
  out += std::to_string(refusal.status);
  out += R"(,"detail":)";
  append_json_string(out, refusal.detail);
}

void begin(Response& response, unsigned status) {
  response.status = status;
  response.content_type = problem_type;
  response.body.clear();
  response.file = {};
  response.more = nullptr;
  response.events = nullptr;
  // Whoever is turned away for the moment is told when to come back.
  if (status == 503 && response.fields.find("Retry-After:") == std::string::npos)
    response.fields += "Retry-After: 1\r\n";
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    } else {
      out += c;
    }
  }
  out += '"';
}

void write_problem(Response& response, const Refusal& refusal) {
  begin(response, refusal.status);
  write_members(response.body, refusal);
  response.body += "}\n";
}

void write_problem(Response& response, const Refusal& refusal, std::string_view path, std::string_view code) {
  begin(response, refusal.status);
  write_members(response.body, refusal);
  response.body += R"(,"path":)";
  append_json_string(response.body, path);
  response.body += R"(,"code":)";
  append_json_string(response.body, code);
  response.body += "}\n";
}

void name_instance(Response& response, std::string_view request_id) {
  constexpr std::string_view end = "}\n";
  if (response.content_type != problem_type || request_id.empty() || !response.body.ends_with(end)) return;
  response.body.resize(response.body.size() - end.size());
  response.body.append(R"(,"instance":"urn:skranke:request:)").append(request_id).append("\"}\n");
}

}  // namespace skranke::http
