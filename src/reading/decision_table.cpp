#include "reading/decision_table.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "policy/box.hpp"
#include "policy/check_tree.hpp"
#include "reading/demands.hpp"
#include "reading/lettering.hpp"

namespace skranke::reading {
namespace {

using policy::Box;
using policy::Tree;
using proofing::Fact;

std::size_t kind_of(const Tree& tree, const std::string& id) {
  return static_cast<std::size_t>(
      std::ranges::find_if(tree.kinds, [&](const policy::Kind& kind) { return kind.id.text == id; }) -
      tree.kinds.begin());
}

// The documents of a kind in `bare` for which every condition holds.
std::vector<Box> under_conditions(const Tree& tree, const std::string& kind, const Box& bare) {
  std::vector<Box> boxes{bare};
  for (const policy::Condition& condition : tree.conditions) {
    std::vector<Box> allowed{policy::box_of(condition.require)};
    for (const policy::Accepts& accepts : condition.except) {
      if (accepts.kind.text == kind) allowed.push_back(policy::box_of(accepts.require));
    }
    std::vector<Box> kept;
    for (const Box& box : boxes) {
      for (const Box& other : allowed) {
        if (auto both = policy::intersect(box, other)) kept.push_back(std::move(*both));
      }
    }
    boxes = policy::merge(std::move(kept));
  }
  return boxes;
}

std::string places_of(const Wording& wording, const policy::Line& line) {
  std::vector<std::string> names;
  for (const policy::Name& place : line.only_at) names.push_back(wording.place(place.text));
  return wording.joined(names, "or");
}

// A column, before those that say nothing are left out.
struct Column {
  std::string heading;
  std::vector<std::string> cells;  // empty: any
};

std::string fact_name(const Wording& wording, Fact fact) {
  return wording.text("fact." + std::string{proofing::name(fact)} + ".name");
}

DecisionTable table_of(const Wording& wording, const policy::List& list) {
  const Tree& tree = wording.tree();
  DecisionTable table{.list = list.id.text,
                      .caption = wording.list(list.id.text),
                      .parts = {},
                      .always = {},
                      .notes = list_notes(wording, list),
                      .columns = {},
                      .rows = {}};
  for (const policy::Part& part : list.take) table.parts.push_back(part_heading(wording, list, part));
  const std::vector<TableRow> rows = rows_of(tree, list);
  std::vector<Column> columns;
  const auto put = [&](const std::string& heading, auto cell) {
    Column& column = columns.emplace_back(Column{.heading = heading, .cells = {}});
    for (const TableRow& row : rows) column.cells.push_back(cell(row));
  };
  if (list.take.size() > 1)
    put(wording.say("column.part"), [](const TableRow& row) { return std::to_string(row.part + 1); });
  put(wording.say("column.line"), [&](const TableRow& row) { return tree.lines[row.line].id.text; });
  put(wording.say("column.document"),
      [&](const TableRow& row) { return wording.kind(tree.kinds[row.kind].id.text); });
  const std::size_t named = columns.size();  // these say which row it is
  for (const Fact fact : proofing::all_facts)
    put(fact_name(wording, fact), [&](const TableRow& row) { return value_of(wording, row.box, fact); });
  put(wording.say("column.place"),
      [&](const TableRow& row) { return places_of(wording, tree.lines[row.line]); });
  put(wording.say("column.applicant"), [&](const TableRow& row) {
    const auto& applicant = tree.lines[row.line].applicant;
    return applicant ? applicant_words(wording, *applicant) : std::string{};
  });
  table.rows.resize(rows.size());
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const auto& cells = columns[c].cells;
    const bool is_same =
        std::ranges::all_of(cells, [&](const std::string& cell) { return cell == cells[0]; });
    if (c >= named && is_same) {
      if (!cells[0].empty())
        table.always.push_back(wording.say("fact", {{"fact", columns[c].heading}, {"value", cells[0]}}));
      continue;
    }
    table.columns.push_back(columns[c].heading);
    for (std::size_t r = 0; r < rows.size(); ++r) table.rows[r].push_back(cells[r].empty() ? "–" : cells[r]);
  }
  return table;
}

void put_line(std::string& out, const std::vector<std::string>& cells,
              const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    line += cells[c];
    if (c + 1 < cells.size()) line.append(widths[c] - letters(cells[c]) + 2, ' ');
  }
  out += line + "\n";
}

std::string quoted(const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string out = "\"";
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

template <std::size_t n>
std::string ids(std::uint8_t set, const std::array<std::string_view, n>& names) {
  std::string all;
  for (std::size_t i = 1; i < n; ++i) {
    if ((set >> i & 1U) != 0) all.append(all.empty() ? "" : " ").append(names[i]);
  }
  return all;
}

// A fact's allowed values as the file has them; empty where it may have any.
std::string plain_value(const Box& box, Fact fact) {
  if (!policy::restricts(box, fact)) return {};
  if (proofing::is_score(fact)) return std::to_string(box.scores_min[proofing::score_index(fact)]);
  const auto* const flag = std::ranges::find(proofing::flag_facts, fact);
  if (flag != proofing::flag_facts.end()) {
    const std::uint8_t allowed = box.flags[static_cast<std::size_t>(flag - proofing::flag_facts.begin())];
    return allowed == 1U << static_cast<unsigned>(proofing::Tri::yes) ? "true" : "false";
  }
  if (fact == Fact::form) return ids(box.forms, proofing::form_names);
  if (fact == Fact::authority) return ids(box.authorities, proofing::authority_names);
  if (fact == Fact::expires) return "not-before-visit";
  if (fact == Fact::issued) return std::to_string(box.months_old_max);
  if (fact == Fact::income_year) return box.income_year_back == 0 ? "current" : "previous";
  const Countries countries = countries_of(box);
  std::string all = countries.all_but ? "not" : "";
  for (const std::string& code : countries.codes) all += (all.empty() ? "" : " ") + code;
  return all;
}

std::string age_value(const std::optional<policy::OfApplicant>& applicant, bool is_below) {
  const std::int32_t age =
      !applicant ? 0 : (is_below ? applicant->age_years_below : applicant->age_years_min);
  return age == 0 ? "" : std::to_string(age);
}

}  // namespace

std::vector<TableRow> rows_of(const Tree& tree, const policy::List& list) {
  std::vector<TableRow> rows;
  for (std::size_t p = 0; p < list.take.size(); ++p) {
    const policy::Part& part = list.take[p];
    for (const std::size_t line : policy::lines_of(tree, part)) {
      for (const policy::Accepts& accepts : tree.lines[line].accepts) {
        std::optional<Box> bare = policy::box_of(accepts.require);
        if (part.require) bare = policy::intersect(*bare, policy::box_of(*part.require));
        if (!bare) continue;
        for (Box& box : under_conditions(tree, accepts.kind.text, *bare)) {
          rows.push_back(
              {.part = p, .line = line, .box = std::move(box), .kind = kind_of(tree, accepts.kind.text)});
        }
      }
    }
  }
  return rows;
}

std::vector<DecisionTable> tables_of(const Wording& wording) {
  std::vector<DecisionTable> tables;
  for (const policy::List& list : wording.tree().lists) tables.push_back(table_of(wording, list));
  return tables;
}

std::string tables_text(const Wording& wording) {
  std::string out = wording.title() + "\n" + wording.version() + "\n" + wording.say("tables_lead") + "\n";
  for (const DecisionTable& table : tables_of(wording)) {
    out += "\n" + table.list + ": " + table.caption + "\n";
    for (std::size_t p = 0; table.parts.size() > 1 && p < table.parts.size(); ++p)
      out += wording.say("column.part") + " " + std::to_string(p + 1) + ": " + table.parts[p] + "\n";
    if (table.parts.size() == 1) out += table.parts[0] + "\n";
    for (const std::string& note : table.notes) out += "* " + note + "\n";
    if (!table.always.empty()) {
      std::string all;
      for (const std::string& each : table.always) all += (all.empty() ? "" : "; ") + each;
      out += wording.say("always", {{"facts", all}}) + "\n";
    }
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      std::size_t width = letters(table.columns[c]);
      for (const auto& row : table.rows) width = std::max(width, letters(row[c]));
      widths.push_back(width);
    }
    out += "\n";
    put_line(out, table.columns, widths);
    for (const auto& row : table.rows) put_line(out, row, widths);
  }
  return out;
}

std::string tables_csv(const Wording& wording) {
  const Tree& tree = wording.tree();
  std::string out = "policy,version,list,part,line,kind,document,only_at";
  std::vector<Fact> facts;  // of documents
  for (const Fact fact : proofing::all_facts) {
    if (fact == Fact::born || (proofing::is_score(fact) && fact != Fact::validity)) continue;
    facts.push_back(fact);
    out.append(",").append(proofing::name(fact));
  }
  out += ",age_years_min,age_years_below\r\n";
  for (const policy::List& list : tree.lists) {
    for (const TableRow& row : rows_of(tree, list)) {
      const policy::Line& line = tree.lines[row.line];
      const std::string& kind = tree.kinds[row.kind].id.text;
      std::string places;
      for (const policy::Name& place : line.only_at) places += (places.empty() ? "" : " ") + place.text;
      std::vector<std::string> cells{
          tree.id.text, tree.version.text,  list.id.text, std::to_string(row.part + 1), line.id.text,
          kind,         wording.kind(kind), places};
      for (const Fact fact : facts) cells.push_back(plain_value(row.box, fact));
      cells.push_back(age_value(line.applicant, false));
      cells.push_back(age_value(line.applicant, true));
      std::string text;
      for (std::size_t c = 0; c < cells.size(); ++c) text += (c == 0 ? "" : ",") + quoted(cells[c]);
      out += text + "\r\n";
    }
  }
  return out;
}

}  // namespace skranke::reading
