#include "codec/verdict_writer.hpp"

#include "codec/error_line.hpp"
#include "codec/pen.hpp"

namespace skranke::codec {
namespace {

using policy::Mask;
using policy::Program;

// Upper bounds of what one document and one case can take; identifiers have at most 64 bytes
// (check_tree.hpp).
constexpr std::size_t identifier_bytes = 64 + 3;
constexpr std::size_t lines_bytes = base::limits::alternatives_max * identifier_bytes;
constexpr std::size_t refused_bytes = policy::reason_count * (2 * identifier_bytes + 24);
constexpr std::size_t open_bytes = proofing::fact_count * 64;
constexpr std::size_t document_bytes = lines_bytes + refused_bytes + open_bytes + 64;
constexpr std::size_t scratch_bytes =
    base::limits::documents_per_case_max * document_bytes + 8 * identifier_bytes + 256;

// The lines of the alternatives, each once. Alternatives of one line stand together.
void put_lines(Pen& pen, const Program& program, Mask alternatives) {
  int last = -1;
  for (; alternatives != 0; alternatives &= alternatives - 1) {
    const std::uint8_t line = program.line_of[static_cast<std::size_t>(__builtin_ctzll(alternatives))];
    if (line == last) continue;
    if (last >= 0) pen.put(',');
    last = line;
    pen.put_identifier(program.lines[line]);
  }
}

void put_refused(Pen& pen, const Program& program, std::uint8_t kind, policy::Reasons reasons) {
  bool first = true;
  for (unsigned left = reasons; left != 0; left &= left - 1) {
    const auto reason = static_cast<policy::Reason>(__builtin_ctz(left));
    if (!first) pen.put(',');
    first = false;
    pen.put("{\"code\":");
    pen.put_identifier(policy::name(reason));
    pen.put(",\"clause\":");
    pen.put_identifier(program.clause(kind, reason));
    pen.put('}');
  }
}

// The applicant stands behind the documents, and is told without a number.
void put_fact(Pen& pen, const ReadCase& read, std::size_t document, proofing::Fact fact) {
  if (document < read.document_count) {
    pen.put("{\"document\":");
    pen.put_number(document);
    pen.put(",\"fact\":");
  } else {
    pen.put("{\"fact\":");
  }
  pen.put_identifier(proofing::name(fact));
  pen.put('}');
}

void put_open_facts(Pen& pen, const ReadCase& read, const policy::Verdict& verdict) {
  if (verdict.outcome != policy::Outcome::undetermined) return;
  bool first = true;
  for (std::size_t i = 0; i < verdict.document_count; ++i) {
    for (unsigned left = verdict.documents[i].open; left != 0; left &= left - 1) {
      if (!first) pen.put(',');
      first = false;
      put_fact(pen, read, i, static_cast<proofing::Fact>(__builtin_ctz(left)));
    }
  }
}

void put_answer(Pen& pen, const ReadCase& read, const policy::Verdict& verdict) {
  const Program& program = read.edition->program;
  pen.put("\"policy\":");
  pen.put_identifier(program.id);
  pen.put(",\"version\":");
  pen.put_identifier(program.version);
  pen.put(",\"verdict\":");
  pen.put_identifier(policy::name(verdict.outcome));
  pen.put(",\"list\":");
  if (verdict.list == policy::no_list) {
    pen.put("null");
  } else {
    pen.put_identifier(program.lists[verdict.list].id);
  }
  pen.put(",\"used\":[");
  for (std::size_t i = 0; i < verdict.used_count; ++i) {
    if (verdict.used[i] == read.document_count) break;  // the applicant, who is the last
    if (i != 0) pen.put(',');
    pen.put_number(static_cast<unsigned>(verdict.used[i]));
  }
}

void append_advice(std::string& out, const Program& program, const std::vector<policy::Advice>& sets) {
  for (std::size_t i = 0; i < sets.size(); ++i) {
    out.append(i == 0 ? "{\"add\":[" : ",{\"add\":[");
    for (const std::uint8_t line : sets[i]) out.append("\"").append(program.lines[line]).append("\",");
    out.back() = ']';
    out.push_back('}');
  }
}

}  // namespace

void append_verdict(std::string& out, const ReadCase& read, const policy::Verdict& verdict,
                    const Extras& extras, std::vector<char>& scratch) {
  const Program& program = read.edition->program;
  if (scratch.size() < scratch_bytes) scratch.resize(scratch_bytes);
  append_opening(out, read.shown_id());
  Pen pen{scratch.data()};
  put_answer(pen, read, verdict);
  pen.put("],\"documents\":[");
  for (std::size_t i = 0; i < read.document_count; ++i) {
    if (i != 0) pen.put(',');
    pen.put("{\"index\":");
    pen.put_number(i);
    pen.put(",\"lines\":[");
    put_lines(pen, program, verdict.documents[i].serves);
    pen.put("],\"refused\":[");
    put_refused(pen, program, read.documents[i].kind, verdict.documents[i].refused);
    pen.put("]}");
  }
  pen.put("],\"open_facts\":[");
  put_open_facts(pen, read, verdict);
  pen.put(']');
  out.append(pen.written());
  if (extras.advice != nullptr) {
    out.append(",\"advice\":[");
    append_advice(out, program, *extras.advice);
    out.push_back(']');
  }
  if (extras.next != nullptr) {
    Pen next{scratch.data()};
    next.put(",\"next\":");
    if (extras.next->has_value()) {
      put_fact(next, read, (*extras.next)->document, (*extras.next)->fact);
    } else {
      next.put("null");
    }
    out.append(next.written());
  }
  out.push_back('}');
}

}  // namespace skranke::codec
