#include "codec/verdict_writer.hpp"

#include "codec/json_writer.hpp"

namespace skranke::codec {
namespace {

using policy::Mask;
using policy::Program;

// Identifiers of a policy need no escaping: the policy is refused otherwise (check_tree.hpp).
void append_identifier(std::string& out, std::string_view text) {
  out.push_back('"');
  out.append(text);
  out.push_back('"');
}

void append_id(std::string& out, const ReadCase& read) {
  out.push_back('{');
  if (!read.has_id) return;
  out.append("\"id\":");
  append_json_string(out, read.id);
  out.push_back(',');
}

// The lines of the alternatives, each once. Alternatives of one line stand together.
void append_lines(std::string& out, const Program& program, Mask alternatives) {
  int last = -1;
  for (; alternatives != 0; alternatives &= alternatives - 1) {
    const std::uint8_t line = program.line_of[static_cast<std::size_t>(__builtin_ctzll(alternatives))];
    if (line == last) continue;
    if (last >= 0) out.push_back(',');
    last = line;
    append_identifier(out, program.lines[line]);
  }
}

void append_refused(std::string& out, const Program& program, std::uint8_t kind, policy::Reasons reasons) {
  bool first = true;
  for (std::size_t r = 0; r < policy::reason_count; ++r) {
    const auto reason = static_cast<policy::Reason>(r);
    if ((reasons & policy::bit(reason)) == 0) continue;
    out.append(first ? "{\"code\":" : ",{\"code\":");
    first = false;
    append_identifier(out, policy::name(reason));
    out.append(",\"clause\":");
    append_identifier(out, program.clause(kind, reason));
    out.push_back('}');
  }
}

void append_fact(std::string& out, std::size_t document, proofing::Fact fact) {
  out.append("{\"document\":");
  append_number(out, document);
  out.append(",\"fact\":");
  append_identifier(out, proofing::name(fact));
  out.push_back('}');
}

void append_open_facts(std::string& out, const policy::Verdict& verdict) {
  bool first = true;
  for (std::size_t i = 0; i < verdict.document_count; ++i) {
    if (verdict.documents[i].open == 0) continue;
    for (const proofing::Fact fact : proofing::all_facts) {
      if ((verdict.documents[i].open & policy::bit(fact)) == 0) continue;
      if (!first) out.push_back(',');
      first = false;
      append_fact(out, i, fact);
    }
  }
}

void append_advice(std::string& out, const Program& program, const std::vector<policy::Advice>& sets) {
  for (std::size_t i = 0; i < sets.size(); ++i) {
    out.append(i == 0 ? "{\"add\":[" : ",{\"add\":[");
    bool first = true;
    for (const std::uint8_t line : sets[i]) {
      if (!first) out.push_back(',');
      first = false;
      append_identifier(out, program.lines[line]);
    }
    out.append("]}");
  }
}

}  // namespace

void append_verdict(std::string& out, const ReadCase& read, const policy::Verdict& verdict,
                    const Extras& extras) {
  const Program& program = read.edition->program;
  append_id(out, read);
  out.append("\"policy\":");
  append_identifier(out, program.id);
  out.append(",\"version\":");
  append_identifier(out, program.version);
  out.append(",\"verdict\":");
  append_identifier(out, policy::name(verdict.outcome));
  out.append(",\"list\":");
  if (verdict.list == policy::no_list) {
    out.append("null");
  } else {
    append_identifier(out, program.lists[verdict.list].id);
  }
  out.append(",\"used\":[");
  for (std::size_t i = 0; i < verdict.used_count; ++i) {
    if (i != 0) out.push_back(',');
    append_number(out, static_cast<unsigned>(verdict.used[i]));
  }
  out.append("],\"documents\":[");
  for (std::size_t i = 0; i < verdict.document_count; ++i) {
    out.append(i == 0 ? "{\"index\":" : ",{\"index\":");
    append_number(out, i);
    out.append(",\"lines\":[");
    append_lines(out, program, verdict.documents[i].serves);
    out.append("],\"refused\":[");
    append_refused(out, program, read.documents[i].kind, verdict.documents[i].refused);
    out.append("]}");
  }
  out.append("],\"open_facts\":[");
  append_open_facts(out, verdict);
  out.push_back(']');
  if (extras.advice != nullptr) {
    out.append(",\"advice\":[");
    append_advice(out, program, *extras.advice);
    out.push_back(']');
  }
  if (extras.next != nullptr) {
    out.append(",\"next\":");
    if (extras.next->has_value()) {
      append_fact(out, (*extras.next)->document, (*extras.next)->fact);
    } else {
      out.append("null");
    }
  }
  out.push_back('}');
}

void append_error(std::string& out, const ReadCase& read, const base::Problem& problem, std::uint64_t line) {
  append_id(out, read);
  out.append("\"error\":{\"code\":");
  append_identifier(out, base::name(problem.fault));
  out.append(",\"message\":");
  append_json_string(out, problem.text);
  out.append(",\"path\":");
  append_json_string(out, problem.path);
  out.append(",\"line\":");
  append_number(out, line);
  out.append("}}");
}

}  // namespace skranke::codec
