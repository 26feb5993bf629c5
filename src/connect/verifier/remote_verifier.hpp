// The verifier in its own process, behind the port that cases ask. docs/verifier.md describes the protocol.
#pragma once

#include <filesystem>
#include <memory>

#include "desk/port/question_verifier.hpp"

namespace skranke::connect {

// Connects when first asked, and anew after a lost connection; an open session survives that, since it lives
// in the verifier. Safe for calls from several threads, one at a time. Problem where nobody listens:
// unavailable.
class RemoteVerifier final : public desk::QuestionVerifier {
 public:
  explicit RemoteVerifier(std::filesystem::path socket);
  ~RemoteVerifier() override;
  RemoteVerifier(const RemoteVerifier&) = delete;
  RemoteVerifier& operator=(const RemoteVerifier&) = delete;
  RemoteVerifier(RemoteVerifier&&) = delete;
  RemoteVerifier& operator=(RemoteVerifier&&) = delete;

  [[nodiscard]] base::Result<bool> feasible(const desk::QuestionCase& about) override;
  [[nodiscard]] base::Result<desk::OpenedQuestions> open(const desk::QuestionCase& about) override;
  [[nodiscard]] base::Result<void> answer(const std::string& session, std::size_t question,
                                          const base::PersonalText& text) override;
  [[nodiscard]] base::Result<bool> conclude(const std::string& session) override;

 private:
  class Line;
  std::unique_ptr<Line> line_;
};

}  // namespace skranke::connect
