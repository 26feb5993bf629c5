#include "counter/documents.hpp"

#include <utility>

#include "base/country.hpp"
#include "codec/json_writer.hpp"
#include "counter/step.hpp"
#include "policy/decide.hpp"

namespace skranke::counter {
namespace {

using base::Result;
using cases::Change;

bool has_picture(const policy::Edition& edition, const proofing::Document& document) {
  switch (edition.tree.kinds[document.kind].picture) {
    case policy::Picture::always:
      return true;
    case policy::Picture::as_stated:
      return document.flag(proofing::Fact::photo) == proofing::Tri::yes;
    case policy::Picture::never:
      return false;
  }
  std::unreachable();
}

}  // namespace

std::string check_text(const std::vector<std::string>& documents, base::Day day, std::string_view place) {
  std::string text{"{"};
  codec::append_member(text, "date", base::format_day(day));
  codec::append_member(text, "centre", place);
  text.append("\"documents\":[");
  for (const std::string& document : documents) {
    if (&document != &documents.front()) text.push_back(',');
    text.append(document);
  }
  return text.append("]}");
}

Result<codec::ReadCase> read_documents(const Tools& tools, const std::vector<std::string>& documents,
                                       base::Day day, std::string_view centre) {
  codec::CaseReader reader{tools.catalogue};
  codec::ReadCase read;
  if (auto done = reader.read(check_text(documents, day, tools.place_of(centre)), day, read); !done)
    return std::unexpected{std::move(done.error())};
  return read;
}

std::vector<std::string> facts_of(const cases::Case& kase) {
  std::vector<std::string> facts;
  facts.reserve(kase.documents.size());
  for (const cases::ShownDocument& document : kase.documents) facts.push_back(document.facts);
  return facts;
}

cases::ShowDocuments judged(const codec::ReadCase& read, const std::vector<std::string>& documents,
                            const std::vector<std::string>& read_by) {
  cases::ShowDocuments shown;
  const policy::Edition& edition = *read.edition;
  const policy::Verdict verdict = policy::decide(edition.program, read.evidence());
  shown.assessment.is_accepted = verdict.outcome == policy::Outcome::accepted;
  shown.assessment.used.assign(verdict.used.begin(), verdict.used.begin() + verdict.used_count);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const proofing::Document& document = read.documents[i];
    shown.documents.push_back(
        {.kind = edition.tree.kinds[document.kind].id.text,
         .issuer = document.knows(proofing::Fact::issuer) ? std::string{base::country_code(document.issuer)}
                                                          : std::string{},
         .form = std::string{proofing::form_names[static_cast<std::size_t>(document.form)]},
         .has_picture = has_picture(edition, document),
         .facts = documents[i],
         .read_by = read_by[i]});
  }
  return shown;
}

Answer show_documents(const Asking& asking, const std::vector<std::string>& documents,
                      const std::vector<std::string>& read_by) {
  return step(asking, [&](Change& change, const cases::Actor& actor) -> Result<std::optional<Denied>> {
    const auto read = read_documents(asking.tools, documents, asking.tools.today(), change.kept.kase.centre);
    if (!read) return std::unexpected{read.error()};
    return apply_to(change, judged(*read, documents, read_by), actor, asking.now);
  });
}

Answer draw_look(const Asking& asking, std::uint8_t document) {
  return step(asking, [&](Change& change, const cases::Actor& actor) -> Result<std::optional<Denied>> {
    const cases::Case& kase = change.kept.kase;
    std::vector<std::string> drawn;
    if (document < kase.documents.size())
      drawn = asking.tools.features.draw(kase.documents[document].kind, kase.documents[document].form,
                                         asking.tools.draw);
    return apply_to(change, cases::DrawLook{.document = document, .features = std::move(drawn)}, actor,
                    asking.now);
  });
}

Answer answer_look(const Asking& asking, std::uint8_t document, const std::vector<bool>& seen) {
  return step(asking, cases::AnswerLook{.document = document, .seen = seen});
}

Answer compare_face(const Asking& asking, const cases::Face& face) {
  return step(asking, cases::CompareFace{.face = face});
}

}  // namespace skranke::counter
